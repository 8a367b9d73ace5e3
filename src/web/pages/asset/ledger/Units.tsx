import { Tooltip } from 'antd';
import { group } from '../../../format/number.ts';
import { entityAt, useWorkplace } from '../../../shell/workplace.ts';
import { GoLink } from '../../../ui/GoLink.tsx';
import { useWords } from '../../../words/language.ts';
import { className, type UnitClass } from './model.ts';

/** A number of units; with `to` it opens the statement it stands in. Zero is quiet. */
export function Units({ quantity, to, label }: { quantity: string; to?: string; label?: string }) {
  const text = group(quantity);
  if (to === undefined) return <span className={quantity === '0' ? 'th-num th-quiet' : 'th-num'}>{text}</span>;
  return (
    <GoLink to={to} className="th-figure-link th-num" {...(label ? { 'aria-label': `${label} ${text}` } : {})}>
      {text}
    </GoLink>
  );
}

/** A class by name; its project's day of registration in the tooltip. */
export function ClassName({ held }: { held: UnitClass }) {
  const { t } = useWords();
  const name = <span className="th-nowrap">{className(held)}</span>;
  return held.registeredOn ? <Tooltip title={`${t('ledger.registeredOn')} ${held.registeredOn}`}>{name}</Tooltip> : name;
}

/** An entity's name in the reader's language. */
export function useEntityName(): (id: string | null) => string {
  const { nameOf, t } = useWords();
  const { tree } = useWorkplace();
  return (id) => {
    const entity = entityAt(tree.data, id);
    return entity ? nameOf(entity) : t('common.none');
  };
}

/** The entity chosen above, or that of the chosen unit; nothing: all of them. */
export function useChosenEntity(): { readonly entityId?: string } {
  const { entity, unit } = useWorkplace();
  const id = entity?.id ?? unit?.entityId;
  return id === undefined ? {} : { entityId: id };
}
