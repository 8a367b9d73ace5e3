import { type Paper, voiceOf, zipOf } from '../document/index.ts';
import type { AuditContent, ReviewContent } from '../system/index.ts';
import { composeAudit } from './compose-audit.ts';
import { composeReview } from './compose-review.ts';
import { type Snapshot, sha256Of } from './snapshot.ts';

/** A pack as a paper. `text`: the snapshot as it is stored; the same text gives the same paper. */
export function composePack(text: string): Paper {
  const snapshot: Snapshot = JSON.parse(text);
  const voice = voiceOf(snapshot.pack.language);
  const hash = sha256Of(text);
  const { content } = snapshot;
  return content.kind === 'audit' ? composeAudit(snapshot, content, hash, voice) : composeReview(snapshot, content, hash, voice);
}

type Cell = string | number | boolean | null | undefined;

/** A cell of a CSV. A formula in somebody's words would be carried out by the sheet that opens it. */
function quoted(cell: Cell): string {
  const text = String(cell ?? '');
  const safe = ['=', '+', '-', '@', '\t', '\r'].some((one) => text.startsWith(one)) ? `'${text}` : text;
  return [',', '\n', '\r', "'", '"'].some((one) => safe.includes(one)) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const csv = (head: readonly string[], rows: readonly (readonly Cell[])[]): string =>
  `\ufeff${[head, ...rows].map((row) => row.map(quoted).join(',')).join('\r\n')}\r\n`;

type Tables = Readonly<Record<string, string>>;

function auditTables(content: AuditContent, language: 'zh' | 'en'): Tables {
  return {
    'checklist.csv': csv(
      ['clauses', 'question', 'verdict', 'seen', 'auditor', 'finding'],
      content.checklist.map((one) => [one.clauses.join(' '), one.question, one.verdict, one.finding, one.auditor, one.raised]),
    ),
    'findings.csv': csv(
      ['no', 'title', 'grade', 'clauses', 'fact', 'responsible', 'state', 'nonconformity'],
      content.findings.map((one) => [
        ...[one.no, one.title, one.grade, one.clauses.join(' '), one.fact, one.auditee, one.state[language], one.nonconformity],
      ]),
    ),
    'nonconformities.csv': csv(
      ['no', 'title', 'state', 'due', 'late', 'correction', 'action'],
      content.nonconformities.map((one) => [one.no, one.title, one.state[language], one.dueOn, one.overdue, one.correction, one.action]),
    ),
    'clauses.csv': csv(
      ['clause', 'title', 'status', 'needed', 'met', 'evidence', 'open', 'major', 'overdue', 'newest'],
      content.matrix.map((one) => [
        ...[one.clause, one.title[language], one.status, one.needed, one.met, one.evidence, one.openPoints],
        ...[one.majorPoints, one.overdue, one.newestOn],
      ]),
    ),
    'evidence.csv': csv(
      ['record', 'title', 'file', 'sha256', 'valid_until', 'revision'],
      content.evidence.map((one) => [one.record, one.title, one.fileName, one.sha256, one.validUntil, one.revision]),
    ),
  };
}

function reviewTables(content: ReviewContent, language: 'zh' | 'en'): Tables {
  return {
    'figures.csv': csv(
      ['input', 'key', 'label', 'value', 'unit', 'path'],
      content.inputs.flatMap((one) =>
        (one.figures?.figures ?? []).map((each) => [one.input, each.key, each.label[language], each.value, each.unit, each.path]),
      ),
    ),
    'lines.csv': csv(
      ['input', 'name', 'told', 'path'],
      content.inputs.flatMap((one) =>
        (one.figures?.lines ?? []).map((each) => [
          one.input,
          each.name[language],
          each.words.map((word) => word[language]).join('; '),
          each.path,
        ]),
      ),
    ),
    'decisions.csv': csv(
      ['no', 'about', 'decision', 'owner', 'due', 'action', 'state'],
      content.decisions.map((one) => [
        ...[one.no, one.aboutName?.[language], one.decision, one.owner, one.dueOn, one.action?.no, one.action?.state[language]],
      ]),
    ),
    'risks.csv': csv(
      ['likelihood', 'consequence', 'count'],
      content.risks.map((one) => [one.down, one.across, one.count]),
    ),
  };
}

/** The data of a pack in one zip: the snapshot to the byte, its tables as CSV, and the SHA-256 of each. The same snapshot gives the same bytes. */
export function dataZip(text: string): Uint8Array {
  const snapshot: Snapshot = JSON.parse(text);
  const { content, pack } = snapshot;
  const tables = content.kind === 'audit' ? auditTables(content, pack.language) : reviewTables(content, pack.language);
  const files = { 'snapshot.json': text, ...tables };
  const names = Object.keys(files).sort();
  const parts = Object.entries(files).map(([name, data]) => ({ name, data: Buffer.from(data, 'utf8') }));
  const sums = names.map((name) => `${sha256Of(new Map(Object.entries(files)).get(name) ?? '')}  ${name}\n`).join('');
  return new Uint8Array(zipOf([...parts, { name: 'SHA256SUMS', data: Buffer.from(sums, 'utf8') }], snapshot.pack.madeAt));
}
