import type { recipeFault } from '../../../../kernel/emission/intake/resolve.ts';
import type { Finding } from '../../../../kernel/finding.ts';

type Fault = NonNullable<ReturnType<typeof recipeFault>>;

function told(code: Fault, path: string, text: Finding['text'], cure: Finding['text']): Finding {
  return { code, severity: 'error', place: { path }, text, cure };
}

/** The sheets of one import are told apart by their names. */
export const sheetTwice: Finding = {
  code: 'sheet_twice',
  severity: 'error',
  place: { path: '/more' },
  text: { zh: '同一工作表有两份对应关系，或其中一份没有写明工作表', en: 'A sheet has two mappings, or one of them names no sheet' },
  cure: { zh: '每个工作表只给一份对应关系，并写明表名', en: 'Give one mapping for each sheet, with its name' },
};

/** What a mapping lacks before a file can be read by it. */
export const recipeFindings: Readonly<Record<Fault, Finding>> = {
  no_values: told(
    'no_values',
    '/recipe/columns',
    { zh: '没有一列被指定为数值', en: 'No column is said to hold values' },
    { zh: '至少为一列选择参数、数值或某月的数值', en: 'Choose a parameter, a value or a month for one column at least' },
  ),
  no_month: told(
    'no_month',
    '/recipe/month',
    { zh: '看不出数值属于哪个月', en: 'Nothing tells of which month the values are' },
    {
      zh: '指定月份列，或改为从单元格、工作表名、文件名取月份',
      en: 'Choose a month column, or take the month from a cell, the sheet or the file name',
    },
  ),
  no_facility: told(
    'no_facility',
    '/recipe/unitId',
    {
      zh: '看不出数值属于哪台机组，或所选机组不在您可录入的范围内',
      en: 'Nothing tells of which unit the values are, or the unit is not one you may record for',
    },
    { zh: '选择机组，或指定机组名称列', en: 'Choose the unit, or a column with its name' },
  ),
  no_parameter: told(
    'no_parameter',
    '/recipe/parameter',
    { zh: '看不出数值是哪个参数', en: 'Nothing tells of which parameter the values are' },
    { zh: '指定参数名称列', en: 'Choose the column with the name of the parameter' },
  ),
};
