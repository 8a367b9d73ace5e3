import { InputNumber, Select } from 'antd';
import { useState } from 'react';
import { lcaDatabaseEndpoints as e, lcaAllocations } from '../../../contract/lca-databases.ts';
import { useDeed } from '../../api/queries.ts';
import { RightDeed } from '../../parts/Deed.tsx';
import { FindingList } from '../../parts/FindingList.tsx';
import { PlainTable } from '../../parts/PlainTable.tsx';
import { plainFinding } from '../../parts/plain-finding.ts';
import { RefusalNotice } from '../../parts/RefusalNotice.tsx';
import { Prose, Unit } from '../../parts/Unit.tsx';
import { paths } from '../../paths.ts';
import { GoLink } from '../../ui/GoLink.tsx';
import { KeyValues, Section } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { amountText, type ProcessView, percentText, type Solved } from './model.ts';

const gwpSets = ['AR6', 'AR5', 'AR4'] as const;

const asUsual = { allocationOf: {}, otherwise: 'reference', providers: 'given_then_lowest_id' } as const;

/** What the reference product of a process brings with it: the whole system solved, with the residual and every choice it rests on. */
export function SolveProcess({ process }: { process: ProcessView }) {
  const { t } = useWords();
  const reference = process.lines.find((one) => one.isReference);
  const [amount, setAmount] = useState<number>(reference?.amount ?? 1);
  const [allocation, setAllocation] = useState<(typeof lcaAllocations)[number]>('stored');
  const [gwpSet, setGwpSet] = useState<(typeof gwpSets)[number]>('AR6');
  const solve = useDeed(e.solveLcaDatabase, []);
  // The demand is in the flow's reference unit, which may be another than that of the line.
  const unit = reference?.flow.unit ?? process.unit;
  const product = reference ? { product: reference.flow.flowId } : {};
  const go = () =>
    solve.mutate({
      params: { databaseId: process.databaseId },
      body: { demand: [{ process: process.number, amount, ...product }], allocation, gwpSet, most: 20, ...asUsual },
    });
  return (
    <Section title={t('lcaDatabases.result')}>
      <p className="th-quiet">{t('lcaDatabases.calculateText', { amount: amountText(amount), unit })}</p>
      <div className="th-row">
        <InputNumber
          value={amount}
          aria-label={t('lcaDatabases.demand')}
          addonAfter={unit}
          onChange={(value) => setAmount(typeof value === 'number' ? value : 0)}
        />
        <Select
          className="th-filter-wide"
          value={allocation}
          aria-label={t('lcaDatabases.rule')}
          options={lcaAllocations.map((value) => ({ value, label: t(`lcaDatabases.ruleOf.${value}`) }))}
          onChange={setAllocation}
        />
        <Select
          value={gwpSet}
          aria-label={t('lcaDatabases.gwpSet')}
          options={gwpSets.map((value) => ({ value, label: value }))}
          onChange={setGwpSet}
        />
        <RightDeed type="primary" action="lca.read" loading={solve.isPending} onClick={go}>
          {t('lcaDatabases.calculate')}
        </RightDeed>
      </div>
      {solve.isError && <RefusalNotice problem={solve.error} />}
      {solve.data && <Result solved={solve.data} databaseId={process.databaseId} />}
    </Section>
  );
}

function Result({ solved, databaseId }: { solved: Solved; databaseId: string }) {
  const { t, say } = useWords();
  const [main] = solved.impacts;
  const { processes, active } = solved.size;
  return (
    <div role="status">
      <KeyValues
        columns={3}
        items={[
          ...solved.impacts.map((one) => ({
            label: <Prose text={say(one.name)} />,
            value: (
              <strong>
                {amountText(one.value)} <Unit symbol={one.unit} />
              </strong>
            ),
          })),
          { label: t('lcaDatabases.residual'), value: solved.residual.toExponential(1) },
          { label: t('lcaDatabases.size'), value: t('lcaDatabases.sizeText', { processes, active }) },
        ]}
      />
      {main && main.processes.length > 0 && (
        <>
          <h3>
            <Prose text={t('lcaDatabases.contributions', { name: say(main.name) })} />
          </h3>
          <PlainTable
            rows={main.processes.slice(0, 10)}
            rowKey={(one) => `${one.process} ${one.name}`}
            columns={[
              {
                key: 'name',
                title: t('lcaDatabases.process'),
                show: (one) => <GoLink to={paths.lcaProcess(databaseId, one.process)}>{one.name}</GoLink>,
              },
              { key: 'value', title: main.unit, show: (one) => amountText(one.value) },
              { key: 'share', title: t('lcaDatabases.share'), show: (one) => percentText(one.share) },
            ]}
          />
        </>
      )}
      <h3>{t('lcaDatabases.inventory', { count: Math.min(10, solved.inventory.length) })}</h3>
      <PlainTable
        rows={solved.inventory.slice(0, 10)}
        rowKey={(one) => one.flowId}
        columns={[
          { key: 'name', title: t('lcaDatabases.flow'), show: (one) => `${one.name} (${one.category})` },
          { key: 'amount', title: t('lcaDatabases.amount'), show: (one) => `${amountText(one.amount)} ${one.unit}` },
        ]}
      />
      <h3>{t('lcaDatabases.choices')}</h3>
      <PlainTable
        rows={solved.choices}
        rowKey={(one) => one.text.en}
        columns={[
          { key: 'text', title: t('lcaDatabases.choice'), show: (one) => say(one.text) },
          { key: 'count', title: t('lcaDatabases.times'), show: (one) => one.count },
        ]}
      />
      {solved.findings.length > 0 && <FindingList findings={solved.findings.slice(0, 20).map(plainFinding)} />}
      <p className="th-small th-quiet">{t('lcaDatabases.oldData')}</p>
    </div>
  );
}
