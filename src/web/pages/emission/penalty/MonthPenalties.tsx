import type { ReplyOf } from '../../../../contract/endpoint.ts';
import { penaltyEndpoints } from '../../../../contract/penalty.ts';
import { useAsk } from '../../../api/queries.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { Quantity } from '../../../parts/Quantity.tsx';
import { Tag } from '../../../parts/Tag.tsx';
import { useWords } from '../../../words/language.ts';
import styles from '../emission.module.css';

export type Penalties = ReplyOf<typeof penaltyEndpoints.readUnitPenalties>;
export type Penalty = Penalties['items'][number];

/** What late calibrations and missing tests do to this month, and what they cost. */
export function MonthPenalties({
  unitId,
  year,
  month,
  onGo,
}: {
  unitId: string;
  year: number;
  month: string;
  onGo: (rowKey: string, month: string) => void;
}) {
  const { t, say } = useWords();
  const penalties = useAsk(penaltyEndpoints.readUnitPenalties, { params: { unitId, year } });
  return (
    <div className={styles.block}>
      <h3>{t('penalty.ofMonth')}</h3>
      <Answer of={penalties} rows={2}>
        {(data) => {
          const own = data.items.filter((one) => one.month === month);
          if (own.length === 0) return <p className="th-quiet">{t('penalty.noneOfMonth')}</p>;
          return (
            <ul className={styles.versions}>
              {own.map((one) => (
                <li key={`${one.kind} ${one.rowKey ?? say(one.title)}`}>
                  <div className="th-row">
                    <Tag tone="warn">{t(`penalty.kind.${one.kind}`)}</Tag>
                    {one.rowKey ? (
                      <button type="button" className="th-linkbutton" onClick={() => one.rowKey && onGo(one.rowKey, month)}>
                        {say(one.title)}
                      </button>
                    ) : (
                      say(one.title)
                    )}
                  </div>
                  <p className="th-small">{say(one.why)}</p>
                  <p className="th-small th-row">
                    {t('penalty.withPenalty')} <Quantity value={one.withPenalty} unit={one.unit} digits={2} />
                    {'\u00b7'} {t('penalty.without')} <Quantity value={one.without} unit={one.unit} digits={2} />
                  </p>
                  <p className="th-small">
                    <Cost penalty={one} />
                  </p>
                  {one.frozen ? <p className="th-small th-quiet">{t('penalty.frozen')}</p> : null}
                </li>
              ))}
            </ul>
          );
        }}
      </Answer>
    </div>
  );
}

/** Tonnes and yuan of a penalty, and what the tonnes are. */
export function Cost({ penalty }: { penalty: Penalty }) {
  const { t } = useWords();
  if (penalty.costT === null) return <span className="th-quiet">{t('penalty.noCost')}</span>;
  return (
    <span className="th-row">
      {t(`penalty.basis.${penalty.basis}`)} <Quantity value={penalty.costT} unit="t" digits={2} />
      {penalty.costYuan === null ? null : (
        <>
          {'\u2248'} <Quantity value={penalty.costYuan} unit="" digits={0} /> {t('penalty.yuanUnit')}
        </>
      )}
    </span>
  );
}
