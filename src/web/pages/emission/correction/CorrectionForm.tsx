import { Form, Input } from 'antd';
import { useState } from 'react';
import { correctionEndpoints as e } from '../../../../contract/correction.ts';
import { useDeed } from '../../../api/queries.ts';
import { monthName } from '../../../format/time.ts';
import { Deed } from '../../../parts/Deed.tsx';
import { EvidenceItem } from '../../../parts/EvidenceItem.tsx';
import { FormDrawer } from '../../../parts/FormDrawer.tsx';
import { numberOut, ReasonItem, useRules } from '../../../parts/fields.tsx';
import { RefusalNotice } from '../../../parts/RefusalNotice.tsx';
import { Unit } from '../../../parts/Unit.tsx';
import { useDone } from '../../../parts/use-done.ts';
import { cellKey } from '../../../ui/grid/drafts.ts';
import { useWords } from '../../../words/language.ts';
import type { GridIndex } from '../grid-model.ts';
import { Difference } from './MonthCorrections.tsx';

interface Fields {
  values: Record<string, string>;
  reason: string;
}

/** Asks for the correction of a locked month: new values where they are wrong, the reason, and the difference tried before. */
export function CorrectionForm({
  index,
  unitId,
  month,
  onClose,
}: {
  index: GridIndex;
  unitId: string;
  month: string;
  onClose: () => void;
}) {
  const { t, language } = useWords();
  const done = useDone(onClose, t('correction.requested'));
  const [form] = Form.useForm<Fields>();
  const [evidenceIds, setEvidenceIds] = useState<readonly string[]>([]);
  const request = useDeed(e.requestCorrection);
  const preview = useDeed(e.previewCorrection, []);
  const rows = index.grid.rows.filter((row) => row.primary || index.cells.get(cellKey(row.key, month))?.value);
  const changesOf = (values: Fields['values'] = {}) =>
    rows.flatMap((row) => {
      const value = numberOut(values[row.key.replaceAll('.', ':')]);
      return value === null
        ? []
        : [{ parameter: row.parameter, fuelStreamId: row.fuelStreamId, value, acquisition: 'measured' as const, comment: '' }];
    });
  const params = { unitId, month };
  return (
    <FormDrawer<Fields>
      open
      title={`${t('correction.request')} \u00b7 ${monthName(month, language)}`}
      intro={t('correction.requestText')}
      form={form}
      initial={{ values: {} }}
      busy={request.isPending}
      problem={request.error}
      onSubmit={({ values, reason }) =>
        request.mutate({ params, body: { reason, changes: changesOf(values), evidenceIds: [...evidenceIds] } }, done)
      }
      onClose={onClose}
    >
      <Values index={index} month={month} rows={rows} />
      <div className="th-row">
        <Deed
          why={null}
          loading={preview.isPending}
          onClick={() => preview.mutate({ params, body: { changes: changesOf(form.getFieldValue('values')) } })}
        >
          {t('correction.preview')}
        </Deed>
      </div>
      {preview.data ? <Difference correction={preview.data} /> : null}
      {preview.isError ? <RefusalNotice problem={preview.error} /> : null}
      <ReasonItem />
      <EvidenceItem
        label={t('correction.evidence')}
        icon={evidenceIds.length > 0 ? 'check' : 'paperclip'}
        already={evidenceIds}
        onPick={(ids) => setEvidenceIds((now) => [...now, ...ids])}
      >
        {evidenceIds.length > 0 ? t('correction.evidenceChosen', { count: evidenceIds.length }) : t('correction.chooseEvidence')}
      </EvidenceItem>
    </FormDrawer>
  );
}

/** A field for every row of the month, with what counts now. */
function Values({ index, month, rows }: { index: GridIndex; month: string; rows: GridIndex['grid']['rows'] }) {
  const { t, say } = useWords();
  const rules = useRules();
  return rows.map((row) => {
    const now = index.cells.get(cellKey(row.key, month))?.value ?? null;
    const label = row.fuelStreamName ? `${say(row.fuelStreamName)} \u00b7 ${say(row.title)}` : say(row.title);
    return (
      <Form.Item key={row.key} name={['values', row.key.replaceAll('.', ':')]} label={label} rules={[rules.number]}>
        <Input
          inputMode="decimal"
          className="th-number-field"
          placeholder={now === null ? '' : t('correction.now', { value: now })}
          suffix={<Unit symbol={row.unit} />}
        />
      </Form.Item>
    );
  });
}
