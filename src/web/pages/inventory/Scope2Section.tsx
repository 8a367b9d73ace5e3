import { Button } from 'antd';
import { useState } from 'react';
import { instrumentCriteria } from '../../../kernel/inventory/inventory.ts';
import { decimal } from '../../../kernel/quantity/decimal.ts';
import { Deed } from '../../parts/Deed.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { PlainTable } from '../../parts/PlainTable.tsx';
import { Quantity } from '../../parts/Quantity.tsx';
import { Tag } from '../../parts/Tag.tsx';
import { KeyValues, Section } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { FigureLink } from './FigureLink.tsx';
import { InstrumentForm } from './InstrumentForm.tsx';
import type { InventoryView, Settings } from './model.ts';
import { useSettings } from './use-settings.ts';

type Instrument = Settings['instruments'][number];

const sumOf = (all: readonly string[]) => all.reduce((sum, one) => sum.plus(one), decimal('0'));

/** Imported energy by location and by market, and the instruments with what each covers or why it does not. */
export function Scope2Section({ view }: { view: InventoryView }) {
  const { t } = useWords();
  const { why, save } = useSettings(view);
  const [open, setOpen] = useState<Instrument | 'new' | null>(null);
  const { scope2 } = view.result;
  const { instruments } = view.settings;
  const coveredPct = Number(scope2.mwh) > 0 ? (Number(scope2.coveredMwh) / Number(scope2.mwh)) * 100 : 0;
  const add = (
    <Deed type="primary" why={why} onClick={() => setOpen('new')}>
      {t('inventory.addInstrument')}
    </Deed>
  );
  return (
    <>
      <Section title={t('inventory.tab.scope2')}>
        <KeyValues
          columns={3}
          items={[
            { label: t('inventory.byLocation'), value: <FigureLink value={scope2.locationBased} of="scope" id="2" large /> },
            { label: t('inventory.byMarket'), value: <FigureLink value={scope2.marketBased} of="market" large /> },
            {
              label: t('inventory.coveredMwh'),
              value: t('inventory.coveredText', { covered: scope2.coveredMwh, all: scope2.mwh, pct: coveredPct.toFixed(1) }),
            },
          ]}
        />
        {scope2.withoutResidual.length > 0 && (
          <p className="th-quiet th-small">{t('inventory.fallback', { n: scope2.withoutResidual.length })}</p>
        )}
      </Section>
      <Section title={t('inventory.instruments')} extra={add}>
        {instruments.length === 0 ? (
          <EmptyState title={t('inventory.noInstruments')} text={t('inventory.noInstrumentsText')} actions={add} />
        ) : (
          <InstrumentTable
            view={view}
            onOpen={setOpen}
            onRemove={why === null ? (id) => save({ instruments: instruments.filter((one) => one.id !== id) }) : null}
          />
        )}
      </Section>
      {open !== null && <InstrumentForm view={view} instrument={open === 'new' ? null : open} onClose={() => setOpen(null)} />}
    </>
  );
}

function InstrumentTable({
  view,
  onOpen,
  onRemove,
}: {
  view: InventoryView;
  onOpen: (one: Instrument) => void;
  onRemove: ((id: string) => void) | null;
}) {
  const { t } = useWords();
  const { scope2 } = view.result;
  const refused = new Map(scope2.refused.map((one) => [one.instrumentId, one]));
  const applicationsOf = (id: string) => scope2.applications.filter((one) => one.instrumentId === id).map((one) => one.mwh);
  return (
    <PlainTable
      rows={view.settings.instruments}
      rowKey={(one) => one.id}
      columns={[
        {
          key: 'number',
          title: t('inventory.number'),
          show: (one) => (
            <Button type="link" style={{ padding: 0 }} onClick={() => onOpen(one)}>
              {one.number}
            </Button>
          ),
        },
        { key: 'name', title: t('inventory.name'), show: (one) => one.name },
        { key: 'kind', title: t('inventory.instrumentKind'), show: (one) => t(`inventory.instrument.${one.kind}`) },
        { key: 'mwh', title: t('inventory.mwh'), show: (one) => <Quantity value={one.mwh} unit="MWh" />, className: 'th-right' },
        {
          key: 'applied',
          title: t('inventory.applied'),
          show: (one) => <Quantity value={sumOf(applicationsOf(one.id)).toFixed()} unit="MWh" />,
          className: 'th-right',
        },
        {
          key: 'left',
          title: t('inventoryLines.left'),
          show: (one) => (
            <Quantity
              value={decimal(one.mwh)
                .minus(sumOf(applicationsOf(one.id)))
                .toFixed()}
              unit="MWh"
            />
          ),
          className: 'th-right',
        },
        {
          key: 'factor',
          title: t('inventory.factor'),
          show: (one) => one.factor.parts.map((part) => `${part.value} ${part.unit}`).join('; '),
        },
        {
          key: 'claims',
          title: t('inventory.claims'),
          show: (one) => one.claims.map((claim) => `${claim.station} ${claim.month} ${claim.first}–${claim.last}`).join('; '),
        },
        {
          key: 'state',
          title: t('common.state'),
          show: (one) => <InstrumentState no={refused.get(one.id)} />,
        },
        {
          key: 'remove',
          title: '',
          show: (one) =>
            onRemove && (
              <Button size="small" type="text" danger onClick={() => onRemove(one.id)}>
                {t('inventory.remove')}
              </Button>
            ),
        },
      ]}
    />
  );
}

function InstrumentState({ no }: { no: InventoryView['result']['scope2']['refused'][number] | undefined }) {
  const { t } = useWords();
  if (!no) return <Tag tone="good">{t('inventory.isApplied')}</Tag>;
  if (no.claimed.length > 0)
    return <Tag tone="bad">{t('inventory.claimedBy', { by: no.claimed.map((claim) => claim.reference).join(', ') })}</Tag>;
  const what = instrumentCriteria.filter((one) => no.missed.includes(one)).map((one) => t(`inventory.criterion.${one}`));
  return <Tag tone="bad">{t('inventory.missed', { what: what.join('; ') })}</Tag>;
}
