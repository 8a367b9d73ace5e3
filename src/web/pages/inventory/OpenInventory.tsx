import { Checkbox, Form, Input, Select } from 'antd';
import { inventoryEndpoints as e } from '../../../contract/inventory.ts';
import { consolidationApproaches } from '../../../kernel/organization/consolidation.ts';
import { useAsk, useDeed } from '../../api/queries.ts';
import { FormDrawer } from '../../parts/FormDrawer.tsx';
import { useRules } from '../../parts/fields.tsx';
import { useDone } from '../../parts/use-done.ts';
import { paths } from '../../paths.ts';
import { entityOptions, firstEntity, useWorkplace } from '../../shell/workplace.ts';
import { useGo } from '../../ui/GoLink.tsx';
import { useWords } from '../../words/language.ts';
import { type Frameworks, inventoryReads } from './model.ts';

interface Fields {
  name: string;
  entityId: string;
  year: number;
  approach: (typeof consolidationApproaches)[number];
  gwpSet: string;
  sector: string;
  chosen: string[];
  responsible?: string;
  intendedUse?: string;
}

const firstYear = 2018;

/** The profile: what the organization is and has decides which sources stand in its inventory from the start. */
export function OpenInventory({ onClose }: { onClose: () => void }) {
  const { t, say, language } = useWords();
  const rules = useRules();
  const go = useGo();
  const { tree, at, year } = useWorkplace();
  const asked = useAsk(e.readFrameworks, {});
  const [form] = Form.useForm<Fields>();
  const deed = useDeed(e.openInventory, inventoryReads);
  const done = useDone<{ id: string }>(({ id }) => go(paths.inventoryOf(id)), t('common.saved'));
  const books = asked.data;
  if (!tree.data || !books) return null;
  const sectorOf = (id: string) => books.sectors.find((one) => one.id === id);
  const years = Array.from({ length: (year ?? firstYear) - firstYear + 3 }, (_, i) => firstYear + i).reverse();
  const initial = {
    entityId: firstEntity(tree.data, at)?.id ?? '',
    year: year ?? firstYear,
    approach: 'operational_control' as const,
    gwpSet: 'AR6',
    sector: 'office',
    chosen: sectorOf('office')?.sources ?? [],
  };
  return (
    <FormDrawer<Fields>
      open
      size={760}
      title={t('inventory.open')}
      form={form}
      initial={initial}
      busy={deed.isPending}
      problem={deed.error}
      onClose={onClose}
      submitLabel={t('inventory.openNow')}
      onSubmit={({ year: of, responsible = '', intendedUse = '', ...fields }) =>
        deed.mutate({ body: { ...fields, from: `${of}-01`, to: `${of}-12`, responsible, intendedUse } }, done)
      }
      intro={t('inventory.openText')}
    >
      <Form.Item name="name" label={t('inventory.name')} rules={[rules.words]}>
        <Input maxLength={200} />
      </Form.Item>
      <div className="th-form-grid">
        <Form.Item name="entityId" label={t('inventory.entity')} rules={[rules.required]}>
          <Select options={entityOptions(tree.data, language)} />
        </Form.Item>
        <Form.Item name="year" label={t('inventory.year')} rules={[rules.required]}>
          <Select options={years.map((value) => ({ value, label: String(value) }))} />
        </Form.Item>
        <Form.Item name="approach" label={t('inventory.approachLabel')}>
          <Select options={consolidationApproaches.map((value) => ({ value, label: t(`inventory.approach.${value}`) }))} />
        </Form.Item>
        <Form.Item name="gwpSet" label={t('inventory.gwpSet')}>
          <Select options={books.gwpSets.map((value) => ({ value, label: value }))} />
        </Form.Item>
      </div>
      <Form.Item name="sector" label={t('inventory.sector')} extra={t('inventory.sectorHint')}>
        <Select
          options={books.sectors.map((one) => ({ value: one.id, label: say(one.title) }))}
          onChange={(id: string) => form.setFieldValue('chosen', sectorOf(id)?.sources ?? [])}
        />
      </Form.Item>
      <ProfileItem books={books} />
      <Form.Item name="responsible" label={t('inventory.responsible')}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="intendedUse" label={t('inventory.intendedUse')}>
        <Input.TextArea rows={2} maxLength={4000} />
      </Form.Item>
    </FormDrawer>
  );
}

function ProfileItem({ books }: { books: Frameworks }) {
  const { t, say } = useWords();
  return (
    <Form.Item name="chosen" label={t('inventory.profile')}>
      <Checkbox.Group style={{ display: 'block' }}>
        {books.groups.map((one) => {
          const own = books.templates.filter((template) => template.group === one.id);
          return own.length === 0 ? null : (
            <fieldset key={one.id} className="th-fieldset">
              <legend>{say(one.title)}</legend>
              <div className="th-row" style={{ flexWrap: 'wrap' }}>
                {own.map((template) => (
                  <Checkbox key={template.id} value={template.id}>
                    {say(template.title)}
                  </Checkbox>
                ))}
              </div>
            </fieldset>
          );
        })}
      </Checkbox.Group>
    </Form.Item>
  );
}
