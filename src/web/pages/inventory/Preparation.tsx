import type { ReplyOf } from '../../../contract/endpoint.ts';
import type { inventoryLineEndpoints as l } from '../../../contract/inventory-lines.ts';
import { group } from '../../format/number.ts';
import { useMethodWords } from '../../parts/method-words.ts';
import { PlainTable } from '../../parts/PlainTable.tsx';
import { Quantity } from '../../parts/Quantity.tsx';
import { Tag } from '../../parts/Tag.tsx';
import { Unit } from '../../parts/Unit.tsx';
import { useWords } from '../../words/language.ts';

type Prepared = ReplyOf<typeof l.recordEntry>;
type Step = Prepared['lines'][number]['preparation'][number];

/** The lines an entry becomes: method and why, amount and factor, emission, the steps; below, what the other methods would give. */
export function PreparedLines({ lines, others }: Pick<Prepared, 'lines' | 'others'>) {
  const { t, say } = useWords();
  return (
    <>
      {lines.map((one) => (
        <article key={one.part} style={{ marginBottom: 16 }}>
          <p className="th-row">
            <Tag tone={one.part === 'rest' ? 'warn' : 'good'}>{t(`inventoryLines.way.${one.way}`)}</Tag>
            <span>{t(`inventoryLines.part.${one.part}`)}</span>
            <span className="th-grow" />
            <strong>
              <Quantity value={one.emission} unit="tCO2e" digits={4} />
            </strong>
          </p>
          <p className="th-quiet th-small">{say(one.why)}</p>
          <p className="th-small">
            <Quantity value={one.amount} unit={one.unit} digits={2} /> × {say(one.factor.name)}{' '}
            <span className="th-quiet">{one.factor.version || one.factor.source}</span>
          </p>
          <Steps steps={one.preparation} />
        </article>
      ))}
      <OtherWays others={others} />
    </>
  );
}

/** What the methods that were not taken give for the whole purchase: a check on the one that was. */
export function OtherWays({ others }: Pick<Prepared, 'others'>) {
  const { t } = useWords();
  if (others.length === 0) return null;
  return (
    <p className="th-quiet th-small th-row">
      {t('inventoryLines.others')}
      {others.map((one) => (
        <span key={one.way}>
          {t(`inventoryLines.way.${one.way}`)} <Quantity value={one.emission} unit="tCO2e" digits={4} />
        </span>
      ))}
    </p>
  );
}

/** How an amount came about, step by step. */
export function Steps({ steps }: { steps: readonly Step[] }) {
  const { t, say } = useWords();
  const { word, cite } = useMethodWords();
  return (
    <PlainTable
      rows={steps.map((step, i) => ({ ...step, i }))}
      rowKey={(step) => String(step.i)}
      columns={[
        { key: 'title', title: t('inventoryLines.step'), show: (step) => say(step.title) },
        {
          key: 'formula',
          title: t('inventoryLines.calculation'),
          show: (step) => (step.why ? say(step.why) : <span className="th-num">{step.formula}</span>),
        },
        {
          key: 'value',
          title: t('inventoryLines.value'),
          className: 'th-right',
          show: (step) =>
            step.unit === '' ? (
              word(step.value)
            ) : (
              <span className="th-num th-nowrap">
                {group(shortened(step.value))} <Unit symbol={step.unit === '1' ? '' : step.unit} />
              </span>
            ),
        },
        {
          key: 'source',
          title: t('inventoryLines.factorSource'),
          show: (step) => <span className="th-quiet th-small">{cite(step.source)}</span>,
        },
      ]}
    />
  );
}

/** Enough digits to check with; all of them stand in the derivation. */
function shortened(value: string): string {
  const [whole = '', part] = value.split('.');
  return part === undefined ? whole : `${whole}.${part.slice(0, 6)}`;
}
