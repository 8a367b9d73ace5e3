import { Select } from 'antd';
import { useState } from 'react';
import type { ReplyOf } from '../../../contract/endpoint.ts';
import { lcaDatabaseEndpoints as e } from '../../../contract/lca-databases.ts';
import { useAsk } from '../../api/queries.ts';
import { Answer } from '../../parts/Answer.tsx';
import { PlainTable } from '../../parts/PlainTable.tsx';
import { Tag } from '../../parts/Tag.tsx';
import { Prose, Unit } from '../../parts/Unit.tsx';
import { paths } from '../../paths.ts';
import { GoLink } from '../../ui/GoLink.tsx';
import { Section } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { amountText, type ProcessView, percentText } from './model.ts';

type Trace = ReplyOf<typeof e.traceLcaProcess>;
type Node = Trace['nodes'][number];

/** What one unit of the product is worth, where it comes from upstream, and who in the database uses it. */
export function ProcessTrace({ process }: { process: ProcessView }) {
  const { t, say } = useWords();
  const [indicator, setIndicator] = useState('gwp');
  const { databaseId, number } = process;
  const reference = process.lines.find((one) => one.isReference);
  const product = reference ? { product: reference.flow.flowId } : {};
  const answer = useAsk(e.traceLcaProcess, { params: { databaseId, number }, query: { indicator, ...product } });
  return (
    <Answer of={answer} rows={6}>
      {(trace) => (
        <>
          <Section title={t('lcaDatabases.upstream')}>
            <div className="th-row">
              <Select
                value={trace.indicator.id}
                aria-label={t('lcaDatabases.indicator')}
                popupMatchSelectWidth={false}
                options={trace.indicators.map((one) => ({ value: one.id, label: say(one.name) }))}
                onChange={setIndicator}
              />
              <strong>
                {amountText(trace.value)} <Unit symbol={trace.indicator.unit} /> / {trace.unit}
              </strong>
              <span className="th-quiet">
                <Prose text={t('lcaDatabases.upstreamText', { residual: trace.residual.toExponential(1) })} />
              </span>
            </div>
            <Tree trace={trace} databaseId={databaseId} />
          </Section>
          <Section title={t('lcaDatabases.usedBy', { count: trace.usersTotal })}>
            {trace.users.length === 0 ? (
              <p className="th-quiet">{t('lcaDatabases.usedByNobody')}</p>
            ) : (
              <PlainTable
                rows={trace.users.slice(0, shownUsers)}
                rowKey={(one) => `${one.process} ${one.product}`}
                columns={[
                  {
                    key: 'name',
                    title: t('lcaDatabases.process'),
                    show: (one) => <GoLink to={paths.lcaProcess(databaseId, one.process)}>{one.name}</GoLink>,
                  },
                  { key: 'location', title: t('lcaDatabases.location'), show: (one) => one.location },
                  { key: 'amount', title: t('lcaDatabases.takes'), show: (one) => `${amountText(one.amount)} ${trace.unit} / ${one.unit}` },
                ]}
              />
            )}
          </Section>
        </>
      )}
    </Answer>
  );
}

const shownUsers = 25;

function depthOf(nodes: readonly Node[], at: number): number {
  const parent = nodes[at]?.parent;
  return parent === null || parent === undefined ? 0 : 1 + depthOf(nodes, parent);
}

/** The tree as indented lines; what is below one per cent is told where it is hidden. */
function Tree({ trace, databaseId }: { trace: Trace; databaseId: string }) {
  const { t } = useWords();
  const rows = trace.nodes.map((node, at) => ({ ...node, at, depth: depthOf(trace.nodes, at) }));
  return (
    <PlainTable
      rows={rows}
      rowKey={(one) => String(one.at)}
      columns={[
        {
          key: 'name',
          title: t('lcaDatabases.process'),
          show: (one) => (
            <span style={{ paddingInlineStart: one.depth * 18 }}>
              <GoLink to={paths.lcaProcess(databaseId, one.process)}>{one.name}</GoLink>{' '}
              <span className="th-small th-quiet">{one.location}</span> {one.loop && <Tag tone="info">{t('lcaDatabases.loop')}</Tag>}
            </span>
          ),
        },
        { key: 'amount', title: t('lcaDatabases.amount'), show: (one) => `${amountText(one.amount)} ${one.unit}` },
        { key: 'total', title: trace.indicator.unit, show: (one) => amountText(one.total) },
        { key: 'share', title: t('lcaDatabases.share'), show: (one) => percentText(one.share) },
        { key: 'direct', title: t('lcaDatabases.direct'), show: (one) => amountText(one.direct) },
        {
          key: 'hidden',
          title: t('lcaDatabases.hidden'),
          show: (one) => (Math.abs(one.hidden) < 1e-12 * Math.abs(trace.value) ? '' : amountText(one.hidden)),
        },
      ]}
    />
  );
}
