import { App } from 'antd';
import { assetEndpoints as e } from '../../../contract/asset.ts';
import { useDeed } from '../../api/queries.ts';
import { useSession } from '../../api/session.ts';
import { Deed, useRefusalWords, useWhyNot } from '../../parts/Deed.tsx';
import { Discussion } from '../../parts/discussion/Discussion.tsx';
import { DayLabel, WhoWhen } from '../../parts/Labels.tsx';
import { Quantity } from '../../parts/Quantity.tsx';
import { RefusalNotice } from '../../parts/RefusalNotice.tsx';
import { type Column, TableView } from '../../parts/TableView.tsx';
import { Tag, type Tone } from '../../parts/Tag.tsx';
import { paths } from '../../paths.ts';
import { GoLink } from '../../ui/GoLink.tsx';
import { useWords } from '../../words/language.ts';
import type { UnitAllocation } from './figures.ts';

type Decision = UnitAllocation['decisions'][number];

const tones: Record<Decision['state'], Tone> = { proposed: 'warn', counts: 'good', withdrawn: 'plain', replaced: 'plain' };

/** Every version of a unit's decisions: what the authority decided, who recorded it, and who confirmed it. */
export function Decisions({ decisions, lineage }: { decisions: readonly Decision[]; lineage: readonly string[] }) {
  const { t } = useWords();
  const state = (row: Decision) => t(`asset.decision.state.${row.state}`);
  const columns: Column<Decision>[] = [
    { key: 'kind', title: t('asset.decision.kind'), text: (row) => t(`asset.decision.kindOf.${row.kind}`), nowrap: true },
    { key: 'version', title: t('asset.decision.version'), align: 'right', text: (row) => String(row.version) },
    {
      key: 'tonnes',
      title: t('asset.decision.tonnes'),
      align: 'right',
      text: (row) => row.tonnes ?? t('asset.decision.state.withdrawn'),
      show: (row) => (row.tonnes === null ? t('asset.decision.state.withdrawn') : <Quantity value={row.tonnes} unit="tCO2" />),
    },
    { key: 'state', title: t('common.state'), text: state, nowrap: true, show: (row) => <Tag tone={tones[row.state]}>{state(row)}</Tag> },
    { key: 'on', title: t('asset.decision.decidedOn'), text: (row) => row.decidedOn, show: (row) => <DayLabel day={row.decidedOn} /> },
    { key: 'document', title: t('asset.decision.documentNo'), text: (row) => row.documentNo },
    {
      key: 'evidence',
      title: t('asset.decision.evidence'),
      text: (row) => row.evidence.map((one) => one.title).join(' '),
      show: (row) =>
        row.evidence.map((one) => (
          <div key={one.id}>
            <GoLink to={paths.evidenceOf(one.id)}>{one.title}</GoLink>
          </div>
        )),
    },
    {
      key: 'recorded',
      title: t('asset.decision.recorded'),
      text: (row) => row.recordedByName,
      show: (row) => <WhoWhen name={row.recordedByName} at={row.recordedAt} />,
    },
    {
      key: 'confirmed',
      title: t('asset.decision.confirmedBy'),
      text: (row) => row.confirmedByName ?? '',
      show: (row) => <Confirmation decision={row} lineage={lineage} />,
    },
  ];
  const counts = decisions.find((one) => one.state === 'counts') ?? decisions[0];
  return (
    <>
      <TableView bare name={t('asset.timeline.decisions')} rows={decisions} columns={columns} rowKey={(row) => row.id} />
      {counts && <Discussion objectType="allocation_decision" objectId={counts.id} />}
    </>
  );
}

/** Who confirmed a version; where nobody has yet, the button that does, or why it is not this person's. */
function Confirmation({ decision, lineage }: { decision: Decision; lineage: readonly string[] }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const words = useRefusalWords();
  const session = useSession();
  const mayNot = useWhyNot('asset.confirm_allocation', lineage);
  const confirm = useDeed(e.confirmAllocationDecision, [e.readAllocation, e.readGap, e.readAllocationDerivation]);
  if (decision.confirmedAt !== null) return <WhoWhen name={decision.confirmedByName} at={decision.confirmedAt} />;
  if (decision.state !== 'proposed') return null;
  const why = mayNot ?? (session?.person.id === decision.recordedBy ? words('same_person_enters_and_confirms') : null);
  return (
    <>
      <Deed
        size="small"
        type="primary"
        why={why}
        loading={confirm.isPending}
        onClick={() =>
          confirm.mutate({ params: { decisionId: decision.id } }, { onSuccess: () => void message.success(t('asset.decision.confirmed')) })
        }
      >
        {t(decision.tonnes === null ? 'asset.decision.confirmWithdrawal' : 'asset.decision.confirm')}
      </Deed>
      {confirm.isError ? <RefusalNotice problem={confirm.error} /> : null}
    </>
  );
}
