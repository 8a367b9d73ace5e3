import { join } from 'node:path';
import type { Text } from '../../../kernel/text.ts';
import { readYamlFile } from './read-yaml.ts';

/** `data/gwp/gwp.yaml`: the sets, and what the publisher asks. */
export interface GwpDocument {
  readonly credit: Text;
  readonly cautions: readonly Text[];
  readonly sets: readonly { readonly set: string; readonly title: Text; readonly horizonYears: number }[];
}

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): Text {
  return isFields(value) ? { zh: String(value.zh ?? ''), en: String(value.en ?? '') } : { zh: '', en: '' };
}

const listOf = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value.filter(isFields) : []);

/** A reviewed file of our own: what is not there reads as empty, and test/checks/reference-data.test.ts tells. */
export function readGwpDocument(dataDir: string): GwpDocument {
  const { value } = readYamlFile(join(dataDir, 'gwp/gwp.yaml'), 'gwp/gwp.yaml');
  const top = isFields(value) ? value : {};
  return {
    credit: textOf(top.credit),
    cautions: listOf(top.cautions).map(textOf),
    sets: listOf(top.sets).map((set) => ({ set: String(set.set), title: textOf(set.title), horizonYears: Number(set.horizon_years) })),
  };
}
