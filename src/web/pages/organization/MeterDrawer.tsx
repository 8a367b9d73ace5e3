import { Drawer } from 'antd';
import { useState } from 'react';
import { RightDeed } from '../../parts/Deed.tsx';
import { DayLabel, SpanLabel } from '../../parts/Labels.tsx';
import { Quantity } from '../../parts/Quantity.tsx';
import { Tag } from '../../parts/Tag.tsx';
import { paths } from '../../paths.ts';
import { lineageOf, type OrganizationTree } from '../../shell/workplace.ts';
import { GoLink } from '../../ui/GoLink.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { KeyValues } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { CalibrationForm } from './CalibrationForm.tsx';
import { calibrationTone, type Meter } from './MeterTable.tsx';

/** A meter: what it measures and how well, and every calibration with its certificate. */
export function MeterDrawer({
  meter,
  place,
  tree,
  onClose,
}: {
  meter: Meter | null;
  place: string;
  tree: OrganizationTree;
  onClose: () => void;
}) {
  const { t, language } = useWords();
  const [recording, setRecording] = useState(false);
  return (
    <Drawer open={meter !== null} onClose={onClose} size={640} title={meter ? (language === 'zh' ? meter.name : meter.nameEn) : ''}>
      {meter && (
        <>
          <KeyValues
            items={[
              {
                label: t('common.state'),
                value: (
                  <Tag tone={calibrationTone[meter.calibrationState]}>{t(`organization.calibrationState.${meter.calibrationState}`)}</Tag>
                ),
              },
              { label: t('organization.validUntil'), value: meter.validUntil && <DayLabel day={meter.validUntil} /> },
              { label: t('common.code'), value: <code>{meter.code}</code> },
              { label: t('common.kind'), value: t(`organization.meterKind.${meter.kind}`) },
              { label: t('organization.placeOf'), value: place },
              { label: t('organization.meterLocation'), value: meter.location },
              { label: t('organization.meterModel'), value: meter.model },
              { label: t('organization.meterParameter'), value: <code>{meter.parameter}</code> },
              { label: t('organization.accuracyClass'), value: meter.accuracyClass },
              { label: t('organization.accuracy'), value: <Quantity value={meter.accuracyPct} unit="%" /> },
              { label: t('organization.interval'), value: t('organization.intervalMonths', { count: meter.calibrationIntervalMonths }) },
              { label: t('organization.inService'), value: <SpanLabel from={meter.inServiceFrom} to={meter.inServiceTo} /> },
            ]}
          />
          <div className="th-drawer-head">
            <h2>{t('organization.calibrations')}</h2>
            <RightDeed
              action="meter.maintain"
              lineage={lineageOf(tree, meter.entityId)}
              icon={<Icon name="plus" size={14} />}
              onClick={() => setRecording(true)}
            >
              {t('organization.recordCalibration')}
            </RightDeed>
          </div>
          <Calibrations meter={meter} />
          <CalibrationForm meter={meter} open={recording} onClose={() => setRecording(false)} />
        </>
      )}
    </Drawer>
  );
}

function Calibrations({ meter }: { meter: Meter }) {
  const { t } = useWords();
  if (meter.calibrations.length === 0) return <p className="th-quiet">{t('organization.calibrationNone')}</p>;
  const newestFirst = [...meter.calibrations].sort((a, b) => (a.calibratedOn < b.calibratedOn ? 1 : -1));
  return (
    <ul className="th-lines">
      {newestFirst.map((one) => (
        <li key={one.id}>
          <div className="th-grow">
            <strong className="th-medium">
              <DayLabel day={one.calibratedOn} />
            </strong>{' '}
            <Tag tone={one.result === 'in_class' ? 'good' : 'bad'}>{t(`organization.resultOf.${one.result}`)}</Tag>
            <div className="th-small th-quiet th-row">
              <span>{one.body}</span>
              {one.certificateNo && <span>{one.certificateNo}</span>}
              {one.foundErrorPct !== null && (
                <span>
                  {t('organization.foundError')} <Quantity value={one.foundErrorPct} unit="%" />
                </span>
              )}
              <span>
                {t('organization.validUntil')} <DayLabel day={one.validUntil} />
              </span>
            </div>
          </div>
          {one.evidence ? (
            <GoLink to={paths.evidenceOf(one.evidence.id)}>
              <Icon name="paperclip" size={14} /> {one.evidence.title}
            </GoLink>
          ) : (
            <Tag tone="warn">{t('evidence.listEmpty')}</Tag>
          )}
        </li>
      ))}
    </ul>
  );
}
