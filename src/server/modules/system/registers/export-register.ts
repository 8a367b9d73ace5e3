import { z } from 'zod';
import { systemEndpoints as e } from '../../../../contract/system.ts';
import { todayOf } from '../../../../kernel/calendar/today.ts';
import { csv } from '../../../../kernel/csv.ts';
import { stateOf } from '../../../../kernel/system/life-cycle.ts';
import type { Register } from '../../../../kernel/system/register.ts';
import { sheetColumns, sheetOf } from '../../../../kernel/system/register-sheet.ts';
import { query, type Work } from '../../../work/command.ts';
import * as document from '../../document/index.ts';
import * as identity from '../../identity/index.ts';
import type { Frameworks } from '../../library/index.ts';
import * as organization from '../../organization/index.ts';
import { numberOf } from './content-of.ts';
import { referencedRecords } from './referenced.ts';
import type { RecordHead } from './store.ts';
import { everyRecord } from './store-lists.ts';
import { registerNamed } from './write-record.ts';

export interface RegisterFile {
  readonly bytes: Buffer;
  readonly mediaType: string;
  readonly fileName: string;
}

type Language = 'zh' | 'en';

/** How people, entities and records are said on a sheet; `readable` says them back. */
async function wordingOf(work: Work, frameworks: Frameworks, register: Register, heads: readonly RecordHead[], language: Language) {
  const people = new Map((await identity.everybody(work)).map((one) => [one.id, one]));
  const often = new Map<string, number>();
  for (const { name } of people.values()) often.set(name, (often.get(name) ?? 0) + 1);
  const entities = new Map((await organization.everyEntity(work)).map((one) => [one.id, one]));
  const records = await referencedRecords(
    work,
    register,
    heads.map((one) => one.content),
  );
  const nameOf = (type: 'person' | 'entity' | 'record', id: string): string => {
    if (type === 'person') {
      const person = people.get(id);
      return person === undefined
        ? id
        : (often.get(person.name) ?? 0) > 1 && person.email
          ? `${person.name} <${person.email}>`
          : person.name;
    }
    if (type === 'entity') {
      const entity = entities.get(id);
      return entity === undefined ? id : (language === 'en' && entity.nameEn) || entity.name;
    }
    const head = records.get(id);
    const of = head && frameworks.register(head.register);
    return head && of ? `${numberOf(of, head.no)} ${head.title}` : id;
  };
  return { language, nameOf };
}

async function tableOf(work: Work, frameworks: Frameworks, register: Register, heads: readonly RecordHead[], language: Language) {
  const wording = await wordingOf(work, frameworks, register, heads, language);
  const records = heads.map((one) => ({
    ...{ no: numberOf(register, one.no), version: one.version, entity: wording.nameOf('entity', one.entity_id), content: one.content },
    state: stateOf(register, one.state).name[language],
  }));
  return sheetOf(register, records, wording);
}

function jsonOf(register: Register, heads: readonly RecordHead[]): Buffer {
  const records = heads.map((one) => ({
    no: numberOf(register, one.no),
    seenVersion: one.version,
    entityId: one.entity_id,
    content: one.content,
  }));
  return Buffer.from(`${JSON.stringify({ register: register.id, records }, null, 1)}\n`);
}

/** A whole register as a file, as far as the reader may see it; it imports back as it is (7.4). */
export function exportRegister(frameworks: Frameworks) {
  return query({
    name: 'system.export-register',
    action: 'system.read',
    input: z.strictObject({ ...e.exportRegister.params.shape, ...e.exportRegister.query.shape }),
    run: async (work, { register: id, format, language }): Promise<RegisterFile> => {
      const register = registerNamed(frameworks, id);
      const reach = await work.reach('system.read');
      const heads = await everyRecord(work.tx, work.actor.organizationId, id, reach === null ? null : [...reach]);
      const fileName = `${register.name[language]}-${todayOf(work.now)}.${format}`;
      if (format === 'json') return { bytes: jsonOf(register, heads), mediaType: 'application/json', fileName };
      const { head, lines } = await tableOf(work, frameworks, register, heads, language);
      if (format === 'csv') return { bytes: Buffer.from(csv(head, lines)), mediaType: 'text/csv; charset=utf-8', fileName };
      const figures = new Set(sheetColumns(register).flatMap((one, at) => (one.field?.type === 'number' ? [at] : [])));
      const bytes = await document.writeTable({ sheet: register.name[language], head, lines, figures });
      return { bytes, mediaType: document.xlsxMedia, fileName };
    },
  });
}
