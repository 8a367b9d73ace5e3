import type { Text } from '../kernel/text.ts';
import type { EntityFactName, UnitFactName } from './annual-report.ts';

/** Names of the facts as the forms C.1, C.2, C.3, C.5 and C.6 ask for them; the same on the screen, in findings and in the forms. */
export const entityFactWords: Readonly<Record<EntityFactName, Text>> = {
  uscc: { zh: '统一社会信用代码', en: 'Unified social credit code' },
  nature: { zh: '单位性质', en: 'Nature of the entity' },
  legalRepresentative: { zh: '法定代表人', en: 'Legal representative' },
  registeredOn: { zh: '注册日期', en: 'Date of registration' },
  registeredCapital: { zh: '注册资本（万元）', en: 'Registered capital (10⁴ yuan)' },
  registeredAddress: { zh: '注册地址', en: 'Registered address' },
  siteAddress: { zh: '生产经营场所地址', en: 'Address of the site' },
  postcode: { zh: '邮政编码', en: 'Postcode' },
  contactName: { zh: '联系人', en: 'Contact' },
  contactPhone: { zh: '联系电话', en: 'Telephone' },
  contactEmail: { zh: '电子邮箱', en: 'E-mail' },
  authority: { zh: '生态环境主管部门', en: 'Competent authority' },
  etsSubclass: { zh: '纳入碳市场的行业子类', en: 'Sub-class in the carbon market' },
  productionChanges: { zh: '本年度生产经营变化情况', en: 'Changes of production in the year' },
  preparingAgency: { zh: '报告编制单位', en: 'Agency that prepared the report' },
  preparingAgencyCode: { zh: '报告编制单位统一社会信用代码', en: 'Code of the preparing agency' },
  coalLaboratory: { zh: '煤样检测机构', en: 'Laboratory of the coal tests' },
  coalLaboratoryCode: { zh: '煤样检测机构统一社会信用代码', en: 'Code of the laboratory' },
};

export const unitFactWords: Readonly<Record<UnitFactName, Text>> = {
  boilerName: { zh: '锅炉名称', en: 'Boiler' },
  boilerPermit: { zh: '锅炉排污许可编号（MF…）', en: 'Number in the discharge permit (MF…)' },
  boilerModel: { zh: '锅炉型号', en: 'Boiler model' },
  boilerCapacityTh: { zh: '锅炉额定蒸发量（t/h）', en: 'Rated steam of the boiler (t/h)' },
  turbineName: { zh: '汽轮机名称', en: 'Turbine' },
  turbineType: { zh: '汽轮机类型', en: 'Turbine type' },
  turbineModel: { zh: '汽轮机型号', en: 'Turbine model' },
  turbinePressure: { zh: '压力参数', en: 'Pressure class' },
  turbineRatedMw: { zh: '汽轮机额定功率（MW）', en: 'Rated power of the turbine (MW)' },
  exhaustCooling: { zh: '排汽冷却方式', en: 'Exhaust cooling' },
  generatorName: { zh: '发电机名称', en: 'Generator' },
  generatorModel: { zh: '发电机型号', en: 'Generator model' },
  generatorRatedMw: { zh: '发电机额定功率（MW）', en: 'Rated power of the generator (MW)' },
  carbonTestBy: { zh: '元素碳含量检测方式（自行检测/委托检测）', en: 'Carbon tests by (own/commissioned)' },
  ncvTestBy: { zh: '低位发热量检测方式（自行检测/委托检测）', en: 'Calorific value tests by (own/commissioned)' },
  coalTypes: { zh: '煤种', en: 'Types of coal' },
  coalPurchases: { zh: '煤炭购入量（t）', en: 'Coal purchased (t)' },
  coalOrigin: { zh: '煤炭来源（产地、煤矿名称）', en: 'Origin of the coal' },
  biomassType: { zh: '掺烧生物质种类（未掺烧则不填）', en: 'Biomass co-fired (left out where there is none)' },
  boilerEfficiencyPct: { zh: '锅炉效率（%，掺烧生物质时填）', en: 'Boiler efficiency (%, where biomass is co-fired)' },
};
