import { App, Button } from 'antd';
import { uncertaintyEndpoints } from '../../../../contract/uncertainty.ts';
import { useDeed } from '../../../api/queries.ts';
import { group, roundText } from '../../../format/number.ts';
import { InstantLabel, PersonName } from '../../../parts/Labels.tsx';
import { useProblemWords } from '../../../parts/RefusalNotice.tsx';
import { type Column, TableView } from '../../../parts/TableView.tsx';
import { useWords } from '../../../words/language.ts';
import type { Summary } from './model.ts';
import { useUnitName } from './useUnitName.ts';

interface AnalysisHistoryProps {
  readonly items: readonly Summary[];
  readonly shownId: string;
  readonly onShow: (id: string) => void;
}

/** All analyses of the year, newest first; each can be looked at and computed once more. */
export function AnalysisHistory({ items, shownId, onShow }: AnalysisHistoryProps) {
  const { t } = useWords();
  const unitName = useUnitName();
  const { message } = App.useApp();
  const words = useProblemWords();
  const recompute = useDeed(uncertaintyEndpoints.recomputeUncertainty, []);
  const check = (analysisId: string) =>
    recompute.mutate(
      { params: { analysisId } },
      {
        onSuccess: ({ recomputes }) =>
          message.open({ type: recomputes === 'identical' ? 'success' : 'warning', content: t(`uncertainty.recomputed.${recomputes}`) }),
        onError: (fault) => message.error(words(fault).title),
      },
    );
  const columns: Column<Summary>[] = [
    { key: 'number', title: '#', text: (row) => String(row.number), width: 48 },
    { key: 'unit', title: t('uncertainty.form.unit'), text: (row) => unitName(row.unitId) },
    { key: 'approach', title: t('uncertainty.form.approach'), text: (row) => t(`uncertainty.approach.${row.approach}`) },
    { key: 'percent', title: '± %', text: (row) => roundText(row.percent, 3), align: 'right' },
    { key: 'base', title: t('uncertainty.form.baseYear'), text: (row) => (row.baseYear === null ? '' : String(row.baseYear)) },
    {
      key: 'draws',
      title: t('uncertainty.form.draws'),
      text: (row) => (row.draws === null ? '' : group(String(row.draws))),
      align: 'right',
    },
    { key: 'note', title: t('uncertainty.form.note'), text: (row) => row.note },
    {
      key: 'by',
      title: t('uncertainty.by'),
      text: (row) => row.recordedByName,
      show: (row) => <PersonName name={row.recordedByName} />,
      nowrap: true,
    },
    {
      key: 'at',
      title: t('common.time'),
      text: (row) => row.recordedAt,
      show: (row) => <InstantLabel at={row.recordedAt} />,
      nowrap: true,
    },
    {
      key: 'hash',
      title: t('common.hash'),
      text: (row) => row.contentSha256,
      show: (row) => (
        <span className="th-row">
          <code title={row.contentSha256}>{row.contentSha256.slice(0, 12)}</code>
          <Button size="small" loading={recompute.isPending} onClick={() => check(row.id)}>
            {t('uncertainty.recompute')}
          </Button>
          <Button size="small" disabled={row.id === shownId} onClick={() => onShow(row.id)}>
            {t('uncertainty.show')}
          </Button>
        </span>
      ),
    },
  ];
  return <TableView name={t('uncertainty.history')} rows={items} columns={columns} rowKey={(row) => row.id} bare />;
}
