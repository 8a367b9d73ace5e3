import { Tabs } from 'antd';
import { useMemo, useState } from 'react';
import { libraryEndpoints } from '../../../contract/library.ts';
import type { MethodDescription } from '../../../kernel/method/describe.ts';
import type { Text } from '../../../kernel/text.ts';
import { descriptionOf, type MethodDetail } from '../../api/method.ts';
import { useAsk } from '../../api/queries.ts';
import { Answer } from '../../parts/Answer.tsx';
import { HashText } from '../../parts/Labels.tsx';
import { useMethodWords } from '../../parts/method-words.ts';
import { Prose } from '../../parts/Unit.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { KeyValues, PageHead, Section } from '../../ui/Page.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import { useWords } from '../../words/language.ts';
import { ConfidenceTag } from './ConfidenceTag.tsx';
import { MethodChecks, MethodTables } from './MethodChecks.tsx';
import { MethodInputs } from './MethodInputs.tsx';
import { MethodSteps } from './MethodSteps.tsx';
import './library.css';
import { useAddress } from '../../shell/address.ts';

/** One method, readable without reading its file: what goes in, how it is computed, on what it rests, an example that runs. */
export function MethodPage() {
  const { t } = useWords();
  const { methodId = '' } = useAddress('methodId');
  const method = useAsk(libraryEndpoints.readMethod, { params: { methodId } });
  if (!method.data) {
    return (
      <>
        <PageHead title={t('shell.page.methods')} />
        <Answer of={method} rows={12}>
          {() => null}
        </Answer>
      </>
    );
  }
  return <MethodBody detail={method.data} />;
}

function MethodBody({ detail }: { detail: MethodDetail }) {
  const { t, say } = useWords();
  const { cite } = useMethodWords();
  const description = descriptionOf(detail);
  const titles = useMemo(() => titlesOf(description), [description]);
  const [search, setSearch] = useState('');
  const inputCount = description.records.reduce((sum, record) => sum + record.inputs.length, 0);
  const named = (name: string, count: number) => `${name} ${count}`;
  return (
    <>
      <PageHead title={say(detail.title)} clause="A.8" summary={<Prose text={say(detail.summary)} />} />
      <Section>
        <KeyValues
          columns={3}
          items={[
            { label: t('library.edition'), value: `${detail.id} @ ${detail.version}` },
            {
              label: t('library.methodYears'),
              value: detail.dataYears ? t('library.years', { from: detail.dataYears.from, to: detail.dataYears.to }) : t('library.anyYear'),
            },
            { label: t('common.hash'), value: <HashText sha256={detail.sha256} /> },
            {
              label: t('common.source'),
              wide: true,
              value: (
                <>
                  {cite(detail.source)} <ConfidenceTag confidence={detail.confidence} />
                </>
              ),
            },
          ]}
        />
      </Section>
      <Section
        title={t('library.contents')}
        extra={<SearchField value={search} placeholder={t('library.searchSymbols')} onSearch={setSearch} />}
      >
        <Tabs
          items={[
            {
              key: 'steps',
              label: named(t('library.steps'), description.steps.length),
              children: <MethodSteps description={description} titles={titles} search={search} />,
            },
            {
              key: 'inputs',
              label: named(t('library.inputs'), inputCount),
              children: <MethodInputs description={description} titles={titles} search={search} />,
            },
            {
              key: 'checks',
              label: named(t('library.checks'), description.checks.length),
              children: <MethodChecks description={description} titles={titles} />,
            },
            {
              key: 'tables',
              label: named(t('library.tables'), description.tables.length),
              children: <MethodTables description={description} />,
            },
            { key: 'example', label: t('library.example'), children: <Example detail={detail} /> },
          ]}
        />
      </Section>
    </>
  );
}

function titlesOf(description: MethodDescription): ReadonlyMap<string, Text> {
  return new Map([
    ...description.records.flatMap((record) => record.inputs.map((input) => [input.symbol, input.title] as const)),
    ...description.steps.map((step) => [step.symbol, step.title] as const),
  ]);
}

function Example({ detail }: { detail: MethodDetail }) {
  const { t } = useWords();
  return (
    <>
      <p>
        <Icon name="play" size={14} /> {t('library.runCalculation', { id: detail.id })}
      </p>
      <p className="th-quiet">{t('library.exampleHint')}</p>
      <pre className="th-example">{JSON.stringify(detail.example, null, 2)}</pre>
    </>
  );
}
