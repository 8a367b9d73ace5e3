import type { FlowKind, Parameter, Uncertainty } from '../dataset.ts';
import { type Fields, fieldsIn, flagIn, given, numberIn, textIn } from './fields.ts';
import { type Findings, kinds } from './reading.ts';

/** Parts that stand in several kinds of data sets of openLCA JSON-LD. */

export const idOf = (one: Fields): string => textIn(one['@id']) ?? '';

/** Schema 2: folders are one text. */
export const pathIn = (value: unknown): string[] | undefined => textIn(value)?.split('/');

export const synonymsIn = (value: unknown): string[] | undefined =>
  textIn(value)
    ?.split(';')
    .map((text) => text.trim());

/** A list that our own export writes beside a text whose separators stand in its parts too. */
export const textsIn = (value: unknown): string[] | undefined =>
  Array.isArray(value) ? value.flatMap((one: unknown) => (typeof one === 'string' ? [one] : [])) : undefined;

/** The name of a unit that is referred to: as given, else by its id; a unit may have no name. */
export function unitNameIn(value: unknown, names: ReadonlyMap<string, string>): string {
  const { name } = fieldsIn(value);
  return typeof name === 'string' ? name : (names.get(idOf(fieldsIn(value))) ?? '');
}

export function flowKindOf(value: unknown): FlowKind {
  const text = textIn(value);
  return text === 'PRODUCT_FLOW' ? 'product' : text === 'WASTE_FLOW' ? 'waste' : 'elementary';
}

export const isFlowKind = (value: unknown): boolean => value === 'PRODUCT_FLOW' || value === 'WASTE_FLOW' || value === 'ELEMENTARY_FLOW';

export function parameterFrom(one: Fields, findings: Findings): Parameter {
  const name = (textIn(one.name) ?? '').trim();
  const formula = flagIn(one.inputParameter) || flagIn(one.isInputParameter) ? undefined : textIn(one.formula);
  const value = numberIn(one.value);
  // A dependent parameter need not state what its formula gives.
  if (value === undefined && formula === undefined)
    findings.say(kinds.assumed, { at: { parameter: name } }, { of: name, field: 'value', value: '0' });
  return given({
    name,
    value: value ?? 0,
    formula,
    description: textIn(one.description),
    uncertainty: uncertaintyFrom(one.uncertainty),
  });
}

export function uncertaintyFrom(value: unknown): Uncertainty | undefined {
  const one = fieldsIn(value);
  const kind = textIn(one.distributionType) ?? '';
  const [minimum, mode, maximum] = [numberIn(one.minimum), numberIn(one.mode), numberIn(one.maximum)];
  const [geometricMean, geometricSd, mean, sd] = [numberIn(one.geomMean), numberIn(one.geomSd), numberIn(one.mean), numberIn(one.sd)];
  if (kind.startsWith('LOG') && geometricMean !== undefined && geometricSd !== undefined)
    return { kind: 'lognormal', geometricMean, geometricSd };
  if (kind.startsWith('NORMAL') && mean !== undefined && sd !== undefined) return { kind: 'normal', mean, sd };
  if (minimum === undefined || maximum === undefined) return undefined;
  if (kind.startsWith('TRIANG') && mode !== undefined) return { kind: 'triangular', minimum, mode, maximum };
  return kind.startsWith('UNIFORM') ? { kind: 'uniform', minimum, maximum } : undefined;
}
