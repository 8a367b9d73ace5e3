import type { Finding } from '../finding.ts';
import type { Text } from '../text.ts';

/** Sectors of units: a power unit, a line of the three sectors that the market took in after it, or any other installation. */
export const unitSectors = ['power', 'steel', 'cement', 'aluminium', 'other'] as const;
export type UnitSector = (typeof unitSectors)[number];

export const unitProcesses = [
  'coking',
  'sintering',
  'pelletizing',
  'ironmaking',
  'converter_steel',
  'electric_steel',
  'rolling',
  'lime',
  'clinker',
  'special_clinker',
  'grinding',
  'prebaked_cells',
  'soderberg_cells',
  'casting',
  'whole_works',
] as const;
export type UnitProcess = (typeof unitProcesses)[number];

/** What is said of a unit besides its name and its days; what a sector does not know is null or empty. */
export interface SectorFields {
  readonly unitClass: string | null;
  readonly product: string | null;
  readonly capacityMw: string | null;
  readonly boilerType: string;
  readonly cooling: string;
  readonly process: UnitProcess | '';
  readonly annualCapacityT: string | null;
  readonly dailyCapacityT: string | null;
  readonly cellCurrentKa: string | null;
}
type Field = keyof SectorFields;

interface SectorRule {
  readonly required: readonly Field[];
  readonly optional: readonly Field[];
  readonly processes: readonly UnitProcess[];
  /** A line may run on power alone; a power unit burns something. */
  readonly burns: boolean;
}

/** Which fields a unit of a sector has. A new sector is a line here, its words, and a constraint of the table. */
export const sectorRules: Readonly<Record<UnitSector, SectorRule>> = {
  power: { required: ['unitClass', 'product', 'capacityMw'], optional: ['boilerType', 'cooling'], processes: [], burns: true },
  steel: {
    required: ['process'],
    optional: ['annualCapacityT'],
    processes: [
      ...(['coking', 'sintering', 'pelletizing', 'ironmaking', 'converter_steel', 'electric_steel', 'rolling'] as const),
      ...(['lime', 'whole_works'] as const),
    ],
    burns: false,
  },
  cement: {
    required: ['process'],
    optional: ['dailyCapacityT'],
    processes: ['clinker', 'special_clinker', 'grinding', 'whole_works'],
    burns: false,
  },
  aluminium: {
    required: ['process'],
    optional: ['annualCapacityT', 'cellCurrentKa'],
    processes: ['prebaked_cells', 'soderberg_cells', 'casting', 'whole_works'],
    burns: false,
  },
  other: { required: [], optional: ['annualCapacityT'], processes: [], burns: false },
};

/** Methods that account for one sector alone; every other method serves any. */
const methodSector: Readonly<Record<string, UnitSector | undefined>> = {
  'cn-power-generation': 'power',
  'cn-steel-production': 'steel',
  'cn-cement-clinker': 'cement',
  'cn-primary-aluminium': 'aluminium',
};

/** The method a new unit of a sector begins with. */
export const usualMethod: Readonly<Record<UnitSector, string>> = {
  power: 'cn-power-generation',
  steel: 'cn-steel-production',
  cement: 'cn-cement-clinker',
  aluminium: 'cn-primary-aluminium',
  other: 'us-epa-40cfr98-subpart-c-monthly',
};

export function methodServes(methodId: string, sector: UnitSector): boolean {
  const own = methodSector[methodId];
  return own === undefined || own === sector;
}

export const sectorWords: Readonly<Record<UnitSector, Text>> = {
  power: { zh: '发电', en: 'power generation' },
  steel: { zh: '钢铁', en: 'iron and steel' },
  cement: { zh: '水泥', en: 'cement' },
  aluminium: { zh: '电解铝', en: 'primary aluminium' },
  other: { zh: '其他行业', en: 'another sector' },
};

const fieldWords: Readonly<Record<Field, Text>> = {
  unitClass: { zh: '机组类别', en: 'Unit class' },
  product: { zh: '供能方式', en: 'What the unit supplies' },
  capacityMw: { zh: '装机容量', en: 'Capacity in MW' },
  boilerType: { zh: '锅炉类型', en: 'Boiler type' },
  cooling: { zh: '冷却方式', en: 'Cooling' },
  process: { zh: '工序', en: 'Process' },
  annualCapacityT: { zh: '设计年产能', en: 'Design capacity in t per year' },
  dailyCapacityT: { zh: '熟料设计日产能', en: 'Design capacity of clinker in t per day' },
  cellCurrentKa: { zh: '槽电流', en: 'Cell current' },
};

const processWords: Readonly<Record<UnitProcess, Text>> = {
  coking: { zh: '焦化', en: 'Coking' },
  sintering: { zh: '烧结', en: 'Sintering' },
  pelletizing: { zh: '球团', en: 'Pelletizing' },
  ironmaking: { zh: '炼铁', en: 'Ironmaking' },
  converter_steel: { zh: '转炉炼钢', en: 'Converter steel' },
  electric_steel: { zh: '电炉炼钢', en: 'Electric-arc steel' },
  rolling: { zh: '钢压延加工', en: 'Rolling' },
  lime: { zh: '石灰', en: 'Lime' },
  clinker: { zh: '熟料', en: 'Clinker' },
  special_clinker: { zh: '特种熟料', en: 'Special clinker' },
  grinding: { zh: '粉磨', en: 'Grinding' },
  prebaked_cells: { zh: '预焙槽', en: 'Prebaked cells' },
  soderberg_cells: { zh: '自焙槽', en: 'Söderberg cells' },
  casting: { zh: '铸造', en: 'Casting' },
  whole_works: { zh: '全厂', en: 'The whole works' },
};

const given = (fields: SectorFields, field: Field) => fields[field] !== null && fields[field] !== '';

function fault(code: string, field: string, text: Text, cure: Text): Finding {
  return { code, severity: 'error', place: { path: `/${field}` }, text, cure };
}

/** What a unit says that its sector does not know, and what its sector needs and it does not say; empty where all is well. */
export function sectorFaults(sector: UnitSector, fields: SectorFields, methodId: string): Finding[] {
  const rule = sectorRules[sector];
  const own = sectorWords[sector];
  const known = new Set<Field>([...rule.required, ...rule.optional]);
  const all = Object.keys(fieldWords).filter((name): name is Field => name in fields);
  const faults = all.flatMap((field): Finding[] => {
    const word = fieldWords[field];
    if (given(fields, field) && !known.has(field)) {
      const text = { zh: `“${word.zh}”不适用于${own.zh}`, en: `"${word.en}" is nothing that a unit of ${own.en} has` };
      return [fault('field_outside_sector', field, text, { zh: '清空此项，或改选行业', en: 'Leave it empty, or choose another sector' })];
    }
    if (!given(fields, field) && rule.required.includes(field)) {
      const text = { zh: `${own.zh}单元须填写“${word.zh}”`, en: `A unit of ${own.en} needs "${word.en}"` };
      return [fault('missing_for_sector', field, text, { zh: '填写此项，或改选行业', en: 'Give it, or choose another sector' })];
    }
    return [];
  });
  const { process } = fields;
  if (process !== '' && known.has('process') && !rule.processes.includes(process)) {
    const text = {
      zh: `“${processWords[process].zh}”不是${own.zh}的工序`,
      en: `"${processWords[process].en}" is no process of ${own.en}`,
    };
    const choices = rule.processes.map((one) => processWords[one]);
    const cure = {
      zh: `可选：${choices.map((one) => one.zh).join('、')}`,
      en: `Choose one of: ${choices.map((one) => one.en).join(', ')}`,
    };
    faults.push(fault('process_outside_sector', 'process', text, cure));
  }
  if (!methodServes(methodId, sector)) {
    const text = { zh: `核算方法 ${methodId} 不用于${own.zh}`, en: `The method ${methodId} is not for ${own.en}` };
    const cure = {
      zh: `改用 ${usualMethod[sector]} 等方法，或改选行业`,
      en: `Use ${usualMethod[sector]} or another, or choose another sector`,
    };
    faults.push(fault('method_outside_sector', 'methodId', text, cure));
  }
  return faults;
}

interface SectorUnit extends SectorFields {
  readonly sector: UnitSector;
}

export type OfPower<U extends SectorUnit> = U & { readonly sector: 'power' } & {
  readonly [F in 'unitClass' | 'product' | 'capacityMw']: NonNullable<U[F]>;
};

/** A power unit with what every power unit says; the check at writing and the table's constraint promise it. */
export function isPowerUnit<U extends SectorUnit>(unit: U): unit is OfPower<U> {
  return unit.sector === 'power' && unit.unitClass !== null && unit.product !== null && unit.capacityMw !== null;
}

/** A unit of another sector in one line: sector, process, capacity, current. */
export function lineOf(unit: SectorUnit): Text {
  const tell = (language: 'zh' | 'en', perYear: string, perDay: string) =>
    [
      sectorWords[unit.sector][language],
      unit.process === '' ? null : processWords[unit.process][language],
      unit.annualCapacityT === null ? null : `${unit.annualCapacityT} ${perYear}`,
      unit.dailyCapacityT === null ? null : `${unit.dailyCapacityT} ${perDay}`,
      unit.cellCurrentKa === null ? null : `${unit.cellCurrentKa} kA`,
    ]
      .filter((one) => one !== null)
      .join(' · ');
  const en = tell('en', 't/a', 't/d');
  return { zh: tell('zh', 't/年', 't/日'), en: `${en.charAt(0).toUpperCase()}${en.slice(1)}` };
}
