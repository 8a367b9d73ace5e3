import type { Text } from '../kernel/text.ts';
import type { Role } from './roles.ts';

interface ActionRule {
  readonly title: Text;
  readonly roles: readonly Role[];
}

const readers: readonly Role[] = [
  'group_carbon_manager',
  'plant_statistician',
  'plant_reviewer',
  'plant_manager',
  'lab_analyst',
  'metering_engineer',
  'trader',
  'risk_officer',
  'finance_officer',
  'asset_manager',
  'top_management',
  'internal_auditor',
  'neutrality_owner',
  'administrator',
];

/**
 * Every right of the product in one table: what may be done, and by which roles. The server enforces it in the funnel, the web shows with the same
 * function why a button is disabled, a test walks role × action.
 */
export const actions = {
  'organization.read': { title: { zh: '查看组织', en: 'See the organization' }, roles: readers },
  'organization.maintain': {
    title: { zh: '维护组织与边界', en: 'Maintain organization and boundary' },
    roles: ['group_carbon_manager', 'administrator'],
  },
  'organization.approve_scope': { title: { zh: '批准范围声明', en: 'Approve the scope statement' }, roles: ['top_management'] },
  'meter.maintain': {
    title: { zh: '维护计量器具与校准', en: 'Maintain meters and calibrations' },
    roles: ['metering_engineer', 'group_carbon_manager'],
  },
  'library.read': { title: { zh: '查看因子与方法', en: 'See factors and methods' }, roles: readers },
  'library.propose_factor': {
    title: { zh: '提出自有因子', en: 'Propose an own factor' },
    roles: ['plant_statistician', 'plant_reviewer', 'lab_analyst', 'group_carbon_manager'],
  },
  'library.approve_factor': {
    title: { zh: '批准自有因子', en: 'Approve an own factor' },
    roles: ['group_carbon_manager', 'plant_manager'],
  },
  'emission.read': { title: { zh: '查看排放数据', en: 'See emission data' }, roles: readers },
  'emission.record': { title: { zh: '录入活动数据', en: 'Record activity data' }, roles: ['plant_statistician', 'lab_analyst'] },
  'emission.push': {
    title: { zh: '以接口推送活动数据', en: 'Push activity data by API' },
    roles: ['plant_statistician', 'lab_analyst', 'group_carbon_manager', 'administrator'],
  },
  'laboratory.record': {
    title: { zh: '登记煤样与检测报告', en: 'Record coal samples and reports' },
    roles: ['lab_analyst', 'plant_statistician'],
  },
  'uncertainty.analyse': {
    title: { zh: '分析排放的不确定度', en: 'Analyse the uncertainty of an emission' },
    roles: ['plant_statistician', 'group_carbon_manager'],
  },
  'measurement.record': {
    title: { zh: '导入连续监测数据', en: 'Take in continuous measurements' },
    roles: ['plant_statistician', 'metering_engineer'],
  },
  'metering.read': { title: { zh: '查看计量读数', en: 'See meter readings' }, roles: readers },
  'metering.maintain': {
    title: { zh: '维护计量数据流', en: 'Maintain streams of meter readings' },
    roles: ['metering_engineer', 'group_carbon_manager'],
  },
  'metering.push': {
    title: { zh: '写入计量读数', en: 'Push meter readings' },
    roles: ['metering_engineer', 'plant_statistician', 'group_carbon_manager'],
  },
  'metering.correct': {
    title: { zh: '申请更正读数', en: 'Ask for the correction of a reading' },
    roles: ['metering_engineer', 'plant_statistician'],
  },
  'metering.approve': {
    title: { zh: '批准读数更正', en: 'Approve the correction of a reading' },
    roles: ['plant_reviewer', 'plant_manager', 'group_carbon_manager'],
  },
  'emission.review': { title: { zh: '审核月度数据', en: 'Review a month' }, roles: ['plant_reviewer', 'group_carbon_manager'] },
  'emission.approve': { title: { zh: '批准月度数据', en: 'Approve a month' }, roles: ['plant_manager', 'group_carbon_manager'] },
  'emission.lock': { title: { zh: '锁定月度数据', en: 'Lock a month' }, roles: ['group_carbon_manager'] },
  'control_plan.draft': {
    title: { zh: '起草数据质量控制方案', en: 'Draft the data quality control plan' },
    roles: ['plant_statistician', 'plant_reviewer', 'lab_analyst', 'metering_engineer', 'group_carbon_manager'],
  },
  'control_plan.review': {
    title: { zh: '审核数据质量控制方案', en: 'Review the data quality control plan' },
    roles: ['plant_reviewer', 'group_carbon_manager'],
  },
  'control_plan.approve': {
    title: { zh: '批准数据质量控制方案', en: 'Approve the data quality control plan' },
    roles: ['plant_manager', 'group_carbon_manager'],
  },
  'control_plan.file': {
    title: { zh: '登记数据质量控制方案的报送', en: 'Record the filing of the data quality control plan' },
    roles: ['plant_statistician', 'plant_reviewer', 'group_carbon_manager'],
  },
  'verification_record.enter': {
    title: { zh: '录入核查结果', en: 'Enter a verified figure' },
    roles: ['plant_reviewer', 'group_carbon_manager'],
  },
  'verification_record.confirm': {
    title: { zh: '确认核查结果', en: 'Confirm a verified figure' },
    roles: ['plant_manager', 'group_carbon_manager', 'top_management'],
  },
  'annual_report.prepare': {
    title: { zh: '填写报表信息', en: 'Enter the facts for report forms' },
    roles: ['plant_statistician', 'plant_reviewer', 'plant_manager', 'group_carbon_manager'],
  },
  'annual_report.issue': { title: { zh: '出具年度报告', en: 'Issue an annual report' }, roles: ['plant_manager', 'group_carbon_manager'] },
  'lca.read': { title: { zh: '查看产品碳足迹与数据库', en: 'See product footprints and databases' }, roles: readers },
  'footprint.model': {
    title: { zh: '建立产品碳足迹模型', en: 'Model a product footprint' },
    roles: ['plant_statistician', 'group_carbon_manager', 'neutrality_owner'],
  },
  'footprint.review': {
    title: { zh: '审核产品碳足迹', en: 'Review a product footprint' },
    roles: ['plant_reviewer', 'group_carbon_manager'],
  },
  'footprint.approve': {
    title: { zh: '批准产品碳足迹', en: 'Approve a product footprint' },
    roles: ['plant_manager', 'group_carbon_manager', 'top_management'],
  },
  'inventory.read': { title: { zh: '查看组织清单', en: 'See inventories of organizations' }, roles: readers },
  'inventory.edit': {
    title: { zh: '编制组织清单', en: 'Prepare inventories of organizations' },
    roles: ['plant_statistician', 'group_carbon_manager', 'neutrality_owner'],
  },
  'inventory.review': {
    title: { zh: '审核组织清单', en: 'Review inventories of organizations' },
    roles: ['plant_reviewer', 'group_carbon_manager'],
  },
  'inventory.approve': {
    title: { zh: '批准组织清单', en: 'Approve inventories of organizations' },
    roles: ['plant_manager', 'group_carbon_manager', 'top_management'],
  },
  'inventory.analyse': {
    title: { zh: '评估清单的不确定性', en: 'Assess the uncertainty of inventories' },
    roles: ['plant_statistician', 'plant_reviewer', 'group_carbon_manager', 'neutrality_owner'],
  },
  'inventory_base_year.propose': {
    title: { zh: '提出基准年', en: 'Propose base years' },
    roles: ['plant_statistician', 'plant_reviewer', 'group_carbon_manager', 'neutrality_owner'],
  },
  'inventory_base_year.decide': {
    title: { zh: '决定基准年', en: 'Decide base years' },
    roles: ['plant_manager', 'group_carbon_manager', 'top_management'],
  },
  'inventory_report.prepare': {
    title: { zh: '填写清单报告', en: 'Write the words of inventory reports' },
    roles: ['plant_statistician', 'plant_reviewer', 'plant_manager', 'group_carbon_manager', 'neutrality_owner'],
  },
  'inventory_report.issue': {
    title: { zh: '出具清单报告', en: 'Issue inventory reports' },
    roles: ['plant_manager', 'group_carbon_manager', 'top_management'],
  },
  'asset.read': { title: { zh: '查看碳资产与配额', en: 'See carbon assets and allowances' }, roles: readers },
  'asset.record_allocation': {
    title: { zh: '登记配额决定与分配参数', en: 'Record allocation decisions and inputs' },
    roles: ['asset_manager', 'group_carbon_manager'],
  },
  'asset.confirm_allocation': {
    title: { zh: '确认配额决定', en: 'Confirm allocation decisions' },
    roles: ['asset_manager', 'group_carbon_manager', 'plant_manager', 'top_management'],
  },
  'asset.keep_ledger': {
    title: { zh: '登记碳资产变动', en: 'Enter movements of carbon assets' },
    roles: ['asset_manager', 'group_carbon_manager'],
  },
  'asset.push': {
    title: { zh: '以接口推送登记簿变动', en: 'Push movements of the ledger by API' },
    roles: ['asset_manager', 'group_carbon_manager'],
  },
  'asset.approve_ledger': {
    title: { zh: '批准清缴、注销与质押', en: 'Approve surrender, retirement and pledge' },
    roles: ['asset_manager', 'group_carbon_manager', 'finance_officer', 'top_management'],
  },
  'trading.read': { title: { zh: '查看碳交易', en: 'See carbon trading' }, roles: readers },
  'trading.plan': {
    title: { zh: '起草交易计划、授权与限额', en: 'Draft the trading plan, delegation and limits' },
    roles: ['trader', 'asset_manager'],
  },
  'trading.approve_mandate': {
    title: { zh: '批准交易授权与解除停止', en: 'Approve the trading mandate, lift a stop' },
    roles: ['risk_officer', 'top_management'],
  },
  'trading.stop': { title: { zh: '紧急停止交易', en: 'Stop trading at once' }, roles: ['risk_officer'] },
  'trading.place_order': { title: { zh: '下委托单与撤单', en: 'Place and cancel orders' }, roles: ['trader'] },
  'trading.override_limit': { title: { zh: '放行软限额', en: 'Override soft limits' }, roles: ['risk_officer'] },
  'trading.approve_order': { title: { zh: '批准委托', en: 'Approve orders' }, roles: ['risk_officer', 'top_management'] },
  'trading.record_fill': { title: { zh: '登记成交', en: 'Enter fills' }, roles: ['trader'] },
  'trading.set_risk_basis': {
    title: { zh: '制定交易风险口径与压力情景', en: 'Set what trading risks start from, and the stress scenarios' },
    roles: ['risk_officer'],
  },
  'trading.close_breach': {
    title: { zh: '核对限额、关闭限额突破', en: 'Look at limits, close breaches' },
    roles: ['risk_officer', 'top_management'],
  },
  'trading.settle': { title: { zh: '结算', en: 'Settle trades' }, roles: ['finance_officer'] },
  'trading.draft_contract': {
    title: { zh: '起草碳金融合约', en: 'Draft contracts of carbon finance' },
    roles: ['trader', 'asset_manager'],
  },
  'trading.approve_contract': {
    title: { zh: '批准碳金融合约', en: 'Approve contracts of carbon finance' },
    roles: ['risk_officer', 'top_management'],
  },
  'trading.book_contract': {
    title: { zh: '登记碳金融合约的起始、到期与违约', en: 'Record start, end and default of contracts of carbon finance' },
    roles: ['finance_officer', 'asset_manager'],
  },
  'trading.propose_transfer': {
    title: { zh: '提出内部转让', en: 'Propose internal transfers' },
    roles: ['asset_manager', 'trader', 'group_carbon_manager'],
  },
  'trading.accept_transfer': {
    title: { zh: '接受内部转让', en: 'Accept internal transfers' },
    roles: ['plant_manager', 'group_carbon_manager', 'finance_officer', 'top_management'],
  },
  'trading.set_transfer_price': {
    title: { zh: '提出内部转让价格规则', en: 'Propose the rule of transfer prices' },
    roles: ['finance_officer', 'asset_manager'],
  },
  'trading.approve_transfer_price': {
    title: { zh: '批准内部转让价格规则', en: 'Approve the rule of transfer prices' },
    roles: ['top_management', 'finance_officer'],
  },
  'trading.record_prices': {
    title: { zh: '导入市场价格', en: 'Take in market prices' },
    roles: ['trader', 'risk_officer', 'asset_manager'],
  },
  'asset.keep_accounts': {
    title: { zh: '登记碳资产成本与会计政策', en: 'Record costs and the accounting policy of carbon assets' },
    roles: ['finance_officer', 'asset_manager'],
  },
  'asset.approve_accounts': {
    title: { zh: '批准碳资产会计政策', en: 'Approve the accounting policy of carbon assets' },
    roles: ['finance_officer', 'top_management'],
  },
  'asset.identify': {
    title: { zh: '识别碳资产、登记清单', en: 'Identify carbon assets and keep the inventory' },
    roles: ['asset_manager', 'plant_reviewer', 'plant_statistician'],
  },
  'asset.review_inventory': {
    title: { zh: '复核碳资产清单', en: 'Review lines of the inventory' },
    roles: ['asset_manager', 'finance_officer', 'plant_reviewer', 'plant_manager'],
  },
  'asset.approve_inventory': {
    title: { zh: '批准碳资产清单', en: 'Approve the inventory' },
    roles: ['group_carbon_manager', 'plant_manager', 'top_management'],
  },
  'asset.keep_projects': {
    title: { zh: '维护减排项目', en: 'Keep reduction projects' },
    roles: ['asset_manager', 'group_carbon_manager'],
  },
  'asset.appraise': {
    title: { zh: '保存投资、计价与绩效评估', en: 'Keep appraisals of investments, values and performance' },
    roles: ['asset_manager', 'finance_officer', 'group_carbon_manager'],
  },
  'asset.plan_budget': {
    title: { zh: '编制碳资产预算', en: 'Draft the budget of carbon assets' },
    roles: ['asset_manager', 'finance_officer'],
  },
  'asset.approve_budget': {
    title: { zh: '批准碳资产预算', en: 'Approve the budget of carbon assets' },
    roles: ['finance_officer', 'top_management'],
  },
  'asset.take_stock': {
    title: { zh: '盘点碳资产', en: 'Take stock of carbon assets' },
    roles: ['asset_manager', 'finance_officer'],
  },
  'asset.accept_break': {
    title: { zh: '认可盘点差异的说明', en: 'Accept explanations of stock-take differences' },
    roles: ['finance_officer', 'group_carbon_manager', 'top_management'],
  },
  'neutrality.read': { title: { zh: '查看碳中和', en: 'See carbon neutrality' }, roles: readers },
  'neutrality.keep': {
    title: { zh: '起草碳中和主体、计划、足迹与声明', en: 'Draft subjects, plans, footprints and claims of neutrality' },
    roles: ['neutrality_owner', 'group_carbon_manager'],
  },
  'neutrality.approve': {
    title: { zh: '批准碳中和计划、足迹与减排', en: 'Approve plans, footprints and reductions of neutrality' },
    roles: ['group_carbon_manager', 'plant_manager', 'top_management'],
  },
  'neutrality.sign': {
    title: { zh: '签署碳中和承诺与声明、撤回声明', en: 'Sign commitments and claims of neutrality, withdraw claims' },
    roles: ['top_management'],
  },
  'system.read': { title: { zh: '查看管理体系', en: 'See the management system' }, roles: readers },
  'system.edit': {
    title: { zh: '登记管理体系记录', en: 'Keep records of the management system' },
    roles: [
      ...(['group_carbon_manager', 'plant_statistician', 'plant_reviewer', 'plant_manager', 'lab_analyst', 'metering_engineer'] as const),
      ...(['trader', 'risk_officer', 'finance_officer', 'asset_manager', 'internal_auditor', 'neutrality_owner'] as const),
    ],
  },
  'system.approve': {
    title: { zh: '批准管理体系文件与记录', en: 'Approve documents and records of the management system' },
    roles: ['group_carbon_manager', 'plant_manager', 'top_management'],
  },
  'system.audit': { title: { zh: '实施内部审核', en: 'Conduct internal audits' }, roles: ['internal_auditor'] },
  'system.make_pack': {
    title: { zh: '编制审核包与管理评审包', en: 'Make packs of audits and management reviews' },
    roles: ['internal_auditor', 'group_carbon_manager', 'plant_manager', 'top_management'],
  },
  'system.direct': {
    title: { zh: '批准方针、目标与管理评审', en: 'Approve policy, objectives and management review' },
    roles: ['top_management'],
  },
  'maturity.read': { title: { zh: '查看成熟度评估', en: 'See assessments of maturity' }, roles: readers },
  'maturity.assess': {
    title: { zh: '评估成熟度', en: 'Assess maturity' },
    roles: ['internal_auditor', 'group_carbon_manager'],
  },
  'maturity.sign': {
    title: { zh: '签署成熟度评估', en: 'Sign assessments of maturity' },
    roles: ['top_management', 'group_carbon_manager'],
  },
  'discussion.take_part': { title: { zh: '参与讨论', en: 'Take part in discussions' }, roles: readers },
  'evidence.read': { title: { zh: '查看证据', en: 'See evidence' }, roles: readers },
  'lca.maintain': {
    title: { zh: '导入与停用生命周期数据库', en: 'Import and retire life-cycle databases' },
    roles: ['group_carbon_manager', 'plant_statistician', 'neutrality_owner'],
  },
  'lca.approve': {
    title: { zh: '批准生命周期数据库', en: 'Approve a life-cycle database' },
    roles: ['group_carbon_manager', 'plant_reviewer', 'plant_manager'],
  },
  'evidence.add': {
    title: { zh: '上传证据', en: 'Add evidence' },
    roles: [
      'plant_statistician',
      'plant_reviewer',
      'lab_analyst',
      'metering_engineer',
      'group_carbon_manager',
      'asset_manager',
      'finance_officer',
      'trader',
      'risk_officer',
      'internal_auditor',
      'neutrality_owner',
    ],
  },
  'person.read': { title: { zh: '查看人员与角色', en: 'See people and roles' }, roles: readers },
  'person.maintain': { title: { zh: '维护人员与角色', en: 'Maintain people and roles' }, roles: ['administrator'] },
  'apikey.maintain': { title: { zh: '维护 API 密钥', en: 'Maintain API keys' }, roles: ['administrator', 'group_carbon_manager'] },
  'journal.read': {
    title: { zh: '查看操作日志', en: 'See the journal' },
    roles: ['group_carbon_manager', 'internal_auditor', 'administrator', 'top_management', 'risk_officer'],
  },
  'journal.trust_witness': { title: { zh: '登记见证人', en: 'Trust a witness' }, roles: ['administrator'] },
  // The door only: what a job does is asked by its own right.
  'job.run': { title: { zh: '运行后台任务', en: 'Run background jobs' }, roles: readers },
  'demo.remove': { title: { zh: '移除演示企业', en: 'Remove the demo enterprise' }, roles: readers },
} as const satisfies Record<string, ActionRule>;

export type Action = keyof typeof actions;
export const actionCodes = Object.keys(actions) as readonly Action[];

export function rolesFor(action: Action): readonly Role[] {
  return actions[action].roles;
}
