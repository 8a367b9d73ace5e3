import type { DerivationNode } from '../../kernel/derivation.ts';
import type { Text } from '../../kernel/text.ts';
import type { DerivationRecord } from './derivation-record.ts';
import { indexNodes } from './derivation-tree.ts';
import type { MethodWords } from './method-words.ts';

/** Words a plain-text record needs, in the language it is written in. */
export interface RecordWords extends MethodWords {
  readonly say: (text: Text) => string;
  readonly head: string;
  readonly method: string;
  readonly frozen: string;
  readonly computedNow: string;
  readonly source: string;
  readonly clause: string;
  readonly given: string;
  readonly evidence: string;
  readonly conventions: string;
  readonly approvals: string;
  readonly findings: string;
  readonly state: (state: string) => string;
}

/** The whole derivation as text that can be printed, mailed and compared line by line: the result first, then every step down to the inputs. */
export function derivationText(record: DerivationRecord, words: RecordWords): string {
  const { derivation, frozen } = record;
  const index = indexNodes(derivation.nodes);
  const lines: string[] = [
    `${words.head}: ${record.nodeId} (${record.year})`,
    `${words.method}: ${words.say(derivation.method.title)} ${derivation.method.id} v${derivation.method.version} — ${words.cite(derivation.method.source)}`,
    frozen ? `${words.frozen} ${frozen.recordedAt} sha256:${frozen.contentSha256}` : words.computedNow,
    '',
  ];
  const written = new Set<string>();
  const write = (node: DerivationNode) => {
    if (written.has(node.id)) return;
    written.add(node.id);
    lines.push(...nodeLines(node, record, words), '');
    for (const below of index.below(node.id)) write(below);
  };
  const root = index.byId.get(record.nodeId);
  if (root) write(root);
  if (record.conventions.length > 0) {
    lines.push(`## ${words.conventions}`);
    for (const c of record.conventions)
      lines.push(
        `- ${c.symbol}: ${c.unit === '' ? words.word(c.value ?? '') : (c.value ?? '')} ${c.unit} — ${words.say(c.title)} — ${words.cite(c.source)} [${c.confidence}]`,
      );
    lines.push('');
  }
  if (record.approvals.length > 0) {
    lines.push(`## ${words.approvals}`);
    for (const a of record.approvals)
      lines.push(
        `- ${a.month}: ${words.state(a.fromState)} → ${words.state(a.toState)}, ${a.byName}, ${a.at}${a.reason ? `, ${a.reason}` : ''}${a.snapshotSha256 ? ` sha256:${a.snapshotSha256}` : ''}`,
      );
    lines.push('');
  }
  if (record.findings.length > 0) {
    lines.push(`## ${words.findings}`);
    for (const f of record.findings) lines.push(`- [${f.severity}] ${words.say(f.text)}`);
    lines.push('');
  }
  return lines.join('\n');
}

function nodeLines(node: DerivationNode, record: DerivationRecord, words: RecordWords): string[] {
  const unit = node.unit === '1' ? '' : node.unit;
  const lines = [
    `${node.id} = ${node.unit === '' ? words.word(node.value ?? '—') : (node.value ?? '—')} ${unit}`.trimEnd(),
    `  ${words.say(node.title)}`,
  ];
  if (node.kind === 'step') {
    lines.push(`  ${node.symbol} = ${node.formula}`, `  = ${node.substituted}`);
    if (node.choice) lines.push(`  ${node.choice.number}/${node.choice.of}: ${words.say(node.choice.why)}`);
    if (node.rounding) lines.push(`  ${node.rounding.mode} ${node.rounding.digits}: ${node.rounding.exact}`);
    if (node.clause) lines.push(`  ${words.clause}: ${words.cite(node.clause)}`);
    if (node.source) lines.push(`  ${words.source}: ${words.cite(node.source)}`);
  }
  if (node.kind === 'lookup')
    lines.push(
      `  ${node.table}.${node.column}[${node.keys.join(', ')}]`,
      `  ${words.source}: ${words.cite(node.source)} [${node.confidence}]`,
    );
  if (node.kind === 'input') {
    if (node.given) lines.push(`  ${words.given}: ${node.given.value} ${node.given.unit} × ${node.given.factor}`);
    const datum = record.data.find((one) => one.ref === node.ref);
    if (datum) {
      lines.push(`  ${datum.month} v${datum.version}, ${datum.recordedByName}, ${datum.recordedAt}, ${datum.acquisition}`);
      for (const e of datum.evidence) lines.push(`  ${words.evidence}: ${e.title} (${e.fileName}, r${e.revision}) sha256:${e.fileSha256}`);
    }
  }
  return lines;
}
