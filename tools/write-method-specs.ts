import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parse, stringify } from 'yaml';
import { describeMethod, type MethodDescription } from '../src/kernel/method/describe.ts';
import { evaluateMethod } from '../src/kernel/method/evaluate.ts';
import type { Method } from '../src/kernel/method/method.ts';
import type { Text } from '../src/kernel/text.ts';
import { loadMethodLibrary } from '../src/server/modules/library/methods.ts';

/**
 * Writes docs/spec/<method>.md from data/methods: symbols, formulas, units, clauses, rounding, example, golden cases. From the root:
 *   npx esbuild tools/write-method-specs.ts --bundle --platform=node --format=esm --packages=external --outfile=node_modules/.cache/specs.mjs
 *   node node_modules/.cache/specs.mjs
 */
function main(): void {
  const root = process.cwd();
  const { methods, findings } = loadMethodLibrary(join(root, 'data'));
  if (findings.length > 0) throw new Error(JSON.stringify(findings, null, 2));
  mkdirSync(join(root, 'docs/spec'), { recursive: true });
  const cases = goldenCases(join(root, 'test/golden'), root);
  for (const method of methods.values()) {
    writeFileSync(join(root, `docs/spec/${method.id}.md`), page(method, cases.get(method.id) ?? []));
  }
}

/** Folders of golden cases by the calculation they run. */
function goldenCases(folder: string, root: string, found = new Map<string, string[]>()): Map<string, string[]> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) goldenCases(path, root, found);
    if (entry.name !== 'input.yaml') continue;
    const { calculation }: { calculation: string } = parse(readFileSync(path, 'utf8'));
    found.set(calculation, [...(found.get(calculation) ?? []), relative(root, folder)].sort());
  }
  return found;
}

function page(method: Method, cases: readonly string[]): string {
  const one = describeMethod(method);
  const years = one.dataYears === null ? '' : ` · data years ${one.dataYears.from}–${one.dataYears.to}`;
  return [
    `# ${one.title.zh} · ${one.title.en}`,
    `\`POST /api/v1/calculations/${one.id}\` · version ${one.version}${years} · written by \`tools/write-method-specs.ts\` from \`data/methods/${one.id}.yaml\``,
    `${one.summary.zh}\n\n${one.summary.en}`,
    `Source: ${one.source.document} (confidence ${one.source.confidence}).${tables(one)}`,
    `## Input\n\n${one.records.map((record) => recordPart(record, one)).join('\n\n')}`,
    `## Formulas\n\nEvery step keeps full precision; “shown” is for display, half-up. A step rounds its value only where “rounds to” says so.\n\n${steps(one)}`,
    one.checks.length === 0
      ? ''
      : `## Checks\n\n${one.checks.map((check) => `- ${check.severity} \`${check.code}\`: ${check.text.zh} ${check.text.en}`).join('\n')}`,
    notes(one),
    `## Example\n\n\`\`\`yaml\n${stringify(one.example, { lineWidth: 140, collectionStyle: 'any' }).trim()}\n\`\`\`\n\n${result(method)}`,
    cases.length === 0 ? '' : `## Golden cases\n\n${cases.map((path) => `- [${path}](../../${path}/case.md)`).join('\n')}`,
  ]
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n');
}

function tables(one: MethodDescription): string {
  if (one.tables.length === 0) return '';
  const names = one.tables.map((table) => `\`${table.name}\` = ${table.table}`);
  return ` Tables: ${names.join(', ')}.`;
}

function both(text: Text): string {
  return cell(`${text.zh} · ${text.en}`);
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

function recordPart(record: MethodDescription['records'][number], one: MethodDescription): string {
  const keys = record.per.map((name) => {
    const fallback = one.sets.find((set) => set.name === name)?.default ?? null;
    return `\`${name}\`${fallback === null ? '' : ` (default ${fallback})`}`;
  });
  const where = record.name === 'root' ? 'Top level' : `\`${record.name}\` — ${both(record.title)}; rows keyed by ${keys.join(', ')}`;
  if (record.inputs.length === 0)
    return `**${where}**${record.name === 'root' ? ': no fields' : ': no further fields; derived from the rows below it'}`;
  const rows = record.inputs.map((input) => {
    const need = input.required ? 'required' : input.default === null ? 'optional' : `default \`${cell(input.default)}\``;
    const bounds = [input.min === null ? '' : `≥ ${input.min}`, input.max === null ? '' : `≤ ${input.max}`]
      .filter((part) => part !== '')
      .join(', ');
    const kind = input.values.length > 0 ? input.values.join(' / ') : input.type === 'quantity' ? (input.unit ?? '') : input.type;
    return `| \`${input.symbol}\` | ${both(input.title)} | ${cell(kind)} | ${need} | ${bounds} |`;
  });
  return [`**${where}**\n`, '| Field | Meaning | Unit or values | | Bounds |', '|---|---|---|---|---|', ...rows].join('\n');
}

function steps(one: MethodDescription): string {
  const rows = one.steps.map((step) => {
    const formulas = step.alternatives.map((alternative, i) => {
      const when = alternative.when === null ? (step.alternatives.length > 1 ? 'else ' : '') : `if \`${cell(alternative.when)}\`: `;
      return `${step.alternatives.length > 1 ? `${i + 1}. ` : ''}${when}\`${cell(alternative.formula)}\``;
    });
    const rounds = step.round === null ? '' : `; rounds to ${step.round.digits} ${step.round.mode}`;
    return `| \`${step.symbol}\` | ${both(step.title)} | ${step.over} | ${formulas.join('<br>')} | ${step.unit ?? step.type} | ${step.shown ?? ''}${rounds} | ${cell(step.clause ?? step.source ?? '')} |`;
  });
  return ['| Symbol | Meaning | For each | Formula | Unit | Shown | Clause |', '|---|---|---|---|---|---|---|', ...rows].join('\n');
}

function notes(one: MethodDescription): string {
  const inputs = one.records.flatMap((record) => record.inputs);
  const said = [...inputs, ...one.steps].flatMap((item) => (item.note ? [`- \`${item.symbol}\`: ${item.note.zh} ${item.note.en}`] : []));
  return said.length === 0 ? '' : `## Notes\n\n${said.join('\n')}`;
}

function result(method: Method): string {
  const evaluation = evaluateMethod(method, method.example, { derivation: false });
  const known = evaluation.outputs.filter((output) => output.shown !== null).slice(0, 12);
  const lines = known.map((output) => {
    const at = Object.values(output.at).join(', ');
    return `- \`${output.symbol}\`${at === '' ? '' : ` (${at})`} = ${output.shown} ${output.unit}`;
  });
  return `gives\n\n${lines.join('\n')}`;
}

if (!existsSync('data/methods')) throw new Error('run from the root of the repository');
main();
