import { useState } from 'react';
import type { ReplyOf } from '../../../contract/endpoint.ts';
import type { organizationEndpoints } from '../../../contract/organization.ts';
import { DayLabel } from '../../parts/Labels.tsx';
import { Quantity } from '../../parts/Quantity.tsx';
import { type Column, TableView } from '../../parts/TableView.tsx';
import { Tag, type Tone } from '../../parts/Tag.tsx';
import { entityAt, type OrganizationTree, unitAt } from '../../shell/workplace.ts';
import { useWords } from '../../words/language.ts';
import { MeterDrawer } from './MeterDrawer.tsx';

export type Meter = ReplyOf<typeof organizationEndpoints.listMeters>['items'][number];
export type Calibration = Meter['calibrations'][number];

const calibrationTone: Record<Meter['calibrationState'], Tone> = { valid: 'good', due_soon: 'warn', expired: 'bad', never: 'bad' };

/** Meters with the state of their calibration; a row opens the meter beside the list. `shownId` is the one an address asks for. */
export function MeterTable({
  meters,
  tree,
  compact,
  shownId = null,
  onShow,
  filters,
  empty,
  filtered,
}: {
  meters: readonly Meter[];
  tree: OrganizationTree;
  compact?: boolean;
  shownId?: string | null;
  onShow?: (id: string | null) => void;
  filters?: React.ReactNode;
  empty?: React.ReactNode;
  filtered?: boolean;
}) {
  const { t } = useWords();
  const [own, setOwn] = useState<string | null>(null);
  const openId = onShow ? shownId : own;
  const show = onShow ?? setOwn;
  const placeOf = usePlaceOf(tree);
  const columns = useColumns(placeOf, compact === true);
  const open = meters.find((meter) => meter.id === openId) ?? null;
  return (
    <>
      <TableView<Meter>
        name={t('organization.meters')}
        rows={meters}
        columns={columns}
        rowKey={(meter) => meter.id}
        filters={filters}
        empty={empty}
        filtered={filtered ?? false}
        onOpen={(meter) => show(meter.id)}
        bare={compact === true}
      />
      <MeterDrawer meter={open} place={open ? placeOf(open) : ''} tree={tree} onClose={() => show(null)} />
    </>
  );
}

/** Entity and unit of a meter in words. */
function usePlaceOf(tree: OrganizationTree): (meter: Meter) => string {
  const { nameOf } = useWords();
  return (meter) =>
    [entityAt(tree, meter.entityId), unitAt(tree, meter.unitId)].flatMap((one) => (one ? nameOf(one) : [])).join(' \u203a ');
}

/** On a unit's own page its place goes without saying, and kind and error stand in the meter's drawer. */
function useColumns(placeOf: (meter: Meter) => string, compact: boolean): Column<Meter>[] {
  const { t, nameOf } = useWords();
  const columns: Column<Meter>[] = [
    {
      key: 'code',
      title: t('common.code'),
      text: (meter) => meter.code,
      sort: 'text',
      nowrap: true,
      show: (meter) => <code>{meter.code}</code>,
    },
    {
      key: 'name',
      title: t('common.name'),
      text: nameOf,
      sort: 'text',
      show: (meter) => <strong className="th-medium">{nameOf(meter)}</strong>,
    },
    { key: 'kind', title: t('common.kind'), text: (meter) => t(`organization.meterKind.${meter.kind}`), sort: 'text', nowrap: true },
    { key: 'place', title: t('organization.placeOf'), text: placeOf, sort: 'text' },
    {
      key: 'parameter',
      title: t('organization.meterParameter'),
      text: (meter) => meter.parameter,
      show: (meter) => <code>{meter.parameter}</code>,
    },
    { key: 'class', title: t('organization.accuracyClass'), text: (meter) => meter.accuracyClass, align: 'right' },
    {
      key: 'accuracy',
      title: t('organization.accuracy'),
      text: (meter) => meter.accuracyPct,
      align: 'right',
      show: (meter) => (
        <>
          {'\u00b1'}
          <Quantity value={meter.accuracyPct} unit="%" />
        </>
      ),
    },
    {
      key: 'last',
      title: t('organization.lastCalibration'),
      text: (meter) => lastOf(meter)?.calibratedOn ?? '',
      sort: 'text',
      show: (meter) =>
        lastOf(meter) ? <DayLabel day={lastOf(meter)?.calibratedOn ?? null} /> : <span className="th-quiet">{t('common.none')}</span>,
    },
    {
      key: 'until',
      title: t('organization.validUntil'),
      text: (meter) => meter.validUntil ?? '',
      sort: 'text',
      show: (meter) => (meter.validUntil ? <DayLabel day={meter.validUntil} /> : <span className="th-quiet">{t('common.none')}</span>),
    },
    {
      key: 'state',
      title: t('common.state'),
      text: (meter) => (meter.retired ? t('organization.outOfService') : t(`organization.calibrationState.${meter.calibrationState}`)),
      sort: 'text',
      show: (meter) => <MeterState meter={meter} />,
    },
  ];
  return compact ? columns.filter((column) => !['place', 'kind', 'accuracy'].includes(column.key)) : columns;
}

/** A meter out of service needs no calibration: that it is says more. */
export function MeterState({ meter }: { meter: Meter }) {
  const { t } = useWords();
  if (meter.retired) return <Tag tone="plain">{t('organization.outOfService')}</Tag>;
  return <Tag tone={calibrationTone[meter.calibrationState]}>{t(`organization.calibrationState.${meter.calibrationState}`)}</Tag>;
}

function lastOf(meter: Meter): Meter['calibrations'][number] | undefined {
  return meter.calibrations.reduce<Meter['calibrations'][number] | undefined>(
    (last, one) => (last === undefined || one.calibratedOn > last.calibratedOn ? one : last),
    undefined,
  );
}
