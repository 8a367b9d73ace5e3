import { App, Button, Drawer, Dropdown } from 'antd';
import { type ReactNode, useMemo, useState } from 'react';
import { emissionEndpoints } from '../../contract/emission.ts';
import { call } from '../api/call.ts';
import { group } from '../format/number.ts';
import { paths } from '../paths.ts';
import { downloadText } from '../ui/download.ts';
import { Icon } from '../ui/Icon.tsx';
import { useReturnFocus } from '../ui/useReturnFocus.ts';
import { useWords } from '../words/language.ts';
import { conventionKey, together } from './conventions.ts';
import { Confidence, DerivationNodeView, ExactValue } from './DerivationNodeView.tsx';
import { DerivationTree } from './DerivationTree.tsx';
import styles from './derivation.module.css';
import { type DerivationRecord, recordOf, type WireDerivation } from './derivation-record.ts';
import { derivationText } from './derivation-text.ts';
import { type IndexNames, idAt, indexNodes, linesOf, opening, ownIndexes, type TreePath } from './derivation-tree.ts';
import { EvidencePreview } from './EvidencePreview.tsx';
import { FindingList } from './FindingList.tsx';
import { HashText, InstantLabel, MonthLabel, WhoWhen } from './Labels.tsx';
import { useMethodWords } from './method-words.ts';
import { plainFinding } from './plain-finding.ts';
import { StateMark } from './StateSteps.tsx';
import { Prose, Unit } from './Unit.tsx';

/** How a number came about, over whatever page it stands on. The page gives the answer of the server, or what stands in its place. */
export function DerivationDrawer({
  view,
  place,
  waiting,
  onClose,
}: {
  view: WireDerivation | undefined;
  place: DerivationPlace;
  waiting: ReactNode;
  onClose: () => void;
}) {
  const { t } = useWords();
  useReturnFocus();
  const record = useMemo(() => (view ? recordOf(view) : null), [view]);
  return (
    <Drawer
      open
      onClose={onClose}
      size={1180}
      title={t('emission.derivation.title')}
      extra={record ? <Actions record={record} /> : null}
      rootClassName={styles.drawer ?? ''}
      styles={{ body: { padding: 0 } }}
    >
      {record ? (
        <DerivationBody key={`${record.nodeId} ${record.frozen?.calculationId ?? ''}`} record={record} place={place} />
      ) : (
        <div className={styles.pad}>{waiting}</div>
      )}
    </Drawer>
  );
}

/** What the cells of the data can be found by. */
export interface DerivationPlace {
  readonly unitId: string | null;
  readonly year: number;
  readonly names: IndexNames;
}

function DerivationBody({ record, place }: { record: DerivationRecord; place: DerivationPlace }) {
  const { say } = useWords();
  const index = useMemo(() => indexNodes(record.derivation.nodes), [record]);
  const titles = useMemo(() => new Map(record.derivation.nodes.map((node) => [node.symbol, node.title])), [record]);
  const data = useMemo(() => new Map(record.data.map((datum) => [datum.ref, datum])), [record]);
  const [chosen, setChosen] = useState<TreePath>(record.nodeId);
  const [open, setOpen] = useState<ReadonlySet<TreePath>>(() => new Set(opening(index, record.nodeId)));
  const [file, setFile] = useState<string | null>(null);
  const lines = linesOf(index, record.nodeId, open);
  const node = index.byId.get(idAt(chosen));
  const datumOf = (id: string) => {
    const one = index.byId.get(id);
    return one?.kind === 'input' && one.ref !== undefined ? (data.get(one.ref) ?? null) : null;
  };
  const datum = node ? datumOf(node.id) : null;
  const shownFile = record.data.flatMap((one) => one.evidence).find((one) => one.id === file) ?? null;
  const toggle = (path: TreePath) =>
    setOpen((now) => {
      const next = new Set(now);
      if (next.delete(path)) return next;
      for (const one of opening(index, path)) next.add(one);
      return next;
    });
  return (
    <div className={styles.body}>
      <Head record={record} names={place.names} />
      <div className={styles.split}>
        <div className={styles.left}>
          <TreeBar record={record} onAll={(all) => setOpen(all ? everything(record, index) : new Set([record.nodeId]))} />
          <DerivationTree
            index={index}
            names={place.names}
            lines={lines}
            chosen={chosen}
            onChoose={setChosen}
            onToggle={toggle}
            evidenceOf={(one) => datumOf(one.id)?.evidence ?? []}
            onEvidence={setFile}
          />
        </div>
        <div className={styles.right}>
          {node ? (
            <DerivationNodeView
              node={node}
              titles={titles}
              names={place.names}
              datum={datum}
              penalty={record.penalties?.find((one) => one.symbol === node.symbol && one.month === node.at.month) ?? null}
              cellAddress={datum && place.unitId ? `${paths.monthGrid(place.unitId, place.year)}?cell=${datum.cellId}` : null}
            />
          ) : null}
          <Around record={record} />
        </div>
      </div>
      <Drawer open={shownFile !== null} onClose={() => setFile(null)} title={shownFile?.title ?? ''} size={760} destroyOnHidden>
        {shownFile ? (
          <EvidencePreview
            file={{ sha256: shownFile.fileSha256, mediaType: shownFile.mediaType, fileName: shownFile.fileName }}
            height={700}
          />
        ) : null}
      </Drawer>
      <span className="th-hidden">{node ? say(node.title) : ''}</span>
    </div>
  );
}

/** Bounded, because a value used at many places has many paths. */
const pathLimit = 2_000;

function everything(record: DerivationRecord, index: ReturnType<typeof indexNodes>): ReadonlySet<TreePath> {
  const open = new Set<TreePath>();
  const add = (path: TreePath) => {
    const below = index.below(idAt(path));
    if (below.length === 0 || open.size >= pathLimit) return;
    open.add(path);
    for (const child of below) add(`${path} \u203A ${child.id}`);
  };
  add(record.nodeId);
  return open;
}

function Head({ record, names }: { record: DerivationRecord; names: IndexNames }) {
  const { t, say } = useWords();
  const { cite, word } = useMethodWords();
  const root = record.derivation.nodes.find((node) => node.id === record.nodeId);
  if (!root) return null;
  const indexes = ownIndexes(root, null, names).join(' \u00B7 ');
  const { method } = record.derivation;
  return (
    <header className={styles.head}>
      <div>
        <p className={styles.headTitle}>
          <Prose text={say(root.title)} /> {indexes ? <span className="th-quiet">{indexes}</span> : null}
        </p>
        <p className={styles.big}>
          {root.value === null ? t('emission.derivation.noValue') : root.unit === '' ? word(root.value) : group(root.shown ?? root.value)}{' '}
          <span className={styles.bigUnit}>
            <Unit symbol={root.unit} />
          </span>
        </p>
        <ExactValue node={root} />
      </div>
      <div className={styles.headFacts}>
        <Frozen record={record} />
        <p className="th-quiet th-small">
          {t('emission.derivation.methodLine', { title: say(method.title), version: method.version })}
          <br />
          {cite(method.source)}
        </p>
      </div>
    </header>
  );
}

/** Whether this is the number that was signed, or one of today. */
function Frozen({ record }: { record: DerivationRecord }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const { frozen } = record;
  if (!frozen) {
    return (
      <p className={styles.now} title={t('emission.derivation.computedHint')}>
        <Icon name="refresh" size={14} /> {t('emission.derivation.computedNow')}
      </p>
    );
  }
  const check = async () => {
    setBusy(true);
    try {
      const { recomputes } = await call(emissionEndpoints.readCalculation, { params: { calculationId: frozen.calculationId } });
      void message[recomputes === 'identical' ? 'success' : 'warning'](t(`emission.derivation.recomputes.${recomputes}`));
    } finally {
      setBusy(false);
    }
  };
  return (
    <p className={styles.frozen} title={t('emission.derivation.frozenHint')}>
      <Icon name="lock" size={14} /> {t('emission.derivation.frozenOn')} <InstantLabel at={frozen.recordedAt} />{' '}
      <HashText sha256={frozen.contentSha256} />
      {frozen.calculationId === '' ? null : (
        <Button size="small" type="link" loading={busy} onClick={() => void check()}>
          {t('emission.derivation.recompute')}
        </Button>
      )}
    </p>
  );
}

function TreeBar({ record, onAll }: { record: DerivationRecord; onAll: (all: boolean) => void }) {
  const { t } = useWords();
  const inputs = record.derivation.nodes.filter((node) => node.kind !== 'step').length;
  return (
    <div className={styles.treeBar}>
      <h3>{t('emission.derivation.tree')}</h3>
      <span className="th-quiet th-small">{t('emission.derivation.inputs', { n: inputs })}</span>
      <span className="th-grow" />
      <Button size="small" type="text" onClick={() => onAll(true)}>
        {t('emission.derivation.expandAll')}
      </Button>
      <Button size="small" type="text" onClick={() => onAll(false)}>
        {t('emission.derivation.collapseAll')}
      </Button>
    </div>
  );
}

/** What stands around the whole derivation: checks, conventions, approvals. */
function Around({ record }: { record: DerivationRecord }) {
  const { t, say } = useWords();
  const { cite, word } = useMethodWords();
  return (
    <div className={styles.around}>
      {record.findings.length > 0 ? (
        <section>
          <h3>{t('emission.derivation.findings')}</h3>
          <FindingList findings={record.findings.map(plainFinding)} />
        </section>
      ) : null}
      <section>
        <h3>{t('emission.derivation.conventions')}</h3>
        {record.conventions.length === 0 ? <p className="th-quiet">{t('emission.derivation.noConventions')}</p> : null}
        <ul className={styles.conventions}>
          {together(record.conventions).map(({ item, times }) => (
            <li key={conventionKey(item)}>
              <div className="th-row">
                <span className="th-grow">
                  {say(item.title)}{' '}
                  {times > 1 ? <span className="th-quiet th-small">{t('emission.derivation.times', { n: times })}</span> : null}
                </span>
                <strong className="th-num">
                  {item.value === null ? t('emission.derivation.noValue') : item.unit === '' ? word(item.value) : item.value}{' '}
                  <Unit symbol={item.unit} />
                </strong>
              </div>
              <div className="th-small th-quiet th-row">
                <span>{t(`emission.derivation.origin.${item.from}`)}</span>
                {item.source === 'input' ? null : <span>{cite(item.source)}</span>}
                <Confidence level={item.confidence} />
              </div>
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h3>{t('emission.derivation.approvals')}</h3>
        {record.approvals.length === 0 ? <p className="th-quiet">{t('emission.derivation.noApprovals')}</p> : null}
        {record.approvals.length > approvalsAtOnce ? (
          <details>
            <summary>{t('emission.derivation.allApprovals', { n: record.approvals.length })}</summary>
            <Approvals record={record} />
          </details>
        ) : (
          <Approvals record={record} />
        )}
      </section>
    </div>
  );
}

/** More are folded away: a year of two units has a hundred. */
const approvalsAtOnce = 12;

function Approvals({ record }: { record: DerivationRecord }) {
  return (
    <ol className={styles.approvals}>
      {record.approvals.map((item, index) => (
        // Two units may take the same step on the same month at the same instant; the list is never reordered.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <li key={index}>
          {item.month === '' ? null : <MonthLabel month={item.month} />}
          <StateMark state={item.toState} />
          <WhoWhen name={item.byName} at={item.at} />
          {item.snapshotSha256 ? <HashText sha256={item.snapshotSha256} /> : null}
          {item.reason ? <span className="th-quiet">{item.reason}</span> : null}
        </li>
      ))}
    </ol>
  );
}

function Actions({ record }: { record: DerivationRecord }) {
  const { t, say } = useWords();
  const { cite, word } = useMethodWords();
  const { message } = App.useApp();
  const name = `${record.nodeId.replace(/[^A-Za-z0-9_.-]+/g, '_')}_${record.year}`;
  const asText = () =>
    derivationText(record, {
      say,
      cite,
      word,
      head: t('emission.derivation.textHead'),
      method: t('emission.derivation.method'),
      frozen: t('emission.derivation.frozenOn'),
      computedNow: t('emission.derivation.computedNow'),
      source: t('emission.derivation.source'),
      clause: t('emission.derivation.clause'),
      given: t('emission.derivation.given'),
      evidence: t('emission.derivation.evidence'),
      conventions: t('emission.derivation.conventions'),
      approvals: t('emission.derivation.approvals'),
      findings: t('emission.derivation.findings'),
      state: (state) => (isState(state) ? t(`common.monthState.${state}`) : state),
    });
  const copy = async () => {
    await navigator.clipboard.writeText(window.location.href);
    void message.success(t('emission.derivation.linkCopied'));
  };
  return (
    <span className="th-row">
      <Button size="small" icon={<Icon name="link" size={14} />} onClick={() => void copy()}>
        {t('emission.derivation.copyLink')}
      </Button>
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            {
              key: 'json',
              label: t('emission.derivation.exportJson'),
              onClick: () => downloadText(`${name}.json`, JSON.stringify(record, null, 2)),
            },
            { key: 'text', label: t('emission.derivation.exportText'), onClick: () => downloadText(`${name}.txt`, asText()) },
          ],
        }}
      >
        <Button size="small" icon={<Icon name="download" size={14} />}>
          {t('common.export')}
        </Button>
      </Dropdown>
    </span>
  );
}

function isState(state: string): state is 'draft' | 'in_review' | 'reviewed' | 'approved' | 'locked' {
  return ['draft', 'in_review', 'reviewed', 'approved', 'locked'].includes(state);
}
