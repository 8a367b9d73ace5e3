import { Checkbox, Form, Input, Select } from 'antd';
import { type Methodology, methodologies, methodologyCodes } from '../../../../contract/asset-project-steps.ts';
import { assetProjectEndpoints as e } from '../../../../contract/asset-projects.ts';
import { useDeed } from '../../../api/queries.ts';
import { FormDrawer } from '../../../parts/FormDrawer.tsx';
import { ReasonItem, useRules } from '../../../parts/fields.tsx';
import { useDone } from '../../../parts/use-done.ts';
import { DayField } from '../../../ui/DayField.tsx';
import { useWords } from '../../../words/language.ts';
import type { Project } from './ProjectsPage.tsx';

interface Fields {
  code: string;
  name: string;
  methodology: Methodology;
  constructionOn?: string | null;
  creditingFrom?: string | null;
  creditingTo?: string | null;
  obliged?: boolean;
  insideMarket?: boolean;
  note?: string;
  reason?: string;
}

/** Adds a project, or revises its facts with a reason. */
export function ProjectForm({ entityId, project, onClose }: { entityId: string; project: Project | null; onClose: () => void }) {
  const { t, say } = useWords();
  const rules = useRules();
  const [form] = Form.useForm<Fields>();
  const done = useDone(onClose, t('common.saved'));
  const add = useDeed(e.addAssetProject, [e.listAssetProjects]);
  const revise = useDeed(e.reviseAssetProject, [e.listAssetProjects]);
  function submit({ code, reason, ...fields }: Fields) {
    const facts = {
      ...{ name: fields.name, methodology: fields.methodology, constructionOn: fields.constructionOn ?? null },
      ...{ creditingFrom: fields.creditingFrom ?? null, creditingTo: fields.creditingTo ?? null },
      ...{ obliged: fields.obliged ?? false, insideMarket: fields.insideMarket ?? false, note: fields.note ?? '' },
    };
    if (project === null) add.mutate({ params: { entityId }, body: { code, ...facts } }, done);
    else revise.mutate({ params: { projectId: project.id }, body: { ...facts, reason: reason ?? '', seenVersion: project.version } }, done);
  }
  return (
    <FormDrawer<Fields>
      open
      title={t(project === null ? 'assetProjects.add' : 'assetProjects.revise')}
      form={form}
      initial={project ?? {}}
      busy={add.isPending || revise.isPending}
      problem={add.error ?? revise.error}
      onSubmit={submit}
      onClose={onClose}
    >
      {project === null && (
        <Form.Item name="code" label={t('assetProjects.code')} rules={[rules.words]} extra={t('assetProjects.codeHint')}>
          <Input maxLength={100} />
        </Form.Item>
      )}
      <Form.Item name="name" label={t('assetProjects.name')} rules={[rules.words]}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="methodology" label={t('assetProjects.methodology')} rules={[rules.required]}>
        <Select options={methodologyCodes.map((value) => ({ value, label: `${value} ${say(methodologies[value].title)}` }))} />
      </Form.Item>
      <div className="th-form-grid">
        <Form.Item name="constructionOn" label={t('assetProjects.constructionOn')}>
          <DayField />
        </Form.Item>
        <Form.Item name="creditingFrom" label={t('assetProjects.creditingFrom')}>
          <DayField />
        </Form.Item>
        <Form.Item name="creditingTo" label={t('assetProjects.creditingTo')}>
          <DayField />
        </Form.Item>
      </div>
      <Form.Item name="obliged" valuePropName="checked">
        <Checkbox>{t('assetProjects.obliged')}</Checkbox>
      </Form.Item>
      <Form.Item name="insideMarket" valuePropName="checked">
        <Checkbox>{t('assetProjects.insideMarket')}</Checkbox>
      </Form.Item>
      <Form.Item name="note" label={t('assetProjects.note')}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={4000} />
      </Form.Item>
      {project !== null && <ReasonItem />}
    </FormDrawer>
  );
}
