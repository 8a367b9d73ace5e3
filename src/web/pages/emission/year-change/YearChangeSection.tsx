import { App, Button, Input } from 'antd';
import { useState } from 'react';
import type { ReplyOf } from '../../../../contract/endpoint.ts';
import { yearChangeEndpoints as e } from '../../../../contract/year-change.ts';
import { changeParts } from '../../../../kernel/emission/year-change.ts';
import { useAsk, useDeed } from '../../../api/queries.ts';
import { group, roundText } from '../../../format/number.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { Deed, useWhyNot } from '../../../parts/Deed.tsx';
import { EmptyState } from '../../../parts/EmptyState.tsx';
import { WhoWhen } from '../../../parts/Labels.tsx';
import { Quantity } from '../../../parts/Quantity.tsx';
import { RefusalNotice } from '../../../parts/RefusalNotice.tsx';
import { type Column, TableView } from '../../../parts/TableView.tsx';
import { lineageOf, useWorkplace } from '../../../shell/workplace.ts';
import { KeyValues, Section } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';

type Change = ReplyOf<typeof e.readYearChange>;
type Line = Pick<Change, 'parts' | 'difference'> & { readonly name: string; readonly before: string | null; readonly now: string | null };

/** 与上年相比: what the change of the year is made of, unit by unit, and what the enterprise says about it (A.9). */
export function YearChangeSection({ entityId, year }: { entityId: string; year: number }) {
  const { t } = useWords();
  const change = useAsk(e.readYearChange, { params: { entityId, year } });
  return (
    <Section id="year-change" title={t('yearChange.title')}>
      <Answer of={change} rows={3}>
        {(data) =>
          data.comparable ? (
            <>
              <Parts change={data} />
              <Statements key={data.statements.length} change={data} />
            </>
          ) : (
            <EmptyState icon="emission" title={t('yearChange.none')} text={t('yearChange.noneText')} clause="A.9" />
          )
        }
      </Answer>
    </Section>
  );
}

function Parts({ change }: { change: Change }) {
  const { t, say } = useWords();
  const figure = (key: string, title: string, of: (row: Line) => string | null): Column<Line> => ({
    key,
    title,
    align: 'right',
    text: (row) => of(row) ?? '',
    show: (row) => <Quantity value={of(row)} unit="" digits={2} />,
  });
  const lines: Line[] = [
    ...change.units.map((unit) => ({ ...unit, name: say(unit.unitName) })),
    { name: t('yearChange.sum'), before: change.before, now: change.now, difference: change.difference, parts: change.parts },
  ];
  const columns: Column<Line>[] = [
    { key: 'name', title: t('emission.result.units'), text: (row) => row.name, nowrap: true },
    figure('difference', t('yearChange.difference'), (row) => row.difference),
    ...changeParts.map((part) => figure(part, t(`yearChange.part.${part}`), (row) => row.parts[part])),
  ];
  return (
    <>
      <KeyValues
        columns={3}
        items={[
          { label: t('yearChange.before'), value: <Quantity value={change.before} unit={change.unit} digits={2} /> },
          { label: t('yearChange.now'), value: <Quantity value={change.now} unit={change.unit} digits={2} /> },
          { label: t('yearChange.difference'), value: <Quantity value={change.difference} unit={change.unit} digits={2} /> },
          {
            label: t('yearChange.intensity'),
            value: (
              <>
                <Quantity value={change.intensityBefore} unit="" digits={4} /> {'\u2192'}{' '}
                <Quantity value={change.intensityNow} unit="tCO2/MWh" digits={4} />
              </>
            ),
          },
        ]}
      />
      <TableView bare name={t('yearChange.parts')} rows={lines} columns={columns} rowKey={(row) => row.name} />
      <p className="th-small th-quiet">{t('yearChange.convention')}</p>
    </>
  );
}

function Statements({ change }: { change: Change }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const { tree } = useWorkplace();
  const why = useWhyNot('emission.record', lineageOf(tree.data, change.entityId));
  const state = useDeed(e.stateYearChange, [e.readYearChange]);
  const [text, setText] = useState<string | null>(null);
  const [latest] = change.statements;
  const save = () =>
    state.mutate(
      {
        params: { entityId: change.entityId, year: change.year },
        body: { statement: (text ?? '').trim(), seenVersion: latest?.version ?? 0 },
      },
      {
        onSuccess: () => {
          setText(null);
          void message.success(t('common.saved'));
        },
      },
    );
  return (
    <>
      <h3>{t('yearChange.statement')}</h3>
      {latest ? (
        <>
          <p>{latest.statement}</p>
          <p className="th-small th-quiet th-row">
            <WhoWhen name={latest.recordedByName} at={latest.recordedAt} />
            {latest.changeT ? t('yearChange.statedFor', { change: group(roundText(latest.changeT, 2)) }) : null}
          </p>
        </>
      ) : (
        <p className="th-quiet">{t('yearChange.noStatement')}</p>
      )}
      {text === null ? (
        <Deed why={why} onClick={() => setText(latest?.statement ?? '')}>
          {t('yearChange.write')}
        </Deed>
      ) : (
        <>
          <Input.TextArea
            autoFocus
            aria-label={t('yearChange.statement')}
            placeholder={t('yearChange.placeholder')}
            autoSize={{ minRows: 3 }}
            maxLength={4000}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          <p className="th-row">
            <Button type="primary" disabled={text.trim() === ''} loading={state.isPending} onClick={save}>
              {t('yearChange.save')}
            </Button>
            <Button onClick={() => setText(null)}>{t('common.cancel')}</Button>
          </p>
          {state.isError ? <RefusalNotice problem={state.error} /> : null}
        </>
      )}
    </>
  );
}
