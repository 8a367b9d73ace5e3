import { Checkbox, Select } from 'antd';
import { useState } from 'react';
import { documentEndpoints, evidenceKind } from '../../../contract/document.ts';
import { call } from '../../api/call.ts';
import type { EvidenceSummary } from '../../api/files.ts';
import { useAsk } from '../../api/queries.ts';
import { bytes } from '../../format/number.ts';
import { Answer } from '../../parts/Answer.tsx';
import { RightDeed } from '../../parts/Deed.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { useEvidenceKind } from '../../parts/EvidenceList.tsx';
import { EvidenceUpload } from '../../parts/EvidenceUpload.tsx';
import { HashText, InstantLabel, SpanLabel } from '../../parts/Labels.tsx';
import { type Column, TableView } from '../../parts/TableView.tsx';
import { Tag, type Tone } from '../../parts/Tag.tsx';
import { usePages } from '../../parts/use-pages.ts';
import { paths } from '../../paths.ts';
import { useWorkplace } from '../../shell/workplace.ts';
import { GoLink, useGo } from '../../ui/GoLink.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { PageHead, Section } from '../../ui/Page.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import { useSearchFields } from '../../ui/useSearchFields.ts';
import { useWords } from '../../words/language.ts';
import './evidence.css';

export const validityTones: Record<EvidenceSummary['validity'], Tone> = {
  current: 'good',
  expires_soon: 'warn',
  expired: 'bad',
  unlimited: 'plain',
};
const validities = ['current', 'expires_soon', 'expired', 'unlimited'] as const;

/** All evidence with its filters; a new file by the button or by dropping it anywhere on the upload. */
export function EvidencePage() {
  const { t } = useWords();
  const go = useGo();
  const [fields, change] = useSearchFields();
  const [uploading, setUploading] = useState(false);
  const kind = evidenceKind.options.find((one) => one === fields.kind);
  const validity = validities.find((one) => one === fields.validity);
  const filter = {
    ...(fields.search ? { search: fields.search } : {}),
    ...(kind ? { kind } : {}),
    ...(validity ? { validity } : {}),
    ...(fields.month ? { coveringMonth: fields.month } : {}),
    ...(fields.unused === '1' ? { unused: '1' as const } : {}),
  };
  const pages = usePages((window) => call(documentEndpoints.listEvidence, { query: { ...filter, ...window } }));
  const page = useAsk(documentEndpoints.listEvidence, { query: { ...filter, ...pages.window } });
  const columns = useColumns();
  const upload = (
    <RightDeed type="primary" action="evidence.add" icon={<Icon name="upload" size={15} />} onClick={() => setUploading(true)}>
      {t('evidence.upload')}
    </RightDeed>
  );
  return (
    <>
      <PageHead title={t('shell.page.evidence')} clause="7.4" summary={t('evidence.summary')} extra={upload} />
      <Section flush>
        <Answer of={page} rows={10}>
          {(list) => (
            <TableView<EvidenceSummary>
              name={t('shell.page.evidence')}
              rows={list.items}
              columns={columns}
              rowKey={(one) => one.id}
              selectable
              filtered={Object.keys(filter).length > 0}
              onOpen={(one) => go(paths.evidenceOf(one.id))}
              paging={pages.paging(list.total)}
              filters={<Filters fields={fields} change={(parts) => change({ ...parts, offset: null })} />}
              empty={<EmptyState title={t('evidence.emptyTitle')} text={t('evidence.emptyText')} clause="7.4" actions={upload} />}
            />
          )}
        </Answer>
      </Section>
      <EvidenceUpload open={uploading} onClose={() => setUploading(false)} />
    </>
  );
}

function useColumns(): Column<EvidenceSummary>[] {
  const { t } = useWords();
  const kindName = useEvidenceKind();
  return [
    {
      key: 'title',
      title: t('evidence.title'),
      text: (one) => one.title,
      show: (one) => (
        <span className="th-evidence-title">
          <GoLink to={paths.evidenceOf(one.id)}>{one.title}</GoLink>
          {saysMore(one.file.fileName, one.title) && <span className="th-small th-quiet th-block">{one.file.fileName}</span>}
        </span>
      ),
    },
    { key: 'fileName', title: t('evidence.file'), text: (one) => one.file.fileName, exportOnly: true },
    { key: 'kind', title: t('evidence.kindLabel'), text: (one) => kindName(one.kind), nowrap: true },
    {
      key: 'period',
      title: t('evidence.period'),
      text: (one) => `${one.periodFrom ?? ''}/${one.periodTo ?? ''}`,
      show: (one) => <SpanLabel from={one.periodFrom} to={one.periodTo} />,
    },
    {
      key: 'validity',
      title: t('evidence.validityLabel'),
      text: (one) => t(`evidence.validity.${one.validity}`),
      show: (one) =>
        one.validity === 'unlimited' ? (
          <span className="th-quiet">{t('evidence.validity.unlimited')}</span>
        ) : (
          <span className="th-row">
            <Tag tone={validityTones[one.validity]}>{t(`evidence.validity.${one.validity}`)}</Tag>
            <span className="th-num">{one.validUntil}</span>
          </span>
        ),
    },
    {
      key: 'uses',
      title: t('evidence.uses'),
      align: 'right',
      text: (one) => String(one.useCount),
      show: (one) => (one.useCount === 0 ? <Tag tone="warn">{t('evidence.unused')}</Tag> : one.useCount),
    },
    { key: 'revision', title: t('evidence.revisions'), align: 'right', text: (one) => String(one.revision) },
    {
      key: 'size',
      title: t('evidence.size'),
      align: 'right',
      text: (one) => String(one.file.sizeBytes),
      show: (one) => bytes(one.file.sizeBytes),
    },
    { key: 'sha256', title: 'SHA-256', text: (one) => one.file.fileSha256, show: (one) => <HashText sha256={one.file.fileSha256} /> },
    { key: 'recorded', title: t('evidence.recorded'), text: (one) => one.recordedAt, show: (one) => <InstantLabel at={one.recordedAt} /> },
    { key: 'by', title: t('evidence.recordedBy'), text: (one) => one.file.recordedByName, exportOnly: true },
  ];
}

function Filters({
  fields,
  change,
}: {
  fields: Readonly<Record<string, string>>;
  change: (parts: Readonly<Record<string, string | null>>) => void;
}) {
  const { t, language } = useWords();
  const kindName = useEvidenceKind();
  const { year } = useWorkplace();
  const months = year === null ? [] : Array.from({ length: 12 }, (_, index) => `${year}-${String(index + 1).padStart(2, '0')}`);
  const chosen = (name: string) => (fields[name] ? { value: fields[name] } : {});
  return (
    <>
      <SearchField value={fields.search ?? ''} placeholder={t('evidence.searchHint')} onSearch={(search) => change({ search })} />
      <Select<string>
        allowClear
        className="th-filter"
        placeholder={t('evidence.kindLabel')}
        aria-label={t('evidence.kindLabel')}
        {...chosen('kind')}
        options={evidenceKind.options.map((kind) => ({ value: kind, label: kindName(kind) }))}
        onChange={(kind) => change({ kind: kind ?? null })}
      />
      <Select<string>
        allowClear
        className={language === 'zh' ? 'th-filter-short' : 'th-filter'}
        placeholder={t('evidence.covering')}
        aria-label={t('evidence.covering')}
        {...chosen('month')}
        options={months.map((month) => ({ value: month, label: month }))}
        onChange={(month) => change({ month: month ?? null })}
      />
      <Select<string>
        allowClear
        className="th-filter-short"
        placeholder={t('evidence.validityLabel')}
        aria-label={t('evidence.validityLabel')}
        {...chosen('validity')}
        options={validities.map((validity) => ({ value: validity, label: t(`evidence.validity.${validity}`) }))}
        onChange={(validity) => change({ validity: validity ?? null })}
      />
      <Checkbox checked={fields.unused === '1'} onChange={(event) => change({ unused: event.target.checked ? '1' : null })}>
        {t('evidence.onlyUnused')}
      </Checkbox>
    </>
  );
}

/** Whether the file's name tells anything beside the title. */
function saysMore(fileName: string, title: string): boolean {
  return fileName.replace(/\.[^.]+$/, '') !== title;
}
