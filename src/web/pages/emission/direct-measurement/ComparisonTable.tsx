import { Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { directMeasurementEndpoints } from '../../../../contract/direct-measurement.ts';
import { useDeed } from '../../../api/queries.ts';
import { group } from '../../../format/number.ts';
import { RightDeed } from '../../../parts/Deed.tsx';
import { MonthLabel } from '../../../parts/Labels.tsx';
import { RefusalNotice } from '../../../parts/RefusalNotice.tsx';
import { type Column, TableView } from '../../../parts/TableView.tsx';
import { Tag } from '../../../parts/Tag.tsx';
import { useWords } from '../../../words/language.ts';
import type { MeasuredYear, MonthRow } from './model.ts';

/** Measured and calculated value of each month; a difference above the stated limit asks for an explanation. */
export function ComparisonTable({ data, shown, onShow }: { data: MeasuredYear; shown: string | null; onShow: (month: string) => void }) {
  const { t } = useWords();
  const [explaining, setExplaining] = useState<MonthRow | null>(null);
  const figure = (value: string | null) => (value === null ? '' : group(value));
  const columns: Column<MonthRow>[] = [
    {
      key: 'month',
      title: t('measurement.month'),
      text: (row) => row.month,
      show: (row) =>
        row.expected > 0 ? (
          <Button
            type={row.month === shown ? 'primary' : 'link'}
            size="small"
            aria-pressed={row.month === shown}
            onClick={() => onShow(row.month)}
          >
            <MonthLabel month={row.month} />
          </Button>
        ) : (
          <MonthLabel month={row.month} />
        ),
    },
    { key: 'measured', title: `${t('measurement.measured')} (t)`, text: (row) => figure(row.measuredShown), align: 'right' },
    { key: 'calculated', title: `${t('measurement.calculated')} (t)`, text: (row) => figure(row.calculatedShown), align: 'right' },
    { key: 'difference', title: `${t('measurement.difference')} (t)`, text: (row) => figure(row.difference), align: 'right' },
    { key: 'percent', title: t('measurement.percent'), text: (row) => row.differencePercent ?? '', align: 'right' },
    { key: 'availability', title: `${t('measurement.availability')} (%)`, text: (row) => row.availability ?? '', align: 'right' },
    {
      key: 'substituted',
      title: t('measurement.substituted'),
      text: (row) => (row.expected > 0 ? String(row.substituted) : ''),
      align: 'right',
    },
    { key: 'missing', title: t('measurement.missing'), text: (row) => (row.expected > 0 ? String(row.missing) : ''), align: 'right' },
    {
      key: 'explanation',
      title: t('measurement.explanation'),
      text: (row) => row.explanation?.reason ?? '',
      show: (row) => <Standing row={row} onExplain={() => setExplaining(row)} />,
    },
  ];
  return (
    <>
      <TableView name={t('measurement.months')} rows={data.months} columns={columns} rowKey={(row) => row.month} />
      {explaining && <Explain unitId={data.unitId} row={explaining} onClose={() => setExplaining(null)} />}
    </>
  );
}

function Standing({ row, onExplain }: { row: MonthRow; onExplain: () => void }) {
  const { t } = useWords();
  if (row.measured === null || row.calculated === null) {
    return (
      <span className="th-quiet">
        {t(row.measured === null && row.calculated === null ? 'measurement.none' : 'measurement.notCompared')}
      </span>
    );
  }
  if (row.needsExplanation)
    return (
      <span className="th-row">
        <Tag tone="warn">{t(row.explanation ? 'measurement.stale' : 'measurement.needed')}</Tag>
        <RightDeed action="measurement.record" size="small" onClick={onExplain}>
          {t('measurement.explain')}
        </RightDeed>
      </span>
    );
  if (row.explanation)
    return (
      <span>
        <Tag tone="good">{t('measurement.explained')}</Tag> {row.explanation.reason}
      </span>
    );
  return <span className="th-quiet">{t('measurement.within')}</span>;
}

function Explain({ unitId, row, onClose }: { unitId: string; row: MonthRow; onClose: () => void }) {
  const { t } = useWords();
  const [reason, setReason] = useState('');
  const explain = useDeed(directMeasurementEndpoints.explainDifference, [
    directMeasurementEndpoints.readMeasuredYear,
    directMeasurementEndpoints.readMeasuredMonth,
  ]);
  const save = () => explain.mutate({ params: { unitId, month: row.month }, body: { reason } }, { onSuccess: onClose });
  return (
    <Modal
      open
      title={`${t('measurement.explain')} \u00B7 ${row.month}`}
      okText={t('common.save')}
      cancelText={t('common.cancel')}
      okButtonProps={{ disabled: reason.trim() === '', loading: explain.isPending }}
      onOk={save}
      onCancel={onClose}
    >
      <p>{t('measurement.explainIntro', { percent: row.differencePercent ?? '' })}</p>
      {explain.error && <RefusalNotice problem={explain.error} />}
      <Form layout="vertical">
        <Form.Item label={t('common.reason')} htmlFor="measurement-reason">
          <Input.TextArea
            id="measurement-reason"
            autoSize={{ minRows: 3 }}
            maxLength={4000}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </Form.Item>
      </Form>
    </Modal>
  );
}
