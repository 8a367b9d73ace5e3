import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { tradingRiskEndpoints as e } from '../../../../contract/trading-risk.ts';
import { useDeed } from '../../../api/queries.ts';
import { group } from '../../../format/number.ts';
import { PlainTable } from '../../../parts/PlainTable.tsx';
import { Quantity } from '../../../parts/Quantity.tsx';
import { RefusalNotice } from '../../../parts/RefusalNotice.tsx';
import { Section } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import type { Risk } from './risk-model.ts';

const rows = ['before', 'after'] as const;

/** A trade tried out: the same paths are looked at again, nothing is kept. */
export function WhatIf({ view }: { view: Risk }) {
  const { t } = useWords();
  const known = view.atRisk.filter((one) => one.prices > 2).map((one) => one.instrument);
  const [instrument, setInstrument] = useState(known[0] ?? 'CEA');
  const [tonnes, setTonnes] = useState('');
  const ask = useDeed(e.whatIf, []);
  const isWhole = /^-?\d{1,12}$/.test(tonnes);
  const found = ask.data;
  return (
    <Section title={t('risk.whatIf')}>
      <div className="th-row">
        <Select
          aria-label={t('risk.instrument')}
          value={instrument}
          options={known.map((value) => ({ value, label: value }))}
          onChange={setInstrument}
        />
        <span>
          <Input
            aria-label={t('risk.tradeTonnes')}
            placeholder={t('risk.tradeTonnes')}
            value={tonnes}
            onChange={(event) => setTonnes(event.target.value.trim())}
          />
        </span>
        <Button
          disabled={!isWhole}
          loading={ask.isPending}
          onClick={() => ask.mutate({ params: { entityId: view.entityId }, body: { instrument, tonnes } })}
        >
          {t('risk.try')}
        </Button>
      </div>
      {ask.error ? <RefusalNotice problem={ask.error} /> : null}
      {found ? (
        <>
          <PlainTable
            rows={rows}
            rowKey={(row) => row}
            columns={[
              { key: 'when', title: t('risk.when'), show: (row) => t(`risk.${row}`) },
              {
                key: 'tonnes',
                title: t('risk.tonnes'),
                className: 'th-right',
                show: (row) => <Quantity value={found[row].tonnes} unit="t" />,
              },
              ...(['valueAtRisk', 'expectedShortfall'] as const).map((field) => ({
                key: field,
                title: t(field === 'valueAtRisk' ? 'risk.symbols.value_at_risk' : 'risk.symbols.expected_shortfall'),
                className: 'th-right',
                show: (row: (typeof rows)[number]) => <Quantity value={found[row][field]} unit={found.currency} digits={0} />,
              })),
            ]}
          />
          <p className="th-small th-quiet th-under">
            {t('risk.whatIfHow', { paths: group(`${found.paths}`), seed: String(found.seed), opened: group(`${found.opened}`) })}
          </p>
        </>
      ) : (
        <p className="th-quiet th-under">{t('risk.whatIfText')}</p>
      )}
    </Section>
  );
}
