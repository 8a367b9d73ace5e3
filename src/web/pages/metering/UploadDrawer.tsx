import { App, Button, Checkbox, Drawer, Form, Select } from 'antd';
import { useRef, useState } from 'react';
import { meteringEndpoints } from '../../../contract/metering.ts';
import { addressOf, send } from '../../api/call.ts';
import { queryClient } from '../../api/queries.ts';
import { group } from '../../format/number.ts';
import { PlainTable } from '../../parts/PlainTable.tsx';
import { RefusalNotice } from '../../parts/RefusalNotice.tsx';
import { Tag } from '../../parts/Tag.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { useWords } from '../../words/language.ts';
import styles from './metering.module.css';
import type { Stream, Taken } from './model.ts';

const columns = ['stamp', 'time', 'value', 'stream'] as const;
type Mapping = Taken['mapping'];

/** Sends a file to be looked at or taken in. */
async function sendFile(file: File, query: Readonly<Record<string, string | undefined>>): Promise<Taken> {
  const reply = await send(addressOf(meteringEndpoints.pushReadingsCsv, { query }), {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream', accept: 'application/json' },
    body: file,
  });
  return meteringEndpoints.pushReadingsCsv.reply.parse(await reply.json());
}

/** The file chosen, what the server says of it, and how it is to be taken in. */
function useUpload(stream: Stream | null, onStored: () => void) {
  const { t } = useWords();
  const { message } = App.useApp();
  const [file, setFile] = useState<File | null>(null);
  const [found, setFound] = useState<Taken | null>(null);
  const [options, setOptions] = useState({ replace: false, skipFaulty: false });
  const [busy, setBusy] = useState<'look' | 'take' | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  async function run(what: 'look' | 'take', chosen: File, mapping: Mapping | null, now = options) {
    setBusy(what);
    setProblem(null);
    const named = mapping
      ? { stampColumn: mapping.stamp, timeColumn: mapping.time, valueColumn: mapping.value, streamColumn: mapping.stream }
      : {};
    const said = { replace: String(now.replace), skipFaulty: String(now.skipFaulty), dryRun: String(what === 'look') };
    try {
      const taken = await sendFile(chosen, { streamId: stream?.id, source: chosen.name, ...named, ...said });
      if (what === 'look') setFound(taken);
      else {
        const stored = taken.batches.reduce((sum, one) => sum + one.taken, 0);
        message.success(t('metering.stored', { n: group(String(stored)) }));
        await queryClient.invalidateQueries();
        onStored();
      }
    } catch (fault) {
      setProblem(fault);
    } finally {
      setBusy(null);
    }
  }
  function choose(chosen: File) {
    setFile(chosen);
    setFound(null);
    void run('look', chosen, null);
  }
  function change(next: Partial<typeof options>) {
    const now = { ...options, ...next };
    setOptions(now);
    if (file) void run('look', file, found?.mapping ?? null, now);
  }
  return { file, found, options, busy, problem, run, choose, change };
}

/** A CSV of readings: its columns, what would be taken in and what is wrong with it, then the taking in. Without a stream each line names its own. */
export function UploadDrawer({ stream, onClose }: { stream: Stream | null; onClose: () => void }) {
  const { t } = useWords();
  const { file, found, options, busy, problem, run, choose, change } = useUpload(stream, onClose);
  const fresh = found?.batches.reduce((sum, one) => sum + one.taken, 0) ?? 0;
  const ready = found !== null && fresh > 0 && (found.faultCount === 0 || options.skipFaulty);
  const footer = (
    <div className="th-row th-end">
      <Button onClick={onClose}>{t('common.cancel')}</Button>
      <Button
        type="primary"
        disabled={!ready}
        loading={busy === 'take'}
        onClick={() => file && found && void run('take', file, found.mapping)}
      >
        {t('metering.take', { n: group(String(fresh)) })}
      </Button>
    </div>
  );
  return (
    <Drawer open onClose={onClose} title={t('metering.upload')} size={760} footer={footer}>
      <p className="th-form-intro">{stream ? t('metering.uploadIntro', { code: stream.code }) : t('metering.uploadManyIntro')}</p>
      <FileField file={file} busy={busy === 'look'} onChoose={choose} />
      {problem !== null && <RefusalNotice problem={problem} />}
      {file && found && (
        <>
          <MappingItems found={found} many={stream === null} onChange={(mapping) => void run('look', file, mapping)} />
          <Sample found={found} />
          <Counts found={found} />
          <div className={styles.bar}>
            <Checkbox checked={options.skipFaulty} onChange={(event) => change({ skipFaulty: event.target.checked })}>
              {t('metering.skipFaulty')}
            </Checkbox>
            <Checkbox checked={options.replace} onChange={(event) => change({ replace: event.target.checked })}>
              {t('metering.replace')}
            </Checkbox>
          </div>
          <Faults found={found} />
        </>
      )}
    </Drawer>
  );
}

function FileField({ file, busy, onChoose }: { file: File | null; busy: boolean; onChoose: (file: File) => void }) {
  const { t } = useWords();
  const field = useRef<HTMLInputElement>(null);
  return (
    <div className={styles.bar}>
      <Button icon={<Icon name="upload" size={15} />} loading={busy} onClick={() => field.current?.click()}>
        {t('metering.chooseFile')}
      </Button>
      {file && <span>{file.name}</span>}
      <input
        ref={field}
        type="file"
        accept=".csv,.txt,text/csv"
        className="th-hidden"
        tabIndex={-1}
        aria-label={t('metering.chooseFile')}
        onChange={(event) => {
          const [chosen] = event.target.files ?? [];
          // Emptied, so that the same file can be chosen once more.
          event.target.value = '';
          if (chosen) onChoose(chosen);
        }}
      />
    </div>
  );
}

function MappingItems({ found, many, onChange }: { found: Taken; many: boolean; onChange: (mapping: Mapping) => void }) {
  const { t } = useWords();
  const options = found.columns.filter((one) => one !== '').map((value) => ({ value, label: value }));
  return (
    <Form layout="vertical" className="th-form-grid" component="div">
      {columns
        .filter((one) => many || one !== 'stream')
        .map((one) => (
          <Form.Item key={one} label={t(`metering.column.${one}`)}>
            <Select
              allowClear={one === 'time'}
              aria-label={t(`metering.column.${one}`)}
              value={found.mapping[one] === '' ? null : found.mapping[one]}
              options={options}
              onChange={(value: string | null | undefined) => onChange({ ...found.mapping, [one]: value ?? '' })}
            />
          </Form.Item>
        ))}
    </Form>
  );
}

function Sample({ found }: { found: Taken }) {
  const rows = found.sample.map((cells, i) => ({ cells, key: String(i) }));
  return (
    <div className={styles.sample}>
      <PlainTable
        columns={found.columns.map((title, i) => ({
          key: `${i} ${title}`,
          title,
          show: (row: (typeof rows)[number]) => row.cells[i] ?? '',
        }))}
        rows={rows.slice(0, 4)}
        rowKey={(row) => row.key}
      />
    </div>
  );
}

function Counts({ found }: { found: Taken }) {
  const { t } = useWords();
  const n = (value: number) => group(String(value));
  return (
    <PlainTable
      columns={[
        { key: 'code', title: t('metering.stream'), show: (row: Taken['batches'][number]) => row.code },
        { key: 'lines', title: t('metering.lines'), show: (row) => n(row.lines) },
        { key: 'taken', title: t('metering.taken'), show: (row) => n(row.taken) },
        { key: 'known', title: t('metering.known'), show: (row) => n(row.known + row.repeated) },
        { key: 'replaced', title: t('metering.replaced'), show: (row) => n(row.replaced) },
        { key: 'faulty', title: t('metering.faulty'), show: (row) => n(row.faulty) },
      ]}
      rows={found.batches}
      rowKey={(row) => row.streamId}
    />
  );
}

function Faults({ found }: { found: Taken }) {
  const { t } = useWords();
  if (found.faultCount === 0) return found.batches.length > 0 ? <Tag tone="good">{t('metering.noFaults')}</Tag> : null;
  return (
    <>
      <h3>{t('metering.faults', { n: found.faultCount })}</h3>
      <PlainTable
        columns={[
          { key: 'line', title: t('metering.line'), show: (row: Taken['faults'][number]) => row.line },
          { key: 'fault', title: t('metering.fault'), show: (row) => t(`metering.faultOf.${row.code}`) },
          { key: 'text', title: t('metering.found'), show: (row) => row.text },
        ]}
        rows={found.faults.slice(0, 30)}
        rowKey={(row) => `${row.line} ${row.code} ${row.text}`}
      />
    </>
  );
}
