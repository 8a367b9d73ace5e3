import { useState } from 'react';
import { assetInventoryEndpoints as e } from '../../../../contract/asset-inventory.ts';
import { inventoryKindTitle } from '../../../../contract/asset-inventory-kinds.ts';
import { useDeed } from '../../../api/queries.ts';
import { useSession } from '../../../api/session.ts';
import { group } from '../../../format/number.ts';
import { Deed, RightDeed, useRefusalWords, useWhyNot } from '../../../parts/Deed.tsx';
import { DayLabel, WhoWhen } from '../../../parts/Labels.tsx';
import { type PlainColumn, PlainTable } from '../../../parts/PlainTable.tsx';
import { Quantity } from '../../../parts/Quantity.tsx';
import { Tag } from '../../../parts/Tag.tsx';
import { useDone } from '../../../parts/use-done.ts';
import { paths } from '../../../paths.ts';
import { GoLink } from '../../../ui/GoLink.tsx';
import { Section } from '../../../ui/Page.tsx';
import { useSearchFields } from '../../../ui/useSearchFields.ts';
import { useWords } from '../../../words/language.ts';
import { ResultFigure } from '../ResultFigure.tsx';
import { WordForm } from '../WordForm.tsx';
import { type Entry, EntryForm } from './EntryForm.tsx';
import type { Inventory, Shown } from './InventoryPage.tsx';

const right = 'th-right';

/** Existing assets as the ledger has them, and potential ones with estimate, ground and next step; each line with its review. */
export function EntryTables({ view, shown, isOpen, onAdd }: { view: Inventory; shown: Shown; isOpen: boolean; onAdd: () => void }) {
  const { t } = useWords();
  const [changing, setChanging] = useState<Entry | null>(null);
  const columns = useColumns(view, shown, isOpen, setChanging);
  const of = (standing: Entry['standing']) => shown.entries.filter((one) => one.standing === standing);
  const [existing, potential] = [of('existing'), of('potential')];
  return (
    <>
      <Section title={t('assetInventory.existing')}>
        {existing.length === 0 ? (
          <p className="th-quiet">{t('assetInventory.existingEmpty')}</p>
        ) : (
          <PlainTable rows={existing} rowKey={(row) => row.id} rowClass={classOf} columns={columns.existing} />
        )}
      </Section>
      <Section
        title={t('assetInventory.potential')}
        extra={
          isOpen && (
            <RightDeed action="asset.identify" onClick={onAdd}>
              {t('assetInventory.add')}
            </RightDeed>
          )
        }
      >
        {potential.length === 0 ? (
          <p className="th-quiet">{t('assetInventory.potentialEmpty')}</p>
        ) : (
          <PlainTable rows={potential} rowKey={(row) => row.id} rowClass={classOf} columns={columns.potential} />
        )}
      </Section>
      {changing && <EntryForm identificationId={shown.id} entry={changing} onClose={() => setChanging(null)} />}
    </>
  );
}

const classOf = (row: Entry): string | undefined => (row.withdrawn ? 'th-quiet' : undefined);

function useColumns(view: Inventory, shown: Shown, isOpen: boolean, onChange: (entry: Entry) => void) {
  const { t, say } = useWords();
  const [{ version }] = useSearchFields();
  const to = (node: string) => paths.assetInventory({ year: view.year, node, version });
  const name: PlainColumn<Entry> = {
    key: 'name',
    title: t('assetInventory.name'),
    show: (row) => (
      <>
        <strong>{row.name}</strong> {row.withdrawn && <Tag>{t('assetInventory.withdrawn')}</Tag>}
        {row.standing === 'potential' && <div className="th-quiet th-small">{say(inventoryKindTitle(row.kind))}</div>}
      </>
    ),
  };
  const basis: PlainColumn<Entry> = { key: 'basis', title: t('assetInventory.basis'), show: (row) => <Basis entry={row} /> };
  const tail: PlainColumn<Entry>[] = [
    { key: 'review', title: t('assetInventory.review'), show: (row) => <Review entry={row} isOpen={isOpen} /> },
    {
      key: 'do',
      title: '',
      show: (row) =>
        isOpen && (
          <RightDeed action="asset.identify" size="small" onClick={() => onChange(row)}>
            {t('assetInventory.change')}
          </RightDeed>
        ),
    },
  ];
  const quantity: PlainColumn<Entry> = {
    key: 'quantity',
    title: t('assetInventory.quantity'),
    className: right,
    show: (row) => <Quantity value={row.quantity} unit={row.unit} {...(row.standing === 'existing' ? { to: paths.holdings() } : {})} />,
  };
  const potential: PlainColumn<Entry>[] = [
    name,
    quantity,
    { key: 'range', title: t('assetInventory.range'), className: right, show: (row) => <Range entry={row} /> },
    { key: 'probability', title: t('assetInventory.probability'), className: right, show: (row) => row.probability },
    {
      key: 'weighted',
      title: t('assetInventory.weighted'),
      className: right,
      show: (row) => <ResultFigure result={shown.result} symbol="weighted" at={{ potential: row.name }} unit={row.unit} to={to} />,
    },
    { key: 'year', title: t('assetInventory.expectedYear'), className: right, show: (row) => row.expectedYear },
    basis,
    { key: 'next', title: t('assetInventory.nextStep'), show: (row) => <Next entry={row} /> },
    ...tail,
  ];
  return { existing: [name, quantity, basis, ...tail], potential };
}

function Range({ entry }: { entry: Entry }) {
  if (entry.low === null && entry.high === null) return null;
  return (
    <span className="th-num th-nowrap">
      <Quantity value={entry.low ?? '0'} unit="" /> <span aria-hidden="true">–</span>{' '}
      <Quantity value={entry.high ?? entry.quantity} unit="" />
    </span>
  );
}

/** As the step that takes lines from the ledger writes it: the day, and what of it is locked. */
const ofLedger = /^ledger (\S+)(?: locked (\d+))?$/;

function Basis({ entry }: { entry: Entry }) {
  const { t } = useWords();
  const [, day, locked] = ofLedger.exec(entry.basis) ?? [];
  const told = day === undefined ? entry.basis : t('assetInventory.basisLedger', { day });
  return (
    <>
      {told}
      {locked !== undefined && <div className="th-quiet th-small">{t('assetInventory.basisLocked', { locked: group(locked) })}</div>}
      {entry.holder !== '' && <div className="th-quiet th-small">{entry.holder}</div>}
      {entry.evidence.map((one) => (
        <div key={one.id} className="th-small">
          <GoLink to={paths.evidenceOf(one.id)}>{one.title}</GoLink>
        </div>
      ))}
    </>
  );
}

function Next({ entry }: { entry: Entry }) {
  return (
    <>
      {entry.nextStep}
      <div className="th-quiet th-small">
        {entry.responsible} {entry.dueOn !== null && <DayLabel day={entry.dueOn} />}
      </div>
    </>
  );
}

/** Who wrote the line, and what another person said of it; the deeds of whoever reviews. */
function Review({ entry, isOpen }: { entry: Entry; isOpen: boolean }) {
  const { t } = useWords();
  const words = useRefusalWords();
  const session = useSession();
  const mayNot = useWhyNot('asset.review_inventory');
  const [returning, setReturning] = useState(false);
  const review = useDeed(e.reviewInventoryEntry, [e.readAssetInventory]);
  const done = useDone(() => setReturning(false), t('assetInventory.reviewed'));
  const why = mayNot ?? (session?.person.id === entry.recordedBy.id ? words('same_person_enters_and_reviews') : null);
  const say = (verdict: 'accepted' | 'returned', reason: string) =>
    review.mutate({ params: { entryId: entry.id }, body: { verdict, reason } }, done);
  return (
    <>
      <div className="th-small th-quiet">
        {t('assetInventory.writtenBy', { n: entry.version })} <WhoWhen name={entry.recordedBy.name} at={entry.recordedAt} />
      </div>
      {entry.review ? (
        <>
          <Tag tone={entry.review.verdict === 'accepted' ? 'good' : 'bad'}>{t(`assetInventory.verdict.${entry.review.verdict}`)}</Tag>{' '}
          <WhoWhen name={entry.review.reviewedByName} at={entry.review.reviewedAt} />
          {entry.review.reason !== '' && <div className="th-small">{entry.review.reason}</div>}
        </>
      ) : isOpen ? (
        <span className="th-row">
          <Deed size="small" type="primary" why={why} loading={review.isPending} onClick={() => say('accepted', '')}>
            {t('assetInventory.accept')}
          </Deed>
          <Deed size="small" why={why} onClick={() => setReturning(true)}>
            {t('assetInventory.return')}
          </Deed>
        </span>
      ) : (
        <span className="th-quiet">{t('assetInventory.notReviewed')}</span>
      )}
      {returning && (
        <WordForm
          title={t('assetInventory.return')}
          required
          busy={review.isPending}
          problem={review.error}
          submitLabel={t('assetInventory.return')}
          onSubmit={(reason) => say('returned', reason)}
          onClose={() => setReturning(false)}
        />
      )}
    </>
  );
}
