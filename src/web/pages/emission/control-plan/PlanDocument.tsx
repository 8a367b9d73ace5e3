import { DayLabel, InstantLabel } from '../../../parts/Labels.tsx';
import { Unit } from '../../../parts/Unit.tsx';
import { paths } from '../../../paths.ts';
import { GoLink } from '../../../ui/GoLink.tsx';
import { KeyValues } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import styles from './control-plan.module.css';
import { type Content, type Line, type Plan, type Plans, qualitySections, samplingSections, type Version } from './plan-model.ts';

/** The plan as it is read and filed: numbered parts, tables, signatures. */
export function PlanDocument({ plan, plans }: { plan: Plan; plans: Plans }) {
  const { t, say } = useWords();
  const { content } = plan;
  const parts = [
    { title: t('controlPlan.part.revisions'), body: <Revisions versions={plans.versions} upTo={plan.plan.number} /> },
    { title: t('controlPlan.part.entity'), body: <EntityFacts entity={content.entity} /> },
    { title: t('controlPlan.part.boundary'), body: <Boundary content={content} /> },
    { title: t('controlPlan.part.parameters'), body: <Parameters plan={plan} /> },
    { title: t('controlPlan.part.quality'), body: <Texts content={content} sections={qualitySections} /> },
    { title: t('controlPlan.part.sampling'), body: <Texts content={content} sections={samplingSections} /> },
    ...(content.sections.directMeasurement === ''
      ? []
      : [{ title: t('controlPlan.part.directMeasurement'), body: <p className={styles.text}>{content.sections.directMeasurement}</p> }]),
  ];
  return (
    <article className={styles.paper} aria-label={t('controlPlan.title')}>
      <header className={styles.titleBlock}>
        <p className={styles.heading}>{t('controlPlan.part.document', { entity: say(content.entity.name) })}</p>
        <p className="th-quiet">
          {t('common.year', { year: plan.plan.year })} {'\u00B7'} {t('controlPlan.version', { n: plan.plan.number })} {'\u00B7'}{' '}
          {t('controlPlan.validFrom')} <DayLabel day={plan.plan.validFrom} />
        </p>
      </header>
      {parts.map((part, index) => (
        <section key={part.title}>
          <h2>
            {index + 1} {part.title}
          </h2>
          {part.body}
        </section>
      ))}
    </article>
  );
}

function Revisions({ versions, upTo }: { versions: readonly Version[]; upTo: number }) {
  const { t } = useWords();
  const rows = versions.filter((one) => one.number <= upTo).reverse();
  const by = (signed: { byName: string; at: string } | null) =>
    signed ? (
      <>
        {signed.byName} <InstantLabel at={signed.at} />
      </>
    ) : (
      <span className="th-quiet">{t('controlPlan.pending')}</span>
    );
  return (
    <div className={styles.wide}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th>{t('verificationRecord.version')}</th>
            <th>{t('controlPlan.triggerLabel')}</th>
            <th>{t('controlPlan.note')}</th>
            <th>{t('controlPlan.validFrom')}</th>
            <th>{t('controlPlan.drafted')}</th>
            <th>{t('controlPlan.reviewed')}</th>
            <th>{t('controlPlan.approved')}</th>
            <th>{t('controlPlan.filed')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((one) => (
            <tr key={one.id}>
              <td>{t('controlPlan.version', { n: one.number })}</td>
              <td>{t(`controlPlan.trigger.${one.trigger}`)}</td>
              <td>{one.note}</td>
              <td className={styles.number}>{one.validFrom}</td>
              <td>{by(one.drafted)}</td>
              <td>{by(one.reviewed)}</td>
              <td>{by(one.approved)}</td>
              <td>
                <FiledCell version={one} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function FiledCell({ version: { filed, evidence } }: { version: Version }) {
  const { t } = useWords();
  if (!filed) return <span className="th-quiet">{t('controlPlan.pending')}</span>;
  return (
    <>
      <div className={styles.number}>{filed.on}</div>
      <div>{t('controlPlan.receiptShort', { number: filed.receiptNumber })}</div>
      {evidence.map((one) => (
        <div key={one.id}>
          <GoLink to={paths.evidenceOf(one.id)}>{one.title}</GoLink>
        </div>
      ))}
    </>
  );
}

function EntityFacts({ entity }: { entity: Content['entity'] }) {
  const { t, say } = useWords();
  const place = [entity.longitude, entity.latitude].filter((one) => one !== null).join(', ');
  return (
    <KeyValues
      columns={3}
      items={[
        { label: t('controlPlan.entityFields.name'), value: say(entity.name) },
        { label: t('controlPlan.entityFields.code'), value: entity.code },
        { label: t('controlPlan.entityFields.industryCode'), value: entity.industryCode },
        { label: t('controlPlan.entityFields.address'), value: entity.address },
        { label: t('controlPlan.entityFields.region'), value: entity.region },
        {
          label: t('controlPlan.entityFields.place'),
          value: [place, entity.altitudeM === null ? '' : `${entity.altitudeM} m`].filter((one) => one !== '').join(' \u00B7 '),
        },
      ]}
    />
  );
}

function Boundary({ content }: { content: Content }) {
  const { t, say } = useWords();
  const name = new Map(content.units.map((unit) => [unit.id, say(unit.name)]));
  return (
    <>
      <p className={styles.text}>{content.sections.boundary}</p>
      <div className={styles.wide}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th>{t('controlPlan.facility.unitId')}</th>
              <th>{t('controlPlan.facility.name')}</th>
              <th>{t('controlPlan.facility.number')}</th>
              <th>{t('controlPlan.facility.model')}</th>
              <th>{t('controlPlan.facility.location')}</th>
              <th>{t('controlPlan.facility.state')}</th>
            </tr>
          </thead>
          <tbody>
            {content.facilities.map((one) => (
              <tr key={`${one.unitId} ${one.name} ${one.number}`}>
                <td>{name.get(one.unitId)}</td>
                <td>{one.name}</td>
                <td>{one.number}</td>
                <td>{one.model}</td>
                <td>{one.location}</td>
                <td>{t(`controlPlan.facilityState.${one.state}`)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Parameters({ plan: { content, choices } }: { plan: Plan }) {
  const { t, say } = useWords();
  return (
    <>
      {content.units.map((unit) => (
        <div key={unit.id}>
          <h3>{say(unit.name)}</h3>
          <p className="th-small th-quiet">
            {unit.capacityMw === null
              ? [unit.line && say(unit.line), unit.streams.map(say).join(t('common.listComma'))].filter(Boolean).join(t('common.listComma'))
              : t('controlPlan.unitLine', {
                  product: unit.product === 'chp' ? t('controlPlan.product.chp') : t('controlPlan.product.condensing'),
                  capacity: unit.capacityMw,
                  streams: unit.streams.map(say).join(t('common.listComma')),
                })}
          </p>
          <div className={styles.wide}>
            <table className={styles.table}>
              <thead>
                <tr>
                  <th>{t('controlPlan.line.parameter')}</th>
                  <th>{t('controlPlan.line.acquisition')}</th>
                  <th>{t('controlPlan.line.meterIds')}</th>
                  <th>{t('controlPlan.line.frequency')}</th>
                  <th>{t('controlPlan.line.ledgers')}</th>
                  <th>{t('controlPlan.line.missing')}</th>
                  <th>{t('controlPlan.line.responsible')}</th>
                </tr>
              </thead>
              <tbody>
                {content.lines
                  .filter((line) => line.unitId === unit.id)
                  .map((line) => (
                    <LineRow key={line.rowKey} line={line} content={content} choices={choices} />
                  ))}
              </tbody>
            </table>
          </div>
        </div>
      ))}
    </>
  );
}

function LineRow({ line, content, choices }: { line: Line; content: Content; choices: Plan['choices'] }) {
  const { t, say } = useWords();
  const row = choices.rows.find((one) => one.unitId === line.unitId && one.rowKey === line.rowKey);
  const source = row?.sources.find((one) => one.key === line.source);
  return (
    <tr>
      <td className={styles.name}>
        {say(line.title)}
        <div className="th-small th-quiet">
          <Unit symbol={line.unit} />
        </div>
      </td>
      <td>
        <strong>{t(`controlPlan.acquisition.${line.acquisition}`)}</strong>
        <div>{line.description}</div>
        {source ? (
          <div className="th-quiet">
            {t('controlPlan.line.source')}
            {': '}
            {say(source.title)}
          </div>
        ) : null}
        {line.sourceReason ? <div className="th-quiet">{line.sourceReason}</div> : null}
      </td>
      <td>
        <Meters line={line} content={content} />
      </td>
      <td className="th-nowrap">{t(`controlPlan.frequency.${line.frequency}`)}</td>
      <td>{line.ledgers}</td>
      <td>{line.missing}</td>
      <td>
        {line.department}
        <div className="th-quiet">{line.person}</div>
      </td>
    </tr>
  );
}

function Meters({ line, content }: { line: Line; content: Content }) {
  const { t, say } = useWords();
  if (line.meterIds.length === 0) return <span className="th-quiet">{t('controlPlan.noMeter')}</span>;
  return (
    <>
      {content.meters
        .filter((meter) => line.meterIds.includes(meter.id))
        .map((meter) => (
          <div key={meter.id}>
            <GoLink to={paths.meter(meter.id)}>{say(meter.name)}</GoLink>
            <div className="th-small th-quiet">
              {t('controlPlan.meterFacts', { code: meter.code, class: meter.accuracyClass, months: meter.calibrationIntervalMonths })}
            </div>
            <div className="th-small th-quiet">{[meter.model, meter.location].filter((one) => one !== '').join(' \u00B7 ')}</div>
          </div>
        ))}
    </>
  );
}

function Texts({ content, sections }: { content: Content; sections: readonly (keyof Content['sections'])[] }) {
  const { t } = useWords();
  return (
    <>
      {sections.map((section) => (
        <div key={section}>
          <h3>{t(`controlPlan.sections.${section}`)}</h3>
          {content.sections[section] === '' ? (
            <p className="th-quiet">{t('common.notGiven')}</p>
          ) : (
            <p className={styles.text}>{content.sections[section]}</p>
          )}
        </div>
      ))}
    </>
  );
}
