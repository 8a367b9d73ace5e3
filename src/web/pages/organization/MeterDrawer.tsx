import { Drawer } from 'antd';
import { useState } from 'react';
import { RightDeed } from '../../parts/Deed.tsx';
import { DayLabel, SpanLabel } from '../../parts/Labels.tsx';
import { Quantity } from '../../parts/Quantity.tsx';
import { lineageOf, type OrganizationTree } from '../../shell/workplace.ts';
import { KeyValues } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { MeterCalibrations } from './MeterCalibrations.tsx';
import { MeterForm } from './MeterForm.tsx';
import { MeterHistory } from './MeterHistory.tsx';
import { type Meter, MeterState } from './MeterTable.tsx';
import { ServiceForm } from './ServiceForm.tsx';
import './organization.css';

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
  const { t, nameOf } = useWords();
  const [doing, setDoing] = useState<'change' | 'service' | null>(null);
  const done = () => setDoing(null);
  const lineage = meter ? lineageOf(tree, meter.entityId) : [];
  return (
    <Drawer open={meter !== null} onClose={onClose} size={640} title={meter ? nameOf(meter) : ''}>
      {meter && (
        <>
          <KeyValues
            items={[
              {
                label: t('common.state'),
                value: <MeterState meter={meter} />,
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
              { label: t('organization.inService'), value: <Service meter={meter} /> },
            ]}
          />
          <div className="th-row th-meter-deeds">
            <RightDeed action="meter.maintain" lineage={lineage} onClick={() => setDoing('change')}>
              {t('organization.changeMeter')}
            </RightDeed>
            <RightDeed action="meter.maintain" lineage={lineage} onClick={() => setDoing('service')}>
              {meter.inServiceTo === null ? t('organization.retireMeter') : t('organization.bringBackMeter')}
            </RightDeed>
          </div>
          <MeterCalibrations meter={meter} lineage={lineage} />
          <MeterHistory meter={meter} tree={tree} />
          {doing === 'change' && <MeterForm tree={tree} meter={meter} open onClose={done} />}
          {doing === 'service' && <ServiceForm meter={meter} open onClose={done} />}
        </>
      )}
    </Drawer>
  );
}

function Service({ meter }: { meter: Meter }) {
  return meter.servicePeriods.map(({ from, to }) => (
    <div key={from}>
      <SpanLabel from={from} to={to} />
    </div>
  ));
}
