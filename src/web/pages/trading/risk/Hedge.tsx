import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { tradingRiskEndpoints as e } from '../../../../contract/trading-risk.ts';
import { useAsk } from '../../../api/queries.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { FindingList } from '../../../parts/FindingList.tsx';
import { PlainTable } from '../../../parts/PlainTable.tsx';
import { plainFinding } from '../../../parts/plain-finding.ts';
import { Quantity } from '../../../parts/Quantity.tsx';
import { Tag } from '../../../parts/Tag.tsx';
import { Section } from '../../../ui/Page.tsx';
import { useSearchFields } from '../../../ui/useSearchFields.ts';
import { useWords } from '../../../words/language.ts';
import { ResultDerivation } from '../ResultDerivation.tsx';
import { figureAt, type Risk } from './risk-model.ts';

/** How well one instrument makes up for another, from their imported prices (B.9). */
export function Hedge({ view }: { view: Risk }) {
  const { t } = useWords();
  const [search, change] = useSearchFields();
  const [item = 'CEA', other] = view.instruments;
  const [chosen, setChosen] = useState({ item: search.item ?? item, hedge: search.hedge ?? other ?? '', ratio: search.ratio ?? '1' });
  const options = view.instruments.map((value) => ({ value, label: value }));
  const isReady = /^\d{1,4}(\.\d{1,6})?$/.test(chosen.ratio) && chosen.item !== chosen.hedge && chosen.hedge !== '';
  if (view.instruments.length < 2)
    return (
      <Section title={t('risk.hedge')}>
        <p className="th-quiet">{t('risk.hedgeNeeds')}</p>
      </Section>
    );
  return (
    <Section title={t('risk.hedge')}>
      <div className="th-row">
        <Select
          aria-label={t('risk.hedgeItem')}
          value={chosen.item}
          options={options}
          onChange={(one) => setChosen({ ...chosen, item: one })}
        />
        <Select
          aria-label={t('risk.hedgeWith')}
          value={chosen.hedge}
          options={options}
          onChange={(one) => setChosen({ ...chosen, hedge: one })}
        />
        <span>
          <Input
            aria-label={t('risk.hedgeRatio')}
            value={chosen.ratio}
            onChange={(event) => setChosen({ ...chosen, ratio: event.target.value.trim() })}
          />
        </span>
        <Button disabled={!isReady} onClick={() => change({ ...chosen, of: null, node: null })}>
          {t('risk.try')}
        </Button>
      </div>
      {search.item && search.hedge ? (
        <Told item={search.item} hedge={search.hedge} ratio={search.ratio ?? '1'} year={Number(view.today.slice(0, 4))} />
      ) : (
        <p className="th-quiet">{t('risk.hedgeText')}</p>
      )}
    </Section>
  );
}

function Told({ item, hedge, ratio, year }: { item: string; hedge: string; ratio: string; year: number }) {
  const { t, say } = useWords();
  const [search] = useSearchFields();
  const told = useAsk(e.readHedge, { query: { item, hedge, ratio } });
  const more = { item, hedge, ratio };
  return (
    <Answer of={told} rows={4}>
      {(data) => (
        <>
          <PlainTable
            rows={data.outputs}
            rowKey={(row) => row.symbol}
            columns={[
              { key: 'title', show: (row) => say(row.title) },
              {
                key: 'value',
                className: 'th-right',
                show: (row) =>
                  row.symbol === 'verdict' ? (
                    <Tag tone={row.value === 'effective' ? 'good' : 'warn'}>
                      {t(row.value === 'effective' ? 'risk.hedgeEffective' : 'risk.hedgeNot')}
                    </Tag>
                  ) : (
                    <Quantity value={row.value} shown={row.shown} unit={row.unit} to={figureAt('hedge', row.symbol, {}, more)} />
                  ),
              },
            ]}
          />
          {data.findings.length > 0 && <FindingList findings={data.findings.map(plainFinding)} />}
          {search.of === 'hedge' && <ResultDerivation result={data} year={year} />}
        </>
      )}
    </Answer>
  );
}
