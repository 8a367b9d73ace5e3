import { tradingRiskEndpoints } from '../../../../contract/trading-risk.ts';
import { scoreOf, textIn } from '../../../../kernel/system/content.ts';
import { useAsk } from '../../../api/queries.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { DayLabel, InstantLabel } from '../../../parts/Labels.tsx';
import { PlainTable } from '../../../parts/PlainTable.tsx';
import { Quantity } from '../../../parts/Quantity.tsx';
import { Tag } from '../../../parts/Tag.tsx';
import { paths } from '../../../paths.ts';
import { GoLink } from '../../../ui/GoLink.tsx';
import { KeyValues, Section } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import { outputOf } from '../../trading/ResultDerivation.tsx';
import { type RecordView, type RegisterView, scoreArrows, toneOf } from '../model.ts';
import styles from './figures.module.css';

const quantified = ['price', 'volume'];

/** A risk as it moved from assessment to assessment, and what trading says of price and volume now (6.5). */
export function RiskFigures({ record, register }: { record: RecordView; register: RegisterView }) {
  const { t } = useWords();
  const isMarket = quantified.includes(textIn(record.content.category) ?? '');
  return (
    <Section title={t('system.risk.title')}>
      <div className={styles.parts}>
        {isMarket && <Market record={record} />}
        <Movement record={record} register={register} />
      </div>
    </Section>
  );
}

/** Beside the estimate of the risk's owner: value at risk, and what is short at the price of the day. */
function Market({ record }: { record: RecordView }) {
  const { t } = useWords();
  const asked = useAsk(tradingRiskEndpoints.readRisk, { params: { entityId: record.entityId } });
  return (
    <Answer of={asked} rows={2}>
      {({ risk, atRisk, today }) => {
        const figure = (symbol: string) => {
          const found = risk && (outputOf(risk, symbol, { method: 'parametric' }) ?? outputOf(risk, symbol));
          const value = found && typeof found.value === 'string' ? found : null;
          return value && <Quantity value={value.value} shown={value.shown} unit={value.unit.slice(0, 3)} to={paths.tradingRisk()} />;
        };
        return (
          <KeyValues
            columns={3}
            items={[
              { label: t('system.risk.estimate'), value: <Quantity value={textIn(record.content.quantified)} unit="10^4CNY" /> },
              { label: t('system.risk.valueAtRisk'), value: figure('value_at_risk') },
              { label: t('system.risk.shortfall'), value: figure('expected_shortfall') },
              ...atRisk.map((one) => ({
                label: t('system.risk.position', { instrument: one.instrument }),
                value: (
                  <span className="th-row">
                    <Quantity value={one.tonnes} unit="t" to={paths.tradingRisk()} />
                    {one.price && <Quantity value={one.price} unit={`${one.currency}/t`} />}
                  </span>
                ),
              })),
              {
                label: t('system.risk.asOf'),
                value: (
                  <span className="th-row">
                    <DayLabel day={today} />
                    <GoLink to={paths.tradingRisk()}>{t('system.risk.open')}</GoLink>
                  </span>
                ),
              },
            ]}
          />
        );
      }}
    </Answer>
  );
}

type Version = RecordView['versions'][number];

function Movement({ record, register }: { record: RecordView; register: RegisterView }) {
  const { t, say } = useWords();
  const fieldOf = (id: string) => register.fields.find((one) => one.id === id);
  const scoreIn = (version: Version | undefined, id: string) => {
    const field = fieldOf(id);
    return version && field ? scoreOf({ ...field, type: 'score' }, version.content) : null;
  };
  // Assessments are the versions that were approved, and the one that is written on.
  const approved = new Set(record.moves.filter((one) => one.approves).map((one) => one.version));
  const assessed = record.versions.filter((one) => approved.has(one.version) || one.version === record.version);
  const show = (id: string) => (one: Version) => {
    const before = assessed[assessed.indexOf(one) - 1];
    const [now, then] = [scoreIn(one, id), scoreIn(before, id)];
    if (!now) return null;
    const moved = then === null ? null : now.value > then.value ? 'up' : now.value < then.value ? 'down' : 'same';
    return (
      <span className="th-row">
        <span className="th-num">{now.value}</span>
        {now.band && <Tag tone={toneOf(now.band.tone)}>{say(now.band.name)}</Tag>}
        {moved && (
          <span className="th-quiet">
            {scoreArrows[moved]} {t(`system.risk.moved.${moved}`)}
          </span>
        )}
      </span>
    );
  };
  return (
    <div className={styles.part}>
      <h3>{t('system.risk.movement')}</h3>
      <PlainTable<Version>
        rows={assessed}
        rowKey={(one) => String(one.version)}
        columns={[
          { key: 'version', title: t('system.version'), show: (one) => t('system.versionNo', { version: one.version }) },
          { key: 'at', title: t('system.risk.assessed'), show: (one) => <InstantLabel at={one.writtenAt} /> },
          { key: 'score', title: t('system.matrix.time.before'), show: show('score') },
          { key: 'residual', title: t('system.matrix.time.after'), show: show('residual') },
        ]}
      />
    </div>
  );
}
