import type { ReplyOf } from '../../../contract/endpoint.ts';
import { meterKind } from '../../../contract/meters.ts';
import { organizationEndpoints } from '../../../contract/organization.ts';
import { useAsk } from '../../api/queries.ts';
import { Answer } from '../../parts/Answer.tsx';
import { DayLabel, WhoWhen } from '../../parts/Labels.tsx';
import { type OrganizationTree, unitAt } from '../../shell/workplace.ts';
import { useWords } from '../../words/language.ts';
import { useDeedName } from '../settings/deed-name.ts';
import type { Meter } from './MeterTable.tsx';

type Entry = ReplyOf<typeof organizationEndpoints.readMeterHistory>['items'][number];

/** What was done to a meter and its calibrations, with the reason; newest first. */
export function MeterHistory({ meter, tree }: { meter: Meter; tree: OrganizationTree }) {
  const { t } = useWords();
  const history = useAsk(organizationEndpoints.readMeterHistory, { params: { meterId: meter.id } });
  return (
    <>
      <div className="th-drawer-head">
        <h2>{t('organization.meterHistory')}</h2>
      </div>
      <Answer of={history} rows={2}>
        {({ items }) => (
          <ul className="th-lines" aria-label={t('organization.meterHistory')}>
            {items.map((entry) => (
              <HistoryLine key={`${entry.at} ${entry.kind} ${entry.calibration?.id ?? ''}`} entry={entry} tree={tree} />
            ))}
          </ul>
        )}
      </Answer>
    </>
  );
}

function HistoryLine({ entry, tree }: { entry: Entry; tree: OrganizationTree }) {
  const { t } = useWords();
  const deedName = useDeedName();
  const fieldName = useFieldName();
  const valueText = useValueText(tree);
  return (
    <li>
      <div className="th-grow">
        <div className="th-row">
          <strong className="th-medium">{deedName(entry.kind)}</strong>
          {entry.calibration && <DayLabel day={entry.calibration.calibratedOn} />}
          {entry.calibration?.certificateNo && <span className="th-quiet">{entry.calibration.certificateNo}</span>}
        </div>
        {entry.reason && (
          <div>
            {t('common.reason')} {entry.reason}
          </div>
        )}
        {entry.changes.map(({ field, from, to }) => (
          <div key={field} className="th-small th-quiet">
            {fieldName(field)} {valueText(field, from)} {'\u2192'} {valueText(field, to)}
          </div>
        ))}
      </div>
      <span className="th-small th-row">
        <WhoWhen name={entry.byName} at={entry.at} />
      </span>
    </li>
  );
}

function useFieldName(): (field: string) => string {
  const { t } = useWords();
  const names: Readonly<Record<string, string>> = {
    code: t('common.code'),
    name: t('common.nameZh'),
    nameEn: t('common.nameEn'),
    kind: t('common.kind'),
    unitId: t('organization.placeOf'),
    model: t('organization.meterModel'),
    location: t('organization.meterLocation'),
    parameter: t('organization.meterParameter'),
    accuracyClass: t('organization.accuracyClass'),
    accuracyPct: t('organization.accuracy'),
    calibrationIntervalMonths: t('organization.interval'),
    inServiceFrom: t('organization.inServiceFrom'),
    inServiceTo: t('organization.inServiceTo'),
    serviceGaps: t('organization.outOfService'),
    calibratedOn: t('organization.calibratedOn'),
    validUntil: t('organization.validUntil'),
    foundErrorPct: t('organization.foundError'),
    result: t('organization.result'),
    body: t('organization.body'),
    certificateNo: t('organization.certificate'),
    evidenceId: t('organization.evidence'),
  };
  return (field) => names[field] ?? field;
}

type Json = Entry['changes'][number]['from'];

function useValueText(tree: OrganizationTree): (field: string, value: Json) => string {
  const { t, nameOf } = useWords();
  return (field, value) => {
    if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) return t('common.none');
    if (field === 'evidenceId') return t('organization.oneCertificate');
    if (field === 'unitId') {
      const unit = unitAt(tree, String(value));
      return unit ? nameOf(unit) : String(value);
    }
    const kind = meterKind.options.find((one) => field === 'kind' && one === value);
    if (kind) return t(`organization.meterKind.${kind}`);
    if (field === 'result') return value === 'in_class' ? t('organization.resultOf.in_class') : t('organization.resultOf.out_of_class');
    if (field === 'accuracyPct' || field === 'foundErrorPct') return `${String(value)}%`;
    if (Array.isArray(value)) return value.map(spanText).join(', ');
    return String(value);
  };
}

function spanText(gap: Json): string {
  return typeof gap === 'object' && gap !== null && !Array.isArray(gap) ? `${String(gap.from)} \u2013 ${String(gap.to)}` : String(gap);
}
