import { systemEndpoints } from '../../../../contract/system.ts';
import { useAsk } from '../../../api/queries.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { paths } from '../../../paths.ts';
import { GoLink } from '../../../ui/GoLink.tsx';
import { Section } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import type { RecordLine, RegisterView } from '../model.ts';
import styles from './process-map.module.css';
import { layProcesses } from './process-map.ts';

/** In pixels: a process with the room around it. */
const [cellWide, cellHigh, cardWide, cardHigh, head] = [206, 72, 162, 50, 84];
/** Beyond that a map helps nobody; the list below has all of them. */
const most = 200;

const namesIn = (value: unknown): string[] => (Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []);

/** The processes in their sequence (4.4): lanes by kind, arrows to what comes next. */
export function ProcessMap({ register }: { register: RegisterView }) {
  const { t } = useWords();
  const asked = useAsk(systemEndpoints.listRecords, { params: { register: 'process' }, query: { limit: most } });
  return (
    <Section title={t('system.processMap.title')}>
      <Answer of={asked} rows={4}>
        {(list) => <Drawn lines={list.items.filter((one) => one.stands !== 'ended')} register={register} />}
      </Answer>
    </Section>
  );
}

function Drawn({ lines, register }: { lines: readonly RecordLine[]; register: RegisterView }) {
  const { t, say } = useWords();
  const kinds = register.fields.find((one) => one.id === 'kind')?.options ?? [];
  const processes = lines.map((one) => ({ id: one.id, kind: String(one.content.kind ?? ''), next: namesIn(one.content.next) }));
  const { placed, lanes, edges, columns, rows } = layProcesses(
    processes,
    kinds.map((one) => one.code),
  );
  if (placed.length === 0) return <p className="th-quiet">{t('system.processMap.none')}</p>;
  const byId = new Map(placed.map((one) => [one.id, one]));
  const lineOf = new Map(lines.map((one) => [one.id, one]));
  const left = (id: string) => head + (byId.get(id)?.column ?? 0) * cellWide + (cellWide - cardWide) / 2;
  const middle = (id: string) => (byId.get(id)?.row ?? 0) * cellHigh + cellHigh / 2;
  const [wide, high] = [head + columns * cellWide, rows * cellHigh];
  return (
    <div className={styles.scroll}>
      <div className={styles.map} style={{ width: wide, height: high }}>
        {lanes.map((lane) => {
          const kind = kinds.find((one) => one.code === lane.kind);
          return (
            <div key={lane.kind} className={styles.lane} style={{ top: lane.from * cellHigh, height: lane.rows * cellHigh }}>
              <span style={{ width: head }}>{kind && say(kind.name)}</span>
            </div>
          );
        })}
        <svg width={wide} height={high} className={styles.arrows} aria-hidden="true">
          <defs>
            <marker id="process-arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
              <path d="M0 0 8 4 0 8z" />
            </marker>
          </defs>
          {edges.map(({ from, to }) => {
            const [x1, y1, x2, y2] = [left(from) + cardWide, middle(from), left(to), middle(to)];
            const bend = Math.max(28, Math.abs(x2 - x1) / 2);
            return (
              <path
                key={`${from} ${to}`}
                d={`M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`}
                markerEnd="url(#process-arrow)"
              />
            );
          })}
        </svg>
        {placed.map(({ id }) => {
          const line = lineOf.get(id);
          const place = { left: left(id), top: middle(id) - cardHigh / 2, width: cardWide, height: cardHigh };
          return (
            line && (
              <div key={id} className={styles.card} style={place}>
                <GoLink to={paths.systemRecord(id)}>{line.title}</GoLink>
              </div>
            )
          );
        })}
      </div>
    </div>
  );
}
