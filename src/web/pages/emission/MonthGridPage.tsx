import { Outlet } from '@tanstack/react-router';
import { emissionEndpoints } from '../../../contract/emission.ts';
import { useAsk } from '../../api/queries.ts';
import { Answer } from '../../parts/Answer.tsx';
import { useAddress } from '../../shell/address.ts';
import { MonthGridView } from './MonthGridView.tsx';

/** 月度数据: the activity data of a unit by month, entered and closed here (A.8). A derivation opens over it. */
export function MonthGridPage() {
  const params = useAddress('unitId', 'year');
  const place = { unitId: params.unitId, year: Number(params.year) };
  const grid = useAsk(emissionEndpoints.readMonthGrid, { params: place });
  return (
    <>
      <Answer of={grid} rows={14}>
        {(data) => <MonthGridView key={`${place.unitId} ${place.year}`} grid={data} place={place} />}
      </Answer>
      <Outlet />
    </>
  );
}
