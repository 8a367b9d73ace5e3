import { useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { lcaDatabaseEndpoints as e } from '../../../contract/lca-databases.ts';
import { useAsk } from '../../api/queries.ts';
import { Answer } from '../../parts/Answer.tsx';
import { PlainTable } from '../../parts/PlainTable.tsx';
import { type Column, TableView } from '../../parts/TableView.tsx';
import { Tag } from '../../parts/Tag.tsx';
import { paths } from '../../paths.ts';
import { GoLink } from '../../ui/GoLink.tsx';
import { KeyValues, PageHead, Section } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { amountText, type Line, type ProcessView, percentText } from './model.ts';
import { ProcessTrace } from './ProcessTrace.tsx';
import { SolveProcess } from './SolveProcess.tsx';

const fields = [
  ...(['validFrom', 'validUntil', 'time', 'geography', 'technology', 'method', 'sampling', 'completeness', 'intendedUse'] as const),
  ...(['restrictions', 'review', 'reviewer', 'documentor', 'generator', 'owner', 'publication', 'createdAt'] as const),
];

/** One process of a database: what it takes and gives, from whom, how certain, what its data set says, and its result. */
export function DatabaseProcessPage() {
  const { databaseId = '', number = '0' } = useParams({ strict: false });
  const answer = useAsk(e.readLcaProcess, { params: { databaseId, number: Number(number) } });
  return (
    <Answer of={answer} rows={10}>
      {(process) => <Process key={process.number} process={process} />}
    </Answer>
  );
}

function Process({ process }: { process: ProcessView }) {
  const { t } = useWords();
  const { databaseId, number } = process;
  const extra = <Button href={paths.lcaExport(databaseId, String(number))}>{t('lcaDatabases.export')}</Button>;
  return (
    <>
      <PageHead
        title={process.name}
        clause="A.8"
        summary={
          <span className="th-row">
            <GoLink to={paths.lcaDatabase(databaseId)}>{process.databaseName}</GoLink>
            <span>{process.location}</span>
            <span>{t(`lcaDatabases.kindOf.${process.kind}`)}</span>
            <span className="th-quiet">{process.category}</span>
          </span>
        }
        extra={extra}
      />
      <SolveProcess process={process} />
      <ProcessTrace process={process} />
      <Lines process={process} direction="input" />
      <Lines process={process} direction="output" />
      <Parameters process={process} />
      <Documentation process={process} />
    </>
  );
}

function useUncertaintyWords(): (line: Line) => string {
  const { t } = useWords();
  return ({ uncertainty, pedigree }) => {
    const scores = pedigree ? t('lcaDatabases.pedigree', { scores: pedigree.map((one) => (one === 0 ? '–' : one)).join(', ') }) : '';
    return [spread(), scores].filter((one) => one !== '').join('; ');
    function spread(): string {
      switch (uncertainty?.kind) {
        case 'lognormal':
          return t('lcaDatabases.lognormal', { sd: amountText(uncertainty.geometricSd) });
        case 'normal':
          return t('lcaDatabases.normal', { sd: amountText(uncertainty.sd) });
        case 'triangular': {
          const { minimum, mode, maximum } = uncertainty;
          return t('lcaDatabases.triangular', { minimum: amountText(minimum), mode: amountText(mode), maximum: amountText(maximum) });
        }
        case 'uniform':
          return t('lcaDatabases.uniform', { minimum: amountText(uncertainty.minimum), maximum: amountText(uncertainty.maximum) });
        default:
          return '';
      }
    }
  };
}

function Lines({ process, direction }: { process: ProcessView; direction: Line['direction'] }) {
  const { t } = useWords();
  const uncertainty = useUncertaintyWords();
  const rows = process.lines.filter((one) => one.direction === direction);
  const columns: Column<Line>[] = [
    {
      key: 'flow',
      title: t('lcaDatabases.flow'),
      text: (one) => one.flow.name,
      show: (one) => (
        <>
          {one.flow.name} {one.isReference && <Tag tone="good">{t('lcaDatabases.reference')}</Tag>}
          {one.isAvoided && <Tag tone="info">{t('lcaDatabases.avoided')}</Tag>}
          <div className="th-small th-quiet">{one.flow.category}</div>
        </>
      ),
      sort: 'text',
    },
    {
      key: 'kind',
      title: t('lcaDatabases.kind'),
      text: (one) => t(`lcaDatabases.flowKindOf.${one.flow.kind}`),
      nowrap: true,
      sort: 'text',
    },
    {
      key: 'amount',
      title: t('lcaDatabases.amount'),
      align: 'right',
      text: (one) => String(one.amount),
      show: (one) => (
        <span title={one.formula ?? undefined} className="th-figure">
          {amountText(one.amount)} {one.unit}
        </span>
      ),
      sort: 'number',
      nowrap: true,
    },
    {
      key: 'provider',
      title: t('lcaDatabases.provider'),
      text: (one) => one.providers[0]?.name ?? '',
      show: (one) => <Provider process={process} line={one} />,
    },
    { key: 'uncertainty', title: t('lcaDatabases.uncertainty'), text: uncertainty },
  ];
  if (rows.length === 0) return null;
  return (
    <Section title={t(direction === 'input' ? 'lcaDatabases.inputs' : 'lcaDatabases.outputs')} flush>
      <TableView<Line>
        name={t(direction === 'input' ? 'lcaDatabases.inputs' : 'lcaDatabases.outputs')}
        rows={rows}
        columns={columns}
        rowKey={(one) => String(one.line)}
      />
    </Section>
  );
}

/** The provider the rule takes: the one given, else the first by id; nothing for what goes to or comes from nature. */
function Provider({ process, line }: { process: ProcessView; line: Line }) {
  const { t } = useWords();
  const [first] = line.providers;
  const needs = line.flow.kind !== 'elementary' && !line.isReference && (line.direction === 'input') === (line.flow.kind === 'product');
  if (!first) return needs ? <span className="th-quiet">{t('lcaDatabases.cutOff')}</span> : null;
  return (
    <>
      <GoLink to={paths.lcaProcess(process.databaseId, first.number)}>{first.name}</GoLink>{' '}
      <span className="th-small th-quiet">
        {first.location} {line.providers.length > 1 ? t('lcaDatabases.more', { count: line.providers.length }) : ''}
      </span>
    </>
  );
}

function Parameters({ process }: { process: ProcessView }) {
  const { t } = useWords();
  return (
    <>
      {process.parameters.length > 0 && (
        <Section title={t('lcaDatabases.parameters')}>
          <PlainTable
            rows={process.parameters}
            rowKey={(one) => one.name}
            columns={[
              { key: 'name', title: t('lcaDatabases.name'), show: (one) => <code>{one.name}</code> },
              { key: 'value', title: t('common.value'), show: (one) => amountText(one.value) },
              { key: 'formula', title: t('lcaDatabases.formula'), show: (one) => one.formula && <code>{one.formula}</code> },
              { key: 'description', title: t('common.note'), show: (one) => one.description },
            ]}
          />
        </Section>
      )}
      {process.allocation.length > 0 && (
        <Section title={t('lcaDatabases.allocation')}>
          <PlainTable
            rows={process.allocation.slice(0, 200)}
            rowKey={(one) => `${one.kind} ${one.product} ${one.line ?? ''}`}
            columns={[
              { key: 'product', title: t('lcaDatabases.product'), show: (one) => one.product },
              { key: 'line', title: t('lcaDatabases.exchanges'), show: (one) => one.line },
              { key: 'value', title: t('lcaDatabases.share'), show: (one) => percentText(one.value) },
            ]}
          />
        </Section>
      )}
    </>
  );
}

function Documentation({ process }: { process: ProcessView }) {
  const { t } = useWords();
  const told = new Map(process.documentation.map((one) => [one.field, one.text]));
  const items = fields.flatMap((field) => {
    const text = told.get(field);
    return text === undefined ? [] : [{ label: t(`lcaDatabases.field.${field}`), value: text, wide: text.length > 60 }];
  });
  return (
    <Section title={t('lcaDatabases.documentation')}>
      {process.description && <p className="th-prose">{process.description}</p>}
      <KeyValues items={items} />
      {process.sources.length > 0 && (
        <>
          <h3>{t('lcaDatabases.sources')}</h3>
          <ul>
            {process.sources.map((one) => (
              <li key={`${one.name} ${one.reference}`}>
                {one.name} {one.reference} {one.year}
              </li>
            ))}
          </ul>
        </>
      )}
      <p className="th-small th-quiet">{process.credit}</p>
    </Section>
  );
}
