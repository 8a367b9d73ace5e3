import { Button, Input, Select } from 'antd';
import { useEffect, useState } from 'react';
import type { ReplyOf } from '../../../../contract/endpoint.ts';
import { whatIfEndpoints as e } from '../../../../contract/what-if.ts';
import { useDeed } from '../../../api/queries.ts';
import { readNumber } from '../../../format/number.ts';
import { FindingList } from '../../../parts/FindingList.tsx';
import { MonthLabel } from '../../../parts/Labels.tsx';
import { useMethodWords } from '../../../parts/method-words.ts';
import { plainFinding } from '../../../parts/plain-finding.ts';
import { Quantity } from '../../../parts/Quantity.tsx';
import { RefusalNotice } from '../../../parts/RefusalNotice.tsx';
import { StateMark } from '../../../parts/StateSteps.tsx';
import { type Column, TableView } from '../../../parts/TableView.tsx';
import { Unit } from '../../../parts/Unit.tsx';
import { paths } from '../../../paths.ts';
import { useAddress } from '../../../shell/address.ts';
import { GoLink } from '../../../ui/GoLink.tsx';
import { PageHead, Section, Waiting } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import styles from './what-if.module.css';

type Reply = ReplyOf<typeof e.calculateWhatIf>;
type WhatIfInput = Reply['inputs'][number];
type Compared = Pick<Reply['total'], 'old' | 'new' | 'difference'>;
type Given = Readonly<Record<string, string>>;

/** 试算: a unit's year under other factors or the rules of another year, beside what stands (A.9). */
export function WhatIfPage() {
  const { t, say } = useWords();
  const params = useAddress('unitId', 'year');
  const place = { unitId: params.unitId, year: Number(params.year) };
  const trial = useDeed(e.calculateWhatIf, []);
  const [ruleYear, setRuleYear] = useState(place.year);
  const [given, setGiven] = useState<Given>({});
  const calculate = (year: number, values: Given) =>
    trial.mutate({
      params: place,
      body: {
        ruleYear: year,
        overrides: Object.entries(values).flatMap(([symbol, value]) => (value === '' ? [] : [{ symbol, value: wire(value) }])),
      },
    });
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each unit and year; afterwards only when asked
  useEffect(() => calculate(place.year, {}), [place.unitId, place.year]);
  const reply = trial.data;
  return (
    <>
      <PageHead
        title={`${t('whatIf.title')}${reply ? ` \u00b7 ${say(reply.unitName)} ${reply.year}` : ''}`}
        clause="A.9"
        summary={t('whatIf.summary')}
        extra={<GoLink to={paths.monthGrid(place.unitId, place.year)}>{t('emission.result.toGrid')}</GoLink>}
      />
      {trial.isError ? <RefusalNotice problem={trial.error} /> : null}
      {reply ? (
        <>
          <Section
            title={t('whatIf.input')}
            extra={
              <>
                <Button
                  onClick={() => {
                    setGiven({});
                    setRuleYear(place.year);
                    calculate(place.year, {});
                  }}
                >
                  {t('whatIf.reset')}
                </Button>
                <Button type="primary" loading={trial.isPending} onClick={() => calculate(ruleYear, given)}>
                  {t('whatIf.calculate')}
                </Button>
              </>
            }
          >
            <Inputs
              reply={reply}
              ruleYear={ruleYear}
              onRuleYear={setRuleYear}
              given={given}
              onGiven={(symbol, value) => setGiven((now) => ({ ...now, [symbol]: value }))}
            />
          </Section>
          <Result reply={reply} />
        </>
      ) : trial.isError ? null : (
        <Waiting rows={8} />
      )}
    </>
  );
}

/** What was typed, as the server reads it: a number as exact text, a yes or no, or a choice. */
function wire(value: string): string | boolean {
  if (value === 'true' || value === 'false') return value === 'true';
  return readNumber(value) ?? value;
}

interface InputsProps {
  readonly reply: Reply;
  readonly ruleYear: number;
  readonly onRuleYear: (year: number) => void;
  readonly given: Given;
  readonly onGiven: (symbol: string, value: string) => void;
}

function Inputs({ reply, ruleYear, onRuleYear, given, onGiven }: InputsProps) {
  const { t, say } = useWords();
  const { ruleYears } = reply.method;
  const years = ruleYears ? Array.from({ length: ruleYears.to - ruleYears.from + 1 }, (_, i) => ruleYears.from + i) : [reply.year];
  const columns: Column<WhatIfInput>[] = [
    { key: 'title', title: t('whatIf.input'), text: (row) => say(row.title) },
    { key: 'used', title: t('whatIf.used'), align: 'right', text: (row) => row.used ?? '', show: (row) => <Used input={row} /> },
    {
      key: 'given',
      title: t('whatIf.given'),
      width: 220,
      text: (row) => given[row.symbol] ?? '',
      show: (row) => <Setting input={row} value={given[row.symbol] ?? ''} onChange={(value) => onGiven(row.symbol, value)} />,
    },
  ];
  return (
    <>
      <p className="th-row">
        {t('whatIf.ruleYear')}
        <Select
          aria-label={t('whatIf.ruleYear')}
          value={ruleYear}
          options={years.map((value) => ({ value, label: String(value) }))}
          onChange={onRuleYear}
        />
      </p>
      <TableView bare name={t('whatIf.input')} rows={reply.inputs} columns={columns} rowKey={(row) => row.symbol} />
    </>
  );
}

function Used({ input }: { input: WhatIfInput }) {
  const { t } = useWords();
  const { word } = useMethodWords();
  if (input.type === 'boolean') return input.used === 'true' ? t('whatIf.yes') : input.used === 'false' ? t('whatIf.no') : null;
  if (input.type === 'choice' || input.type === 'text') return word(input.used ?? '');
  return <Quantity value={input.used} unit={input.unit} />;
}

function Setting({ input, value, onChange }: { input: WhatIfInput; value: string; onChange: (value: string) => void }) {
  const { t, say } = useWords();
  const { word } = useMethodWords();
  const name = `${t('whatIf.given')} ${say(input.title)}`;
  const options =
    input.type === 'boolean'
      ? [
          { value: 'true', label: t('whatIf.yes') },
          { value: 'false', label: t('whatIf.no') },
        ]
      : input.values.map((one) => ({ value: one, label: word(one) }));
  if (options.length > 0)
    return (
      <Select
        allowClear
        className={styles.setting ?? ''}
        aria-label={name}
        value={value === '' ? undefined : value}
        options={options}
        onChange={(next?: string) => onChange(next ?? '')}
      />
    );
  return (
    <Input
      allowClear
      inputMode="decimal"
      className="th-number-field"
      aria-label={name}
      value={value}
      suffix={<Unit symbol={input.unit} />}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

function figures<Row extends Compared>(t: ReturnType<typeof useWords>['t'], unit: string): Column<Row>[] {
  return (['old', 'new', 'difference'] as const).map((key) => ({
    key,
    title: `${t(`whatIf.${key}`)} (${unit === 'tCO2' ? 't' : unit})`,
    align: 'right' as const,
    text: (row: Row) => row[key] ?? '',
    show: (row: Row) => <Quantity value={row[key]} unit="" digits={2} />,
  }));
}

function Result({ reply }: { reply: Reply }) {
  const { t, say } = useWords();
  const months: Column<Reply['months'][number]>[] = [
    { key: 'month', title: t('whatIf.month'), text: (row) => row.month, show: (row) => <MonthLabel month={row.month} /> },
    { key: 'state', title: t('whatIf.state'), text: (row) => row.state, show: (row) => <StateMark state={row.state} /> },
    ...figures<Reply['months'][number]>(t, reply.unit),
    {
      key: 'correct',
      title: '',
      text: () => '',
      show: (row) =>
        row.state === 'locked' && row.difference !== null && !/^-?0(\.0+)?$/.test(row.difference) ? (
          <GoLink to={paths.monthGrid(reply.unitId, reply.year, row.month)} title={t('whatIf.correctHint')}>
            {t('whatIf.correct')}
          </GoLink>
        ) : null,
    },
  ];
  const sources: Column<Reply['sources'][number]>[] = [
    { key: 'source', title: t('whatIf.source'), text: (row) => say(row.name) },
    ...figures<Reply['sources'][number]>(t, reply.unit),
  ];
  return (
    <>
      <Section title={t('whatIf.months')}>
        <p className="th-row">
          <strong>{t('whatIf.total')}</strong> <Quantity value={reply.total.old} unit={reply.unit} digits={2} /> {'\u2192'}{' '}
          <Quantity value={reply.total.new} unit={reply.unit} digits={2} />
          <span>
            ({t('whatIf.difference')} <Quantity value={reply.total.difference} unit={reply.unit} digits={2} />)
          </span>
        </p>
        <p className={`th-small th-quiet ${styles.notes}`}>{reply.notes.map((note) => say(note)).join(' \u00b7 ')}</p>
        <TableView bare name={t('whatIf.months')} rows={reply.months} columns={months} rowKey={(row) => row.month} />
      </Section>
      <Section title={t('whatIf.sources')}>
        <TableView bare name={t('whatIf.sources')} rows={reply.sources} columns={sources} rowKey={(row) => say(row.name)} />
      </Section>
      {reply.findings.length > 0 ? (
        <Section title={t('whatIf.findings')}>
          <FindingList findings={reply.findings.map(plainFinding)} />
        </Section>
      ) : null}
    </>
  );
}
