import { App } from 'antd';
import { useRef } from 'react';
import { directMeasurementEndpoints } from '../../../../contract/direct-measurement.ts';
import { addressOf, send } from '../../../api/call.ts';
import { queryClient } from '../../../api/queries.ts';
import { group } from '../../../format/number.ts';
import { Deed, useWhyNot } from '../../../parts/Deed.tsx';
import { RefusalNotice } from '../../../parts/RefusalNotice.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { useFilesInTurn } from '../../../ui/useFilesInTurn.ts';
import { useWords } from '../../../words/language.ts';
import styles from './measurement.module.css';
import type { MeasuredYear } from './model.ts';

type Stack = MeasuredYear['stacks'][number];

/** A stack: what it measures on, since when it has hours, and where a CSV of hours is taken in. */
export function StackCard({ stack }: { stack: Stack }) {
  const { t, nameOf } = useWords();
  const { message } = App.useApp();
  const field = useRef<HTMLInputElement>(null);
  const why = useWhyNot('measurement.record');
  const { busy, problem, takeAll } = useFilesInTurn(async (file) => {
    const reply = await send(addressOf(directMeasurementEndpoints.importHours, { params: { stackId: stack.id } }), {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream', accept: 'application/json' },
      body: file,
    });
    const { rows, fromHour, toHour, replaced } = directMeasurementEndpoints.importHours.reply.parse(await reply.json());
    message.success(
      t('measurement.imported', { rows: group(String(rows)), from: fromHour, to: toHour, replaced: group(String(replaced)) }),
    );
    await queryClient.invalidateQueries();
  });
  return (
    <div className={styles.stack}>
      <h3>{`${stack.code} \u00B7 ${nameOf(stack)}`}</h3>
      <p className="th-quiet th-small">
        {t('measurement.concentrationBasis')} {t(`measurement.basis.${stack.concentrationBasis}`)} · {t('measurement.flowBasis')}{' '}
        {t(`measurement.basis.${stack.flowBasis}`)}
        {stack.location !== '' && ` · ${stack.location}`}
      </p>
      {stack.firstHour !== null && stack.lastHour !== null ? (
        <p className="th-num">
          {t('measurement.hours', { n: group(String(stack.hourCount)) })} ·{' '}
          {t('measurement.span', { from: stack.firstHour, to: stack.lastHour })}
        </p>
      ) : (
        <p>
          {t('measurement.noHours')} · <span className="th-quiet">{t('measurement.noHoursText')}</span>
        </p>
      )}
      <Deed why={why} loading={busy !== null} icon={<Icon name="upload" size={15} />} onClick={() => field.current?.click()}>
        {busy === null ? t('measurement.import') : t('measurement.importing', { name: busy })}
      </Deed>
      <input
        ref={field}
        type="file"
        accept=".csv,text/csv"
        className="th-hidden"
        tabIndex={-1}
        aria-label={`${t('measurement.import')} ${stack.code}`}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          // Emptied, so that the same file can be chosen once more.
          event.target.value = '';
          takeAll(files.slice(0, 1));
        }}
      />
      {problem !== null && <RefusalNotice problem={problem} />}
    </div>
  );
}
