import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerIntake } from '../../src/server/modules/emission/index.ts';
import { exportRegister } from '../../src/server/modules/system/registers/export-register.ts';
import { importRegister, previewRegisterImport } from '../../src/server/modules/system/registers/import-register.ts';
import { moveRecord } from '../../src/server/modules/system/registers/move-record.ts';
import { readRecord } from '../../src/server/modules/system/registers/read-records.ts';
import { addRecord, changeRecord } from '../../src/server/modules/system/registers/write-record.ts';
import { openPlant, type Persona, type Plant, refusalOf } from '../support/plant.ts';

/** A register as a file and back: what is exported imports unchanged; what was changed on the sheet becomes a version; a fault stands at its cell. */
let plant: Plant;
beforeAll(async () => {
  plant = await openPlant();
});
afterAll(() => plant?.close());

const frameworks = () => plant.shelf.frameworks;
type Cells = { row: number; cells: string[] }[];
async function exported(register: string, format: 'csv' | 'xlsx', language = 'zh', who: Persona = 'auditor') {
  const file = await plant.ask(who, exportRegister(frameworks()), { register, format, language });
  const answer = await answerIntake({ ask: 'table', bytes: file.bytes });
  if (!('lines' in answer)) throw new Error('no table');
  return { sheet: answer.sheet, lines: answer.lines.map((one) => ({ row: one.row, cells: [...one.cells] })) };
}
type Table = { sheet: string; lines: Cells };
const preview = (register: string, table: Table, who: Persona = 'statistician') =>
  plant.ask(who, previewRegisterImport(frameworks()), { register, table, reason: '' });
const take = (register: string, table: Table, reason = '', who: Persona = 'statistician') =>
  plant.run(who, importRegister(frameworks()), { register, table, reason });
const add = (register: string, content: object, who: Persona = 'statistician') =>
  plant.run(who, addRecord(frameworks()), { register, entityId: plant.ids.plant, content, evidenceIds: [] });
const contentOf = async (recordId: string) => (await plant.ask('auditor', readRecord(frameworks()), { recordId })).content;
const column = (table: Table, name: string) => table.lines[0]?.cells.indexOf(name) ?? -1;
function put(table: Table, line: number, name: string, text: string) {
  const cells = table.lines[line]?.cells ?? [];
  while (cells.length <= column(table, name)) cells.push('');
  cells[column(table, name)] = text;
}

describe('interested parties and their obligations', () => {
  let party = '';
  const obligation = { no: '', id: '' };

  test('what is exported imports unchanged, as xlsx and CSV, in both languages', async () => {
    Object.assign(
      obligation,
      await add('obligation', {
        duty: '按时清缴',
        kind: 'law',
        source: '条例',
        description: '=按期',
        owner: plant.actors.statistician.personId,
      }),
    );
    party = (
      await add('interested_party', {
        party: '主管部门',
        kind: 'authority',
        effects: ['emission', 'trading'],
        needs: [{ need: '按时清缴', binding: true, obligation: obligation.id }, { need: '真实数据；及时' }],
        owner: plant.actors.statistician.personId,
      })
    ).id;
    for (const format of ['csv', 'xlsx'] as const)
      for (const language of ['zh', 'en'])
        for (const register of ['interested_party', 'obligation'])
          expect(await preview(register, await exported(register, format, language))).toMatchObject({
            counts: { new: 0, changed: 0, unchanged: 1 },
            findings: [],
          });
  });

  test('a row with a number changes that record, one without adds one, with the rows of its small table below', async () => {
    const before = await contentOf(party);
    const table = await exported('interested_party', 'xlsx');
    expect(table.lines.length).toBe(3);
    put(table, 1, '联系渠道', '季度会议');
    table.lines.push(
      ...table.lines
        .slice(1)
        .map((line, index) => ({ row: line.row + 2, cells: line.cells.map((cell, at) => (index === 0 && at < 2 ? '' : cell)) })),
    );
    expect((await preview('interested_party', table)).lines.map((one) => [one.row, one.kind, one.no, one.fields.length > 0])).toEqual([
      [2, 'changed', 'IP-0001', true],
      [4, 'new', '', true],
    ]);
    expect((await take('interested_party', table)).counts).toEqual({ new: 1, changed: 1, unchanged: 0 });
    const changed = await plant.ask('auditor', readRecord(frameworks()), { recordId: party });
    expect([changed.version, changed.content]).toEqual([2, { ...before, contact: '季度会议' }]);
    expect((await exported('interested_party', 'csv')).lines.length).toBe(5);
    // The sheet of before names version 1.
    const refused = await refusalOf(take('interested_party', table));
    expect(refused.findings[0]?.place.at).toEqual({ sheet: '相关方及其需求', cell: 'A2' });
    expect(refused.findings[0]?.text.zh).toContain('第 2 版');
  });

  test('every fault stands at its cell with its cure, and nothing is kept', async () => {
    const table = await exported('interested_party', 'csv');
    put(table, 1, '类别', '邻居');
    put(table, 1, '负责人', '无此人');
    put(table, 2, '需求与期望 › 对应义务', 'OB-0099');
    put(table, 3, '编号', 'IP-0077');
    const said = await preview('interested_party', table);
    const cell = (name: string, row: number) => `${String.fromCharCode(65 + column(table, name))}${row}`;
    expect(new Set(said.findings.map((one) => one.place.at?.cell))).toEqual(
      new Set([cell('类别', 2), cell('负责人', 2), cell('需求与期望 › 对应义务', 3), cell('编号', 4)]),
    );
    expect(said.findings.every((one) => one.cure !== undefined)).toBe(true);
    expect((await refusalOf(take('interested_party', table))).code).toBe('invalid_input');
    table.lines[0]?.cells.push('颜色');
    expect((await preview('interested_party', table)).findings[0]?.text.en).toContain('there is no column');
    expect((await refusalOf(take('interested_party', await exported('interested_party', 'csv'), '', 'top'))).code).toBe('not_permitted');
  });

  test('columns that are not on the sheet stay as they are; what is in force is changed with a reason, and a closed record not at all', async () => {
    const owner = plant.actors.statistician.personId;
    const { id } = await add('context_issue', {
      ...{ subject: '煤价', origin: 'external', kind: 'market', effects: ['trading'], description: '波动', owner },
    });
    const move = async (name: string, who: Persona, reason = '') => {
      const { version, state } = await plant.ask('auditor', readRecord(frameworks()), { recordId: id });
      await plant.run(who, moveRecord(frameworks()), { recordId: id, move: name, seenVersion: version, seenState: state, reason });
    };
    await move('confirm', 'manager');
    const narrow = {
      sheet: '',
      lines: [
        { row: 1, cells: ['No.', 'Issue'] },
        { row: 2, cells: ['CI-0001', '煤价与运费'] },
      ],
    };
    expect((await preview('context_issue', narrow)).needsReason).toBe(true);
    expect((await refusalOf(take('context_issue', narrow))).code).toBe('reason_required');
    await take('context_issue', narrow, '范围扩大');
    expect(await contentOf(id)).toMatchObject({ subject: '煤价与运费', description: '波动', kind: 'market' });
    await move('close', 'statistician', '不再相关');
    const again = { ...narrow, lines: [narrow.lines[0] ?? { row: 1, cells: [] }, { row: 2, cells: ['CI-0001', '又一次'] }] };
    expect((await preview('context_issue', again)).findings[0]?.text.en).toContain('is not changed');
  });
});

test('JSON is by ids: exported, changed meanwhile, and imported, the contents are those exported', async () => {
  const first = await add('process', { process: '数据收集', purpose: '按月', inputs: [{ what: '读数' }] });
  const second = await add('process', { process: '核算', next: [first.id], criteria: '指南' });
  const before = [await contentOf(first.id), await contentOf(second.id)];
  const file = await plant.ask('auditor', exportRegister(frameworks()), { register: 'process', format: 'json', language: 'zh' });
  const { records } = JSON.parse(file.bytes.toString());
  await plant.run('statistician', changeRecord(frameworks()), {
    recordId: first.id,
    content: { process: 'x' },
    seenVersion: 1,
    reason: '',
  });
  const given = records.map(({ no, entityId, content }: Record<string, unknown>) => ({ no, entityId, content }));
  const input = { register: 'process', table: null, records: given, reason: '' };
  expect((await plant.run('statistician', importRegister(frameworks()), input)).counts).toEqual({ new: 0, changed: 1, unchanged: 1 });
  expect([await contentOf(first.id), await contentOf(second.id)]).toEqual(before);
  const foreign = { ...input, records: [{ entityId: plant.ids.plant, content: { process: 'y', colour: 'red' } }] };
  expect((await refusalOf(plant.run('statistician', importRegister(frameworks()), foreign))).findings[0]?.place.path).toBe(
    '/records/0/content/colour',
  );
});
