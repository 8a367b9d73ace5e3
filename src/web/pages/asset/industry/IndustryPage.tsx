import { App, Button, Input, Radio, Segmented } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import { industryEndpoints as e, industrySector } from '../../../../contract/allocation-industry.ts';
import { subDerivation } from '../../../../kernel/method/explain.ts';
import { useAsk, useDeed } from '../../../api/queries.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { Deed, useWhyNot } from '../../../parts/Deed.tsx';
import { DerivationDrawer } from '../../../parts/DerivationDrawer.tsx';
import { recordOf } from '../../../parts/derivation-record.ts';
import { EmptyState } from '../../../parts/EmptyState.tsx';
import { FindingList } from '../../../parts/FindingList.tsx';
import { InstantLabel, PersonName } from '../../../parts/Labels.tsx';
import { plainFinding } from '../../../parts/plain-finding.ts';
import { RefusalNotice } from '../../../parts/RefusalNotice.tsx';
import { TableView } from '../../../parts/TableView.tsx';
import { Unit } from '../../../parts/Unit.tsx';
import { paths } from '../../../paths.ts';
import { useAddress } from '../../../shell/address.ts';
import { lineageOf, useWorkplace } from '../../../shell/workplace.ts';
import { GoLink } from '../../../ui/GoLink.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { PageHead, Section } from '../../../ui/Page.tsx';
import { useSearchFields } from '../../../ui/useSearchFields.ts';
import { useWords } from '../../../words/language.ts';
import { IndustryTotals } from './IndustryTotals.tsx';
import styles from './industry.module.css';
import { SheetTable } from './SheetTable.tsx';
import {
  bodyOf,
  draftOf,
  emptyRow,
  exampleRows,
  type IndustryResult,
  type IndustrySheet,
  namesOf,
  type Sector,
  type SheetBody,
  type SheetDraft,
} from './sheet-model.ts';

/** 工业行业配额: what the plan gives the steel, cement and aluminium entities of a sheet, and why (C.4). */
export function IndustryPage() {
  const { t } = useWords();
  const params = useAddress('entityId', 'year');
  const [search, change] = useSearchFields();
  const sector = industrySector.options.find((one) => one === search.sector) ?? 'steel';
  const year = Number(params.year);
  const sheet = useAsk(e.readIndustrySheet, { params: { entityId: params.entityId, sector, year } });
  const years = sheet.data?.years;
  const planned = years ? Array.from({ length: years.to - years.from + 1 }, (_, i) => years.from + i) : [];
  return (
    <>
      <PageHead title={t('industry.title')} clause="C.4" summary={t('industry.summary')} />
      {years && !planned.includes(year) ? (
        <EmptyState
          icon="asset"
          title={t('industry.noPlan', { year })}
          text={t('industry.noPlanText')}
          clause="C.4"
          actions={planned.map((one) => (
            <GoLink key={one} className="th-button-link" to={paths.industry(params.entityId, one, { sector })}>
              {t('industry.goToYear', { year: one })}
            </GoLink>
          ))}
        />
      ) : (
        <>
          <div className={styles.bar}>
            <Segmented<Sector>
              aria-label={t('industry.sector')}
              value={sector}
              options={industrySector.options.map((value) => ({ value, label: t(`industry.sectorOf.${value}`) }))}
              onChange={(value) => change({ sector: value, node: null })}
            />
            <span className="th-quiet">
              {t('industry.intensityName')} {'='} {t(`industry.intensityOf.${sector}`)}
            </span>
          </div>
          <Answer of={sheet} rows={10}>
            {(data) => <SheetView key={`${data.entityId} ${data.sector} ${data.year}`} sheet={data} node={search.node ?? null} />}
          </Answer>
        </>
      )}
    </>
  );
}

/** What was last calculated, with the sheet it was calculated from. */
interface Calculated {
  readonly result: IndustryResult;
  readonly body: SheetBody;
}

function useCalculation({ entityId, sector, year }: IndustrySheet) {
  const [calculated, setCalculated] = useState<Calculated | null>(null);
  const compute = useDeed(e.computeIndustryAllocation, []);
  const run = (body: SheetBody | null) => {
    if (body) compute.mutate({ params: { entityId, sector, year }, body }, { onSuccess: (result) => setCalculated({ result, body }) });
  };
  return { calculated, forget: () => setCalculated(null), run, busy: compute.isPending, problem: compute.error };
}

function SheetView({ sheet, node }: { sheet: IndustrySheet; node: string | null }) {
  const { t } = useWords();
  const [draft, setDraft] = useState<SheetDraft>(() => draftOf(sheet));
  const { calculated, forget, run, busy, problem } = useCalculation(sheet);
  const [, changeSearch] = useSearchFields();
  const body = useMemo(() => bodyOf(draft), [draft]);
  // What was kept is calculated at once; the first rendering alone decides.
  const begin = useRef(() => run(bodyOf(draftOf(sheet))));
  useEffect(() => begin.current(), []);
  const change = (part: Partial<SheetDraft>) => {
    setDraft((now) => ({ ...now, ...part }));
    forget();
  };
  const addressOf = (nodeId: string) => paths.industry(sheet.entityId, sheet.year, { sector: sheet.sector, node: nodeId });
  const add = () => change({ rows: [...draft.rows, emptyRow(Math.max(-1, ...draft.rows.map((row) => row.key)) + 1)] });
  const adding = (
    <>
      <Button icon={<Icon name="plus" size={15} />} onClick={add}>
        {t('industry.add')}
      </Button>
      {draft.rows.length === 0 ? <Button onClick={() => change({ rows: exampleRows })}>{t('industry.example')}</Button> : null}
    </>
  );
  if (draft.rows.length === 0) {
    return <EmptyState icon="asset" title={t('industry.empty')} text={t('industry.emptyText')} clause="C.4" actions={adding} />;
  }
  const why = body === null ? t('industry.incomplete') : null;
  const findings = calculated?.result.findings.map(plainFinding) ?? [];
  return (
    <>
      {calculated ? <IndustryTotals result={calculated.result} year={sheet.year} addressOf={addressOf} /> : null}
      <Section title={t('industry.sheet')}>
        <Balance draft={draft} onChange={change} />
        <SheetTable
          rows={draft.rows}
          entities={sheet.entities}
          result={calculated?.result ?? null}
          addressOf={addressOf}
          onChange={(rows) => change({ rows })}
        />
        {calculated ? null : <p className="th-quiet">{t('industry.stale')}</p>}
        <div className={`th-row ${styles.foot}`}>
          {adding}
          <Deed type="primary" why={why} loading={busy} onClick={() => run(body)}>
            {t('industry.compute')}
          </Deed>
          <Keep sheet={sheet} body={body} />
        </div>
        {problem ? <RefusalNotice problem={problem} /> : null}
      </Section>
      {findings.length > 0 ? (
        <Section title={t('industry.findings')}>
          <FindingList findings={findings} />
        </Section>
      ) : null}
      <Versions sheet={sheet} />
      {calculated && node && calculated.result.derivation.nodes.some((one) => one.id === node) ? (
        <Derivation calculated={calculated} node={node} year={sheet.year} onClose={() => changeSearch({ node: null })} />
      ) : null}
    </>
  );
}

function Balance({ draft, onChange }: { draft: SheetDraft; onChange: (part: Partial<SheetDraft>) => void }) {
  const { t } = useWords();
  return (
    <div className={styles.bar}>
      <strong>{t('industry.balance')}</strong>
      <Radio.Group value={draft.balance} onChange={(event) => onChange({ balance: event.target.value })}>
        <Radio value="solved">{t('industry.balanceOf.solved')}</Radio>
        <Radio value="published">{t('industry.balanceOf.published')}</Radio>
      </Radio.Group>
      {draft.balance === 'published' ? (
        <Input
          className={styles.value ?? ''}
          aria-label={t('industry.published')}
          placeholder={t('industry.published')}
          inputMode="decimal"
          suffix={<Unit symbol="tCO2e/t" />}
          value={draft.balanceValue}
          onChange={(event) => onChange({ balanceValue: event.target.value })}
        />
      ) : null}
    </div>
  );
}

function Keep({ sheet, body }: { sheet: IndustrySheet; body: SheetBody | null }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const [note, setNote] = useState('');
  const { tree } = useWorkplace();
  const mayNot = useWhyNot('asset.record_allocation', lineageOf(tree.data, sheet.entityId));
  const keep = useDeed(e.keepIndustrySheet, [e.readIndustrySheet]);
  const { entityId, sector, year } = sheet;
  const save = () => {
    if (body === null) return;
    const seenVersion = sheet.versions[0]?.version ?? 0;
    keep.mutate(
      { params: { entityId, sector, year }, body: { ...body, note, seenVersion } },
      {
        onSuccess: () => {
          setNote('');
          void message.success(t('industry.kept'));
        },
      },
    );
  };
  return (
    <>
      <span className="th-grow" />
      <Input
        className={styles.note ?? ''}
        aria-label={t('industry.note')}
        placeholder={t('industry.note')}
        maxLength={1000}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
      <Deed why={mayNot ?? (body === null ? t('industry.incomplete') : null)} loading={keep.isPending} onClick={save}>
        {t('industry.keep')}
      </Deed>
      {keep.error ? <RefusalNotice problem={keep.error} /> : null}
    </>
  );
}

function Versions({ sheet }: { sheet: IndustrySheet }) {
  const { t } = useWords();
  if (sheet.versions.length === 0) return null;
  return (
    <Section title={t('industry.versions')}>
      <TableView
        bare
        name={t('industry.versions')}
        rows={sheet.versions}
        rowKey={(row) => String(row.version)}
        columns={[
          { key: 'version', title: t('industry.version'), text: (row) => String(row.version), width: 80 },
          { key: 'note', title: t('industry.note'), text: (row) => row.note },
          {
            key: 'by',
            title: t('industry.keptBy'),
            text: (row) => row.recordedByName,
            show: (row) => (
              <span className="th-row">
                <PersonName name={row.recordedByName} /> <InstantLabel at={row.recordedAt} />
              </span>
            ),
          },
        ]}
      />
    </Section>
  );
}

function Derivation({ calculated, node, year, onClose }: { calculated: Calculated; node: string; year: number; onClose: () => void }) {
  const { result, body } = calculated;
  const names = useMemo(() => namesOf(body.rows), [body]);
  const view = useMemo(() => {
    const around = { year, nodeId: node, frozen: null, data: [], approvals: [], findings: [] };
    const whole = recordOf({ ...around, conventions: [], derivation: result.derivation });
    const below = new Set(subDerivation(whole.derivation, node).nodes.map((one) => one.id));
    const nodes = result.derivation.nodes.filter((one) => below.has(one.id));
    const symbols = new Set(nodes.map((one) => one.symbol));
    const conventions = result.conventions.filter((one) => symbols.has(one.symbol));
    return { ...around, conventions, derivation: { ...result.derivation, nodes } };
  }, [result, node, year]);
  return <DerivationDrawer view={view} place={{ unitId: null, year, names }} waiting={null} onClose={onClose} />;
}
