import { Button, Form, Input } from 'antd';
import { FormDrawer } from '../../../parts/FormDrawer.tsx';
import { NumberItem, useRules } from '../../../parts/fields.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { useWords } from '../../../words/language.ts';
import styles from './industry.module.css';
import type { LineDraft, RowDraft } from './sheet-model.ts';

/** The special lines of one entity, which get their verified emission. */
export function LinesForm({ row, onDone, onClose }: { row: RowDraft; onDone: (lines: readonly LineDraft[]) => void; onClose: () => void }) {
  const { t } = useWords();
  const rules = useRules();
  const [form] = Form.useForm<{ lines: LineDraft[] }>();
  return (
    <FormDrawer<{ lines: LineDraft[] }>
      open
      title={t('industry.linesTitle', { name: row.name })}
      form={form}
      initial={{ lines: [...row.lines] }}
      busy={false}
      problem={null}
      submitLabel={t('industry.linesDone')}
      onSubmit={({ lines }) => onDone(lines ?? [])}
      onClose={onClose}
      intro={t('industry.linesIntro')}
    >
      <Form.List name="lines">
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }) => (
              <div key={key} className={styles.lineRow}>
                <Form.Item name={[name, 'name']} label={t('industry.line')} rules={[rules.words]}>
                  <Input maxLength={200} />
                </Form.Item>
                <NumberItem name={[name, 'emission']} label={t('industry.lineEmission')} unit="tCO2e" required />
                <Button
                  type="text"
                  icon={<Icon name="close" size={16} />}
                  aria-label={t('industry.remove', { name: String(name + 1) })}
                  onClick={() => remove(name)}
                />
              </div>
            ))}
            <Button icon={<Icon name="plus" size={15} />} onClick={() => add({ name: '', emission: '' })}>
              {t('industry.addLine')}
            </Button>
          </>
        )}
      </Form.List>
    </FormDrawer>
  );
}
