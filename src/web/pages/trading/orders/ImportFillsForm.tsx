import { App, Button, Drawer } from 'antd';
import { useState } from 'react';
import { orderEndpoints as e } from '../../../../contract/orders.ts';
import { fillColumns } from '../../../../kernel/trading/fills/read-fills.ts';
import { storeFile } from '../../../api/files.ts';
import { useDeed } from '../../../api/queries.ts';
import { group } from '../../../format/number.ts';
import { FindingList } from '../../../parts/FindingList.tsx';
import { InstantLabel } from '../../../parts/Labels.tsx';
import { PlainTable } from '../../../parts/PlainTable.tsx';
import { plainFinding } from '../../../parts/plain-finding.ts';
import { RefusalNotice } from '../../../parts/RefusalNotice.tsx';
import { Tag } from '../../../parts/Tag.tsx';
import { paths } from '../../../paths.ts';
import { downloadText } from '../../../ui/download.ts';
import { FileDropZone } from '../../../ui/FileDropZone.tsx';
import { GoLink } from '../../../ui/GoLink.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { useFilesInTurn } from '../../../ui/useFilesInTurn.ts';
import { useWords } from '../../../words/language.ts';
import type { FillReport } from './order-model.ts';

/** The exchange's report (xlsx or CSV): what each line would do and every fault at its cell are shown before anything is kept. */
export function ImportFillsForm({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const [file, setFile] = useState<{ sha256: string; name: string } | null>(null);
  const preview = useDeed(e.previewFills, []);
  const take = useDeed(e.importFills);
  const { busy, problem, takeAll } = useFilesInTurn(async (chosen) => {
    const stored = { sha256: (await storeFile(chosen)).sha256, name: chosen.name };
    setFile(stored);
    preview.mutate({ body: { file: stored } });
  });
  const report = file ? preview.data : undefined;
  const fresh = report?.lines.filter((one) => !one.known).length ?? 0;
  const fault = problem ?? preview.error ?? take.error;
  const ready = report !== undefined && report.findings.length === 0 && fresh > 0;
  const keep = () => {
    if (!file) return;
    take.mutate(
      { body: { file } },
      {
        onSuccess: ({ fills, known }) => {
          void message.success(t('orders.fillsTaken', { fills, known }));
          onClose();
        },
      },
    );
  };
  return (
    <Drawer
      open
      onClose={onClose}
      size={820}
      title={t('orders.importFills')}
      footer={
        <div className="th-row th-end">
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="primary" disabled={!ready} loading={take.isPending} onClick={keep}>
            {t('orders.takeFills', { n: fresh })}
          </Button>
        </div>
      }
    >
      <p className="th-form-intro">
        {t('orders.importText')}{' '}
        <button type="button" className="th-linkbutton" onClick={() => downloadText('fills.csv', `\uFEFF${fillColumns.join(',')}\r\n`)}>
          {t('orders.template')}
        </button>
      </p>
      <FileDropZone
        label={t('orders.fillsFile')}
        accept=".xlsx,.csv"
        className="th-drop"
        overClassName="th-drop-over"
        onFiles={(files) => takeAll(files.slice(0, 1))}
      >
        {(choose) => (
          <button type="button" disabled={busy !== null} onClick={choose}>
            <Icon name="upload" size={24} />
            <strong>{file?.name ?? t('orders.chooseFills')}</strong>
          </button>
        )}
      </FileDropZone>
      {fault ? <RefusalNotice problem={fault} /> : null}
      {report && <Report report={report} />}
    </Drawer>
  );
}

function Report({ report }: { report: FillReport }) {
  const { t } = useWords();
  return (
    <>
      {report.findings.length > 0 && (
        <>
          <h3>{t('orders.fillFaults', { n: report.findings.length })}</h3>
          <FindingList findings={report.findings.map(plainFinding)} />
        </>
      )}
      {report.lines.length > 0 && (
        <PlainTable
          rows={report.lines}
          rowKey={(row) => `${row.row}`}
          columns={[
            { key: 'row', title: t('orders.row'), className: 'th-num', show: (row) => row.row },
            { key: 'no', title: t('orders.tradeNo'), show: (row) => row.tradeNo },
            { key: 'order', title: t('orders.no'), show: (row) => <GoLink to={paths.order(row.orderId)}>{row.orderNo}</GoLink> },
            { key: 'at', title: t('orders.tradedAt'), show: (row) => <InstantLabel at={row.tradedAt} /> },
            { key: 'quantity', title: t('orders.quantity'), className: 'th-right', show: (row) => `${group(row.quantity)} t` },
            { key: 'price', title: t('orders.fillPrice'), className: 'th-right', show: (row) => `${group(row.price)} CNY/t` },
            {
              key: 'known',
              title: t('orders.result'),
              show: (row) => <Tag tone={row.known ? 'plain' : 'good'}>{t(row.known ? 'orders.fillKnown' : 'orders.fillNew')}</Tag>,
            },
          ]}
        />
      )}
    </>
  );
}
