import type { Text } from '../text.ts';
import type { Register } from './register.ts';

/** What does not hold together in a register's description: names that lead nowhere, moves into states that are not there, approvals nobody else could make. */
export function registerFaults(register: Register, clauses: ReadonlySet<string>, registers: ReadonlySet<string>): Text[] {
  const faults: Text[] = [];
  const missing = (what: string, name: string) =>
    faults.push({ zh: `${register.id}：${what}“${name}”不存在`, en: `${register.id}: ${what} “${name}” is not there` });
  const fields = new Set<string>();
  for (const field of register.fields) {
    if (fields.has(field.id)) faults.push({ zh: `${register.id}：“${field.id}”重复`, en: `${register.id}: “${field.id}” stands twice` });
    fields.add(field.id);
  }
  const { title, owner, due, clauses: own, formula, hold } = register.roles;
  for (const name of [title, owner, due, own, formula, hold, ...register.columns])
    if (name !== null && !fields.has(name)) missing('field', name);
  for (const field of register.fields)
    if (field.type === 'score') for (const name of field.of) if (!fields.has(name)) missing('field', name);
  for (const field of register.fields)
    for (const one of field.type === 'rows' ? field.columns : [field]) {
      if (one.type === 'record') for (const name of one.of) if (!registers.has(name)) missing('register', name);
      if (one.type === 'choice')
        for (const clause of one.options.flatMap((option) => option.clauses)) if (!clauses.has(clause)) missing('clause', clause);
    }
  for (const clause of register.clauses) if (!clause.startsWith('*.') && !clauses.has(clause)) missing('clause', clause);
  const states = new Map(register.cycle.states.map((one) => [one.code, one]));
  if (!states.get(register.cycle.first)?.editable) missing('editable first state', register.cycle.first);
  for (const state of states.values())
    if (state.revisesTo !== null && !states.get(state.revisesTo)?.editable) missing('state', state.revisesTo);
  for (const move of register.cycle.moves) {
    for (const state of [...move.from, move.to]) if (!states.has(state)) missing('state', state);
    for (const field of [...move.needs, ...move.notBy, ...move.apart]) if (!fields.has(field)) missing('field', field);
    if (states.get(move.to)?.stands === 'in_force' && !move.approves)
      faults.push({
        zh: `${register.id}：“${move.code}”未经批准即生效`,
        en: `${register.id}: “${move.code}” puts in force without an approval`,
      });
  }
  return faults;
}
