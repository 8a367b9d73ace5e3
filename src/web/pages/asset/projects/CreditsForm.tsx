import { Form, Input, InputNumber, Select } from 'antd';
import { assetAppraisalEndpoints as a } from '../../../../contract/asset-appraisals.ts';
import { methodologies } from '../../../../contract/asset-project-steps.ts';
import { assetProjectEndpoints as e } from '../../../../contract/asset-projects.ts';
import { useDeed } from '../../../api/queries.ts';
import { FormDrawer } from '../../../parts/FormDrawer.tsx';
import { NumberItem, numberOut, useRules } from '../../../parts/fields.tsx';
import { useDone } from '../../../parts/use-done.ts';
import { useWords } from '../../../words/language.ts';
import { type CreditFields, creditInput } from './credit-input.ts';
import type { Project } from './ProjectsPage.tsx';

interface Fields extends CreditFields {
  year: number;
  name: string;
}

/** Expected credits of a year by the calculation of the project's methodology; what is entered is kept with the result. */
export function CreditsForm({ project, year, onClose }: { project: Project; year: number; onClose: () => void }) {
  const { t } = useWords();
  const rules = useRules();
  const [form] = Form.useForm<Fields>();
  const done = useDone(onClose, t('assetProjects.estimated'));
  const record = useDeed(a.recordAppraisal, [e.listAssetProjects, a.listAppraisals]);
  const { calculation } = methodologies[project.methodology];
  function submit({ year: of, name, ...fields }: Fields) {
    const input = creditInput(project.methodology, fields, (value) => numberOut(value) ?? '');
    const body = { kind: 'credits' as const, name, year: of, projectId: project.id, calculation, input };
    record.mutate({ params: { entityId: project.entityId }, body: { ...body, seenVersion: 0, note: '' } }, done);
  }
  return (
    <FormDrawer<Fields>
      open
      title={t('assetProjects.estimate')}
      form={form}
      initial={{ year, name: '', grid_region: 'east' }}
      busy={record.isPending}
      problem={record.error}
      onSubmit={submit}
      onClose={onClose}
      intro={t('assetProjects.estimateText', { calculation })}
    >
      <div className="th-form-grid">
        <Form.Item name="year" label={t('assetProjects.year')} rules={[rules.required]}>
          <InputNumber min={2010} max={2100} precision={0} className="th-number-field" />
        </Form.Item>
        <Form.Item name="name" label={t('assetProjects.assumption')} rules={[rules.words]}>
          <Input maxLength={200} />
        </Form.Item>
      </div>
      {calculation === 'cn-ccer-renewable-power' && <PowerItems isWind={project.methodology === 'CCER-01-002'} />}
      {calculation === 'cn-ccer-methane-destruction' && <MethaneItems />}
      {calculation === 'cn-ccer-forestry' && <ForestItems />}
    </FormDrawer>
  );
}

const regions = ['north', 'northeast', 'east', 'central', 'northwest', 'south'] as const;

function PowerItems({ isWind }: { isWind: boolean }) {
  const { t } = useWords();
  const rules = useRules();
  return (
    <div className="th-form-grid">
      <Form.Item name="grid_region" label={t('assetProjects.input.grid_region')} rules={[rules.required]}>
        <Select options={regions.map((value) => ({ value, label: t(`assetProjects.region.${value}`) }))} />
      </Form.Item>
      {isWind && <NumberItem name="distance_km" label={t('assetProjects.input.distance_km')} unit="km" />}
      {isWind && <NumberItem name="depth_m" label={t('assetProjects.input.depth_m')} unit="m" />}
      <NumberItem name="export_mwh" label={t('assetProjects.input.export_mwh')} unit="MWh" required />
      <NumberItem name="import_mwh" label={t('assetProjects.input.import_mwh')} unit="MWh" />
    </div>
  );
}

function MethaneItems() {
  const { t } = useWords();
  return (
    <div className="th-form-grid">
      <NumberItem name="volume" label={t('assetProjects.input.volume')} unit="Nm3" required />
      <NumberItem name="concentration" label={t('assetProjects.input.concentration')} unit="%" required />
      <NumberItem name="efficiency" label={t('assetProjects.input.efficiency')} unit="%" />
      <NumberItem name="energy_emission" label={t('assetProjects.input.energy_emission')} unit="tCO2e" />
    </div>
  );
}

function ForestItems() {
  const { t } = useWords();
  return (
    <div className="th-form-grid">
      <NumberItem name="area" label={t('assetProjects.input.area')} unit="ha" required />
      <NumberItem name="biomass_start" label={t('assetProjects.input.biomass_start')} unit="t/ha" />
      <NumberItem name="biomass_end" label={t('assetProjects.input.biomass_end')} unit="t/ha" required />
      <NumberItem name="root_shoot" label={t('assetProjects.input.root_shoot')} required />
      <NumberItem name="baseline_removal" label={t('assetProjects.input.baseline_removal')} unit="tCO2" />
      <NumberItem name="leakage" label={t('assetProjects.input.leakage')} unit="tCO2" />
    </div>
  );
}
