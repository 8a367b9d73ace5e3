import { z } from 'zod';
import { systemEndpoints as e, type registerImport } from '../../../../contract/system.ts';
import type { Finding } from '../../../../kernel/finding.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { checkContent, isFilled, withKept } from '../../../../kernel/system/content.ts';
import { stateAfterChange, stateOf } from '../../../../kernel/system/life-cycle.ts';
import { type Known, type ReadSheet, readSheet, type SheetEntry, sheetFault } from '../../../../kernel/system/read-sheet.ts';
import type { Content, Register } from '../../../../kernel/system/register.ts';
import { command, query, type Work } from '../../../work/command.ts';
import { download } from '../../../work/download.ts';
import { type Call, type MountedRoute, route } from '../../../work/route.ts';
import * as asset from '../../asset/index.ts';
import * as identity from '../../identity/index.ts';
import type { Frameworks } from '../../library/index.ts';
import * as organization from '../../organization/index.ts';
import { checkedWriting, contentHash, numberOf } from './content-of.ts';
import { exportRegister } from './export-register.ts';
import type { RecordHead } from './store.ts';
import { recordsByNumbers } from './store-lists.ts';
import { addRecords, changeContent, registerNamed } from './write-record.ts';

const mostRecords = 20_000;
const mostLines = 1_000;

const given = z.strictObject({
  ...e.importRegister.params.shape,
  reason: z.string(),
  /** A sheet, cell by cell; or records by id. */
  table: z.object({ sheet: z.string(), lines: z.array(z.object({ row: z.int(), cells: z.array(z.string()) })) }).nullable(),
  records: e.importRegister.body.shape.records,
});
type Given = z.output<typeof given>;

interface Planned {
  readonly row: number;
  readonly kind: 'new' | 'changed' | 'unchanged';
  readonly head: RecordHead | null;
  readonly entityId: string;
  readonly content: Content;
  readonly fields: readonly string[];
}

interface Plan {
  readonly planned: readonly Planned[];
  readonly findings: readonly Finding[];
  readonly needsReason: boolean;
}

const recordNumber = /^([A-Z]{1,4})-(\d{1,9})(\s|$)/;

/** People by name, or name and address; entities by either name; records by their number, as far as the file names them. */
async function knownBy(work: Work, frameworks: Frameworks, lines: readonly { readonly cells: readonly string[] }[]): Promise<Known> {
  const people = await identity.everybody(work);
  const entities = await organization.everyEntity(work);
  const asked = new Map<string, Set<number>>();
  const byPrefix = new Map(frameworks.registers.map((one) => [one.prefix, one.id]));
  for (const { cells } of lines)
    for (const cell of cells)
      for (const part of cell.split(/[\r\n;；]+/)) {
        const said = recordNumber.exec(part.trim());
        const register = said && byPrefix.get(said[1] ?? '');
        if (said && register) asked.set(register, (asked.get(register) ?? new Set()).add(Number(said[2])));
      }
  const records = new Map<string, string>();
  for (const [register, numbers] of asked)
    for (const one of await recordsByNumbers(work.tx, work.actor.organizationId, register, [...numbers]))
      records.set(`${register} ${one.no}`, one.id);
  return (type, said, of) => {
    if (type === 'record') {
      const number = recordNumber.exec(said);
      const register = number ? byPrefix.get(number[1] ?? '') : undefined;
      return number && register && of.includes(register) ? records.get(`${register} ${Number(number[2])}`) : undefined;
    }
    const found =
      type === 'person'
        ? people.filter((one) => one.name === said || (one.email !== null && `${one.name} <${one.email}>` === said))
        : entities.filter((one) => one.name === said || one.nameEn === said);
    return found.length > 1 ? 'several' : found[0]?.id;
  };
}

/** Records given by id, as if they stood on a sheet. */
function entriesOf(register: Register, records: NonNullable<Given['records']>): ReadSheet {
  const fields = new Set(register.fields.map((one) => one.id));
  const findings: Finding[] = [];
  const entries = records.map((one, index): SheetEntry => {
    const version = one.seenVersion === undefined ? '' : String(one.seenVersion);
    const { content, findings: said } = checkContent(register, one.content);
    findings.push(...said.map((each) => ({ ...each, place: { path: `/records/${index}${each.place.path ?? ''}`, line: index + 1 } })));
    return { row: index + 1, no: one.no, version, entityId: one.entityId, content, fields };
  });
  return { entries, findings, placeOf: (entry) => ({ row: entry.row, column: 0 }) };
}

const cures = {
  number: { zh: '清空编号以新增，或改为本登记册的编号', en: 'Empty the number to add a record, or give one of this register' },
  again: { zh: '重新导出后再修改', en: 'Export again and change that' },
  entity: { zh: '填写所属单位', en: 'Give the entity' },
} as const;

/** What stands against an entry: no such record, changed in between, nothing to be changed here, no entity. */
function faultOf(entry: SheetEntry, head: RecordHead | undefined, twice: boolean): { text: Finding['text']; cure: Finding['text'] } | null {
  const short = entry.no.slice(0, 40);
  if (entry.no === '')
    return entry.entityId === null ? { text: { zh: '没有所属单位', en: 'there is no entity' }, cure: cures.entity } : null;
  if (!head) return { text: { zh: `没有记录“${short}”`, en: `there is no record “${short}”` }, cure: cures.number };
  if (twice) return { text: { zh: `“${short}”出现两次`, en: `“${short}” stands twice` }, cure: cures.number };
  if (entry.version !== '' && entry.version !== String(head.version))
    return {
      text: { zh: `导出后已改为第 ${head.version} 版`, en: `it has been changed since: version ${head.version}` },
      cure: cures.again,
    };
  if (entry.entityId !== null && entry.entityId !== head.entity_id)
    return {
      text: { zh: '记录的所属单位不能改变', en: 'the entity of a record does not change' },
      cure: { zh: '改回原单位', en: 'Give the entity it has' },
    };
  return null;
}

function numberIn(register: Register, text: string): number | null {
  const said = recordNumber.exec(text);
  return said?.[1] === register.prefix ? Number(said[2]) : null;
}

async function planImport(work: Work, frameworks: Frameworks, register: Register, { table, records }: Given): Promise<Plan> {
  const lines = table?.lines ?? [];
  const read = records
    ? entriesOf(register, records)
    : readSheet(register, table?.sheet ?? '', lines, await knownBy(work, frameworks, lines));
  const findings = [...read.findings];
  const sheet = table?.sheet ?? '';
  if (read.entries.length > mostRecords)
    findings.push(
      sheetFault(
        sheet,
        1,
        0,
        { zh: `超过 ${mostRecords} 条`, en: `more than ${mostRecords} records` },
        { zh: '分几次导入', en: 'Import in parts' },
      ),
    );
  const numbers = read.entries.flatMap((one) => numberIn(register, one.no) ?? []);
  const heads = new Map(
    (await recordsByNumbers(work.tx, work.actor.organizationId, register.id, [...new Set(numbers)])).map((one) => [one.no, one]),
  );
  const seen = new Set<number>();
  for (const id of new Set(read.entries.flatMap((one) => one.entityId ?? []))) await organization.findEntity(work, id);
  const planned: Planned[] = [];
  let needsReason = false;
  for (const entry of read.entries) {
    const number = numberIn(register, entry.no);
    const head = number === null ? undefined : heads.get(number);
    const tell = (text: Finding['text'], cure: Finding['text']) => {
      const { row, column } = read.placeOf(entry);
      findings.push(sheetFault(sheet, row, column, text, cure));
    };
    const fault = faultOf(entry, head, number !== null && seen.has(number));
    if (number !== null) seen.add(number);
    if (fault) {
      tell(fault.text, fault.cure);
      continue;
    }
    const entityId = head?.entity_id ?? entry.entityId ?? '';
    await work.permit(`system.${register.keeper}`, entityId);
    const kept = Object.entries(head?.content ?? {}).filter(([id]) => !entry.fields.has(id));
    const content = withKept(register, { ...Object.fromEntries(kept), ...entry.content }, head?.content ?? {});
    if (!isFilled(content[register.roles.title]))
      tell({ zh: '没有标题', en: 'there is no title' }, { zh: '填写标题', en: 'Give the title' });
    const fields = register.fields.map((one) => one.id).filter((id) => JSON.stringify(content[id]) !== JSON.stringify(head?.content[id]));
    const same = head !== undefined && contentHash(content).equals(contentHash(head.content));
    const kind = head === undefined ? 'new' : same ? 'unchanged' : 'changed';
    if (head && kind === 'changed') {
      const after = stateAfterChange(register, head.state);
      const { name } = stateOf(register, head.state);
      if (after === null)
        tell(
          { zh: `“${name.zh}”的记录不能修改`, en: `a record that is “${name.en}” is not changed` },
          { zh: '先在记录页重新打开', en: 'Open it again on its page first' },
        );
      needsReason ||= after !== null && after !== head.state;
    }
    planned.push({ row: entry.row, kind, head: head ?? null, entityId, content, fields: kind === 'unchanged' ? [] : fields });
  }
  // What ids name is asked here already: a preview promises nothing that the import refuses.
  if (records && findings.length === 0)
    await checkedWriting(
      work,
      frameworks,
      register,
      planned.map((one) => one.content),
      (index) => `/records/${index}`,
    );
  return { planned, findings: findings.sort((a, b) => (a.place.line ?? 0) - (b.place.line ?? 0)), needsReason };
}

function countsOf(planned: readonly Planned[]) {
  const of = (kind: Planned['kind']) => planned.filter((one) => one.kind === kind).length;
  return { new: of('new'), changed: of('changed'), unchanged: of('unchanged') };
}

/** What an import would do; nothing is kept. */
export function previewRegisterImport(frameworks: Frameworks) {
  return query({
    name: 'system.preview-register-import',
    action: 'system.read',
    input: given,
    run: async (work, input): Promise<z.input<typeof registerImport>> => {
      const register = registerNamed(frameworks, input.register);
      const { planned, findings, needsReason } = await planImport(work, frameworks, register, input);
      const shown = [...planned].sort((a, b) => Number(a.kind === 'unchanged') - Number(b.kind === 'unchanged') || a.row - b.row);
      return {
        ...{ counts: countsOf(planned), needsReason, findings: findings.slice(0, mostLines).map((one) => ({ ...one })) },
        lines: shown.slice(0, mostLines).map(({ row, kind, head, content, fields }) => ({
          ...{
            row,
            kind,
            no: head ? numberOf(register, head.no) : '',
            title: String(content[register.roles.title] ?? ''),
            fields: [...fields],
          },
        })),
      };
    },
  });
}

/** Takes a register in: rows with a number change that record, rows without add one; all or none. */
export function importRegister(frameworks: Frameworks) {
  return command({
    name: 'system.import-register',
    action: 'system.read',
    input: given,
    run: async (work, input) => {
      const register = registerNamed(frameworks, input.register);
      const { planned, findings, needsReason } = await planImport(work, frameworks, register, input);
      if (findings.length > 0) throw new Refusal('invalid_input', { findings: findings.slice(0, mostLines) });
      if (needsReason && input.reason === '') throw new Refusal('reason_required');
      const fresh = planned.filter((one) => one.kind === 'new');
      const changed = planned.filter((one) => one.kind === 'changed');
      const contents = await checkedWriting(
        work,
        frameworks,
        register,
        [...fresh, ...changed].map((one) => one.content),
        (index) => `/records/${index}`,
      );
      await addRecords(
        work,
        register,
        fresh.map((one, index) => ({ entityId: one.entityId, content: contents[index] ?? {} })),
      );
      for (const [index, { head }] of changed.entries())
        if (head) {
          const content = contents[fresh.length + index] ?? {};
          await changeContent(work, register, head, { content, seenVersion: head.version, reason: input.reason });
        }
      return { counts: countsOf(planned) };
    },
  });
}

/** The routes of a register's files: a file is read first, in its thread. */
export function registerFileRoutes(frameworks: Frameworks, parts: asset.StatementFiles): MountedRoute[] {
  const read = async (call: Call, body: z.output<typeof e.importRegister.body>) => {
    const { file, csv, records, reason } = body;
    if ([file, csv, records].filter((one) => one !== undefined).length !== 1) throw oneOfThree();
    const table = file ? await asset.storedTable(parts, call, file.sha256) : csv ? await asset.tableOfText(parts, call, csv) : null;
    return { table, records, reason };
  };
  return [
    route(e.exportRegister, async (call) => {
      const { bytes: content, ...file } = await call.ask(exportRegister(frameworks), { ...call.params, ...call.query });
      return download(call, { ...file, content });
    }),
    route(e.previewRegisterImport, async (call) => {
      return await call.ask(previewRegisterImport(frameworks), { ...call.params, ...(await read(call, call.body)) });
    }),
    route(
      e.importRegister,
      async (call) => await call.command(importRegister(frameworks), { ...call.params, ...(await read(call, call.body)) }),
    ),
  ];
}

function oneOfThree(): Refusal {
  const text = { zh: '给出 file、csv 或 records 之一', en: 'Give one of file, csv or records' };
  return new Refusal('invalid_input', { findings: [{ code: 'register_sheet', severity: 'error', place: { path: '/file' }, text }] });
}
