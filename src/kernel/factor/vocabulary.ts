import type { Finding } from '../finding.ts';
import type { QuantityRule } from './check.ts';
import { DocumentReader } from './document.ts';

/** Reads data/factors/vocabulary/quantities.yaml. */
export function readQuantities(document: unknown, file: string): { quantities: ReadonlyMap<string, QuantityRule>; findings: Finding[] } {
  const reader = new DocumentReader(file);
  const top = reader.fields(document, '');
  const list = reader.list(top, 'quantities');
  const quantities = new Map<string, QuantityRule>();
  list.forEach((entry, index) => {
    const fields = reader.fields(entry, `/quantities/${index}`);
    const quantity = reader.text(fields, 'quantity');
    const title = reader.bilingual(fields, 'title');
    const needsGas = reader.flag(fields, 'needs_gas');
    const bounds = reader.has(fields, 'bounds') ? reader.list(fields, 'bounds') : [];
    const read = bounds.map((bound, at) => {
      const inner = reader.fields(bound, `${fields.path}/bounds/${at}`);
      const made = { unit: reader.text(inner, 'unit'), min: reader.text(inner, 'min'), max: reader.text(inner, 'max') };
      reader.noOther(inner);
      return made;
    });
    reader.noOther(fields);
    quantities.set(quantity, { quantity, title, needsGas, bounds: read });
  });
  reader.noOther(top);
  return { quantities, findings: reader.findings };
}
