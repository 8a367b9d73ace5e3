import { Select } from 'antd';
import { inventoryVersionEndpoints as e } from '../../../contract/inventory-versions.ts';
import { useAsk } from '../../api/queries.ts';
import { Answer } from '../../parts/Answer.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { HashText, WhoWhen } from '../../parts/Labels.tsx';
import { Quantity } from '../../parts/Quantity.tsx';
import { type Column, TableView } from '../../parts/TableView.tsx';
import { Tag } from '../../parts/Tag.tsx';
import { paths } from '../../paths.ts';
import { GoLink } from '../../ui/GoLink.tsx';
import { Section } from '../../ui/Page.tsx';
import { useSearchFields } from '../../ui/useSearchFields.ts';
import { useWords } from '../../words/language.ts';
import { MoveTable } from './MoveTable.tsx';
import { type InventoryView, stateTones, type Version } from './model.ts';
import { RoomHead } from './RoomHead.tsx';
import { useShown } from './room.ts';
import { VersionChanges } from './VersionChanges.tsx';

/** 版本与流转: the frozen versions beside the inventory as it is now, what changed between them, through whose hands it went. */
export function VersionsPage() {
  const { t } = useWords();
  const { view } = useShown();
  const asked = useAsk(e.listVersions, { params: { inventoryId: view.id } });
  return (
    <>
      <RoomHead title={t('inventory.tab.history')} clause="A.8" summary={t('inventory.versionsText')} />
      <Answer of={asked} rows={4}>
        {({ items }) => (
          <>
            <Versions view={view} items={items} />
            {items.length > 0 && <Compared view={view} items={items} />}
          </>
        )}
      </Answer>
      <Section title={t('inventory.movesTitle')}>
        <MoveTable moves={view.moves} />
      </Section>
    </>
  );
}

interface Row {
  /** Null: as it is now. */
  readonly version: number | null;
  readonly emission: string;
  readonly emissionMarket: string;
  readonly lineCount: number;
  readonly gwpSet: string;
  readonly frozen: Version | null;
}

function rowsOf(view: InventoryView, items: readonly Version[]): Row[] {
  const now: Row = {
    ...{ version: null, emission: view.result.total.emission, emissionMarket: view.result.totalMarketBased, lineCount: view.lineCount },
    ...{ gwpSet: view.settings.gwpSet, frozen: null },
  };
  const frozen = items.map((one) => ({ ...one, frozen: one }));
  return view.state === 'approved' ? frozen : [now, ...frozen];
}

/** The newest draft, where there is one, above the frozen versions. */
function Versions({ view, items }: { view: InventoryView; items: readonly Version[] }) {
  const { t } = useWords();
  const figure = (key: 'emission' | 'emissionMarket', title: string): Column<Row> => ({
    ...{ key, title: `${title} (tCO2e)`, align: 'right' },
    text: (one) => one[key],
    show: (one) => <Quantity value={one[key]} unit="" digits={2} />,
  });
  const columns: Column<Row>[] = [
    {
      key: 'version',
      title: t('inventory.version'),
      text: (one) => (one.version === null ? t('inventory.asNow') : String(one.version)),
      show: (one) =>
        one.version === null ? (
          <span className="th-row">
            {t('inventory.asNow')} <Tag tone={stateTones[view.state]}>{t(`inventory.state.${view.state}`)}</Tag>
          </span>
        ) : (
          <GoLink to={paths.inventoryVersion(view.id, one.version)}>{t('inventoryBeside.version', { version: one.version })}</GoLink>
        ),
      nowrap: true,
    },
    figure('emission', t('inventory.totalLocation')),
    figure('emissionMarket', t('inventory.totalMarket')),
    { key: 'lines', title: t('inventory.lineCount'), align: 'right', text: (one) => String(one.lineCount) },
    { key: 'gwp', title: t('inventory.gwpSet'), text: (one) => one.gwpSet },
    {
      key: 'people',
      title: t('inventory.preparedReviewed'),
      text: ({ frozen }) => (frozen ? `${frozen.preparedBy} · ${frozen.reviewedBy}` : ''),
    },
    {
      key: 'approved',
      title: t('inventory.approvedBy'),
      text: ({ frozen }) => frozen?.by.name ?? '',
      show: ({ frozen }) => (frozen ? <WhoWhen name={frozen.by.name} at={frozen.at} /> : null),
    },
    {
      key: 'hash',
      title: t('inventory.hash'),
      text: ({ frozen }) => frozen?.sha256 ?? '',
      show: ({ frozen }) => (frozen ? <HashText sha256={frozen.sha256} /> : null),
      nowrap: true,
    },
  ];
  return (
    <Section title={t('inventory.frozen')} flush={items.length > 0}>
      {items.length === 0 ? (
        <EmptyState icon="file" clause="A.8" title={t('inventory.notFrozen')} text={t('inventory.notFrozenText')} />
      ) : (
        <TableView
          bare
          name={t('inventory.frozen')}
          rows={rowsOf(view, items)}
          columns={columns}
          rowKey={(one) => String(one.version ?? 'now')}
        />
      )}
    </Section>
  );
}

/** Which two stands are compared stands in the address; the latest frozen version against now until something else is chosen. */
function Compared({ view, items }: { view: InventoryView; items: readonly Version[] }) {
  const { t } = useWords();
  const [fields, change] = useSearchFields();
  const known = (text: string | undefined) => items.find((one) => String(one.version) === text)?.version;
  const [latest, before] = items;
  const now = view.state !== 'approved';
  const from = known(fields.from) ?? (now ? latest : (before ?? latest))?.version ?? 1;
  const later = items.filter((one) => one.version > from);
  const chosen = known(fields.to);
  const to = chosen !== undefined && chosen > from ? chosen : now ? null : (later[0]?.version ?? null);
  if (!now && later.length === 0) return null;
  const versions = (of: readonly Version[]) =>
    of.map(({ version }) => ({ value: String(version), label: t('inventoryBeside.version', { version }) }));
  const pick = (
    <span className="th-row">
      <Select
        size="small"
        aria-label={t('inventory.compareFrom')}
        value={String(from)}
        options={versions(now ? items : items.filter((one) => one.version !== latest?.version))}
        onChange={(value) => change({ from: value, to: null })}
      />
      {'→'}
      <Select
        size="small"
        aria-label={t('inventory.compareTo')}
        value={to === null ? 'now' : String(to)}
        options={[...(now ? [{ value: 'now', label: t('inventory.asNow') }] : []), ...versions(later)]}
        onChange={(value) => change({ to: value === 'now' ? null : value })}
      />
    </span>
  );
  return <VersionChanges key={`${from} ${to}`} inventoryId={view.id} from={from} to={to} pick={pick} />;
}
