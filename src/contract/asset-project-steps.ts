import type { ProjectStep } from '../kernel/asset/project-cycle.ts';
import type { Text } from '../kernel/text.ts';

/** Steps of a reduction project's cycle and what is told of each; `waits`: which working days of the rules follow it. */
export const projectSteps: Readonly<
  Record<
    ProjectStep,
    {
      readonly title: Text;
      readonly body: boolean;
      readonly period: boolean;
      readonly quantity: boolean;
      readonly waits: 'notice' | 'registry' | null;
    }
  >
> = {
  design: { ...plain('项目设计文件', 'Design document') },
  public_notice: { ...plain('设计文件公示', 'Design under public notice'), waits: 'notice' },
  validated: { ...plain('审定报告', 'Validated'), body: true },
  applied: { ...plain('申请项目登记', 'Registration applied for'), waits: 'registry' },
  registered: { ...plain('项目已登记', 'Project registered') },
  monitored: { ...plain('监测与核算报告', 'Monitoring report'), period: true, quantity: true },
  published: { ...plain('核算报告公示', 'Report under public notice'), waits: 'notice' },
  verified: { ...plain('核查报告', 'Verified'), body: true, quantity: true },
  issue_applied: { ...plain('申请减排量登记', 'Issue applied for'), waits: 'registry' },
  reduction_registered: { ...plain('减排量已登记', 'Reduction registered'), quantity: true },
  issued: { ...plain('已签发', 'Credits issued'), quantity: true },
  ended: { ...plain('项目终止', 'Project ended') },
};

function plain(zh: string, en: string) {
  return { title: { zh, en }, body: false, period: false, quantity: false, waits: null };
}

/** Methodologies a project may follow, with the named calculation that tells its credits; none: entered by hand as reported. */
export const methodologies = {
  'CCER-01-001': { title: { zh: '并网光热发电', en: 'Grid-connected concentrated solar power' }, calculation: 'cn-ccer-renewable-power' },
  'CCER-01-002': { title: { zh: '并网海上风力发电', en: 'Grid-connected offshore wind' }, calculation: 'cn-ccer-renewable-power' },
  'CCER-10-001': {
    title: { zh: '煤矿低浓度瓦斯与风排瓦斯利用', en: 'Low-concentration coal-mine methane' },
    calculation: 'cn-ccer-methane-destruction',
  },
  'CCER-14-001': { title: { zh: '造林碳汇', en: 'Afforestation' }, calculation: 'cn-ccer-forestry' },
  'CCER-14-002': { title: { zh: '红树林营造', en: 'Mangrove planting' }, calculation: 'cn-ccer-forestry' },
} as const satisfies Record<string, { readonly title: Text; readonly calculation: string }>;
export type Methodology = keyof typeof methodologies;
export const methodologyCodes = [...(['CCER-01-001', 'CCER-01-002', 'CCER-10-001', 'CCER-14-001', 'CCER-14-002'] as const)];
