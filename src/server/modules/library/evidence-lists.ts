import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { evidenceKind } from '../../../contract/document.ts';
import type { EvidenceItem, EvidenceList } from '../../../kernel/emission/evidence-list.ts';
import type { Finding } from '../../../kernel/finding.ts';
import { readYamlFile } from './read-yaml.ts';

const text = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
const item = z.strictObject({
  code: z.string(),
  required: z.boolean(),
  kinds: z.array(evidenceKind).min(1),
  product: z.enum(['meter_calibration', 'weighting', 'daily_moisture']).nullable().default(null),
  title: text,
});
const file = z.strictObject({
  evidence_list: z.string(),
  title: text,
  methods: z.array(z.string()).min(1),
  required_from: z.int(),
  source: z.strictObject({ document: z.string(), confidence: z.enum(['high', 'medium', 'low']), note: z.string().optional() }),
  parameters: z.array(z.strictObject({ parameters: z.array(z.string()).min(1), items: z.array(item).min(1) })),
});

/** The evidence lists of `data/frameworks` by method; a wrong file is left out and told. */
export function readEvidenceLists(dataDir: string): {
  readonly byMethod: ReadonlyMap<string, EvidenceList>;
  readonly findings: readonly Finding[];
} {
  const folder = join(dataDir, 'frameworks');
  const byMethod = new Map<string, EvidenceList>();
  const findings: Finding[] = [];
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('-evidence.yaml')) : [];
  for (const name of names.sort()) {
    const shown = `frameworks/${name}`;
    const read = readYamlFile(join(folder, name), shown);
    const parsed = read.findings.length > 0 ? null : file.safeParse(read.value);
    findings.push(...read.findings);
    if (parsed === null) continue;
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      const path = (issue?.path ?? []).filter((part): part is string | number => typeof part !== 'symbol');
      const what = `${path.join('/')}: ${issue?.message ?? ''}`;
      findings.push({
        code: 'evidence_list_wrong',
        severity: 'error',
        place: read.locate(path),
        text: { zh: `证据清单有误：${what}`, en: `The evidence list is wrong: ${what}` },
      });
      continue;
    }
    const { data } = parsed;
    const items = new Map<string, readonly EvidenceItem[]>(
      data.parameters.flatMap((one) => one.parameters.map((symbol) => [symbol, one.items] as const)),
    );
    const list = {
      id: data.evidence_list,
      title: data.title,
      source: data.source.document,
      requiredFrom: data.required_from,
      items: (symbol: string) => items.get(symbol) ?? [],
    };
    for (const method of data.methods) byMethod.set(method, list);
  }
  return { byMethod, findings };
}
