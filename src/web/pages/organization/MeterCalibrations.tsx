import { useState } from 'react';
import { RightDeed } from '../../parts/Deed.tsx';
import { DayLabel } from '../../parts/Labels.tsx';
import { Quantity } from '../../parts/Quantity.tsx';
import { Tag } from '../../parts/Tag.tsx';
import { paths } from '../../paths.ts';
import { GoLink } from '../../ui/GoLink.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { useWords } from '../../words/language.ts';
import { CalibrationForm } from './CalibrationForm.tsx';
import type { Calibration, Meter } from './MeterTable.tsx';
import { WithdrawCalibration } from './WithdrawCalibration.tsx';

interface Doing {
  readonly what: 'correct' | 'withdraw';
  readonly one: Calibration;
}

/** The calibrations of a meter that stand, newest first: recorded, corrected and withdrawn here. */
export function MeterCalibrations({ meter, lineage }: { meter: Meter; lineage: readonly string[] }) {
  const { t } = useWords();
  const [recording, setRecording] = useState(false);
  const [doing, setDoing] = useState<Doing | null>(null);
  const done = () => setDoing(null);
  return (
    <>
      <div className="th-drawer-head">
        <h2>{t('organization.calibrations')}</h2>
        <RightDeed action="meter.maintain" lineage={lineage} icon={<Icon name="plus" size={14} />} onClick={() => setRecording(true)}>
          {t('organization.recordCalibration')}
        </RightDeed>
      </div>
      {meter.calibrations.length === 0 ? (
        <p className="th-quiet">{t('organization.calibrationNone')}</p>
      ) : (
        <ul className="th-lines">
          {[...meter.calibrations]
            .sort((a, b) => (a.calibratedOn < b.calibratedOn ? 1 : -1))
            .map((one) => (
              <Line key={one.id} one={one} lineage={lineage} onDo={setDoing} />
            ))}
        </ul>
      )}
      <CalibrationForm meter={meter} open={recording} onClose={() => setRecording(false)} />
      {doing?.what === 'correct' && <CalibrationForm meter={meter} corrected={doing.one} open onClose={done} />}
      {doing?.what === 'withdraw' && <WithdrawCalibration meter={meter} calibration={doing.one} onClose={done} />}
    </>
  );
}

function Line({ one, lineage, onDo }: { one: Calibration; lineage: readonly string[]; onDo: (doing: Doing) => void }) {
  const { t } = useWords();
  return (
    <li>
      <div className="th-grow">
        <strong className="th-medium">
          <DayLabel day={one.calibratedOn} />
        </strong>{' '}
        <Tag tone={one.result === 'in_class' ? 'good' : 'bad'}>{t(`organization.resultOf.${one.result}`)}</Tag>{' '}
        {one.supersedes !== null && <Tag tone="info">{t('organization.corrected')}</Tag>}
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
        <div className="th-row">
          <RightDeed action="meter.maintain" lineage={lineage} size="small" onClick={() => onDo({ what: 'correct', one })}>
            {t('organization.correct')}
          </RightDeed>
          <RightDeed action="meter.maintain" lineage={lineage} size="small" onClick={() => onDo({ what: 'withdraw', one })}>
            {t('organization.withdraw')}
          </RightDeed>
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
  );
}
