import { Button } from 'antd';
import { emissionEndpoints } from '../../../contract/emission.ts';
import { useDeed } from '../../api/queries.ts';
import { RefusalNotice } from '../../parts/RefusalNotice.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { useWords } from '../../words/language.ts';
import type { Cell, Row } from './grid-model.ts';
import { type GridPlace, useTakeGrid } from './useMonthSheet.ts';

interface Props {
  readonly row: Row;
  readonly month: string;
  readonly place: GridPlace;
  readonly cell: Cell | undefined;
}

/** A fuel that was not burnt is no gap: one click records the zero as what it is, a measured figure that says so. It is data like any other afterwards. */
export function NoConsumption({ row, month, place, cell }: Props) {
  const { t, say } = useWords();
  const take = useTakeGrid(place);
  const record = useDeed(emissionEndpoints.recordActivityData, []);
  const zero = {
    month,
    parameter: row.parameter,
    fuelStreamId: row.fuelStreamId,
    value: '0',
    acquisition: 'measured',
    comment: t('emission.noConsumption.comment'),
    seenVersion: cell?.datumVersion ?? 0,
  } as const;
  return (
    <div>
      <Button
        size="small"
        icon={<Icon name="check" size={14} />}
        title={t('emission.noConsumption.hint')}
        loading={record.isPending}
        onClick={() => record.mutate({ params: place, body: { cells: [zero] } }, { onSuccess: take })}
      >
        {t('emission.noConsumption.record', { fuel: row.fuelStreamName ? say(row.fuelStreamName) : '' })}
      </Button>
      {record.isError ? <RefusalNotice problem={record.error} /> : null}
    </div>
  );
}
