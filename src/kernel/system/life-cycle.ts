import { present } from '../assert.ts';
import type { Text } from '../text.ts';
import { isFilled, textsIn } from './content.ts';
import type { Content, Move, Register, State } from './register.ts';

export function stateOf(register: Register, code: string): State {
  return present(
    register.cycle.states.find((one) => one.code === code),
    `${register.id} has no state ${code}`,
  );
}

export function moveOf(register: Register, code: string): Move | undefined {
  return register.cycle.moves.find((one) => one.code === code);
}

/** What decides whether a move may be made, besides the right to it. */
export interface MoveFacts {
  readonly state: string;
  readonly content: Content;
  /** Who wrote a version since the last approval. */
  readonly authorIds: readonly string[];
  readonly actorId: string;
  readonly evidenceCount: number;
}

export type Objection =
  | { readonly code: 'wrong_state' }
  | { readonly code: 'own_work' }
  | { readonly code: 'named_in'; readonly field: Text }
  | { readonly code: 'not_apart'; readonly fields: readonly [Text, Text]; readonly personId: string }
  /** Something that only the records of others tell: in words already. */
  | { readonly code: 'told'; readonly text: Text }
  | { readonly code: 'field_empty'; readonly field: Text; readonly fieldId: string }
  | { readonly code: 'no_evidence' }
  | { readonly code: 'on_hold'; readonly field: Text };

/**
 * Everything that stands against a move, for the disabled button and for the refusal alike. The reason is given with the move and is no objection before it.
 * No record is approved by its author (clause 7.4, standard.md §6).
 */
export function objectionsTo(register: Register, move: Move, facts: MoveFacts): Objection[] {
  const said: Objection[] = [];
  if (!move.from.includes(facts.state)) said.push({ code: 'wrong_state' });
  if ((move.byAnother || move.approves) && facts.authorIds.includes(facts.actorId)) said.push({ code: 'own_work' });
  for (const field of register.fields) {
    const value = facts.content[field.id];
    if (move.notBy.includes(field.id) && textsIn(value).includes(facts.actorId)) said.push({ code: 'named_in', field: field.name });
    if (requiredFor(register, move, field.id) && !isFilled(value)) said.push({ code: 'field_empty', field: field.name, fieldId: field.id });
  }
  said.push(...notApart(register, move, facts.content));
  const held = register.fields.find((one) => one.id === register.roles.hold);
  if (held && facts.content[held.id] === true && stateOf(register, move.to).stands === 'ended')
    said.push({ code: 'on_hold', field: held.name });
  if (move.needsEvidence && facts.evidenceCount === 0) said.push({ code: 'no_evidence' });
  return said;
}

function notApart(register: Register, move: Move, content: Content): Objection[] {
  const fields = register.fields.filter((one) => move.apart.includes(one.id));
  return fields.flatMap((one, index) =>
    fields.slice(index + 1).flatMap((other): Objection[] => {
      const both = textsIn(content[one.id]).filter((id) => textsIn(content[other.id]).includes(id));
      return both.map((personId) => ({ code: 'not_apart', fields: [one.name, other.name], personId }));
    }),
  );
}

/** A draft may be incomplete; what leaves the first state, other than to an end, is whole. */
function requiredFor(register: Register, move: Move, fieldId: string): boolean {
  if (move.needs.includes(fieldId)) return true;
  const leaves = move.from.includes(register.cycle.first) && stateOf(register, move.to).stands !== 'ended';
  return leaves && register.fields.some((one) => one.id === fieldId && one.required && one.type !== 'score');
}

/** The state of the version that a change of the content makes; null: nothing may be changed here. */
export function stateAfterChange(register: Register, code: string): string | null {
  const state = stateOf(register, code);
  return state.editable ? code : state.revisesTo;
}

/** Moves out of a state that bring a record on: to a later state of its life cycle that is no end in vain. Sending back and closing are nobody's duty. */
export function forwardMoves(register: Register, code: string): Move[] {
  const { states, moves } = register.cycle;
  const from = states.findIndex((one) => one.code === code);
  const state = states[from];
  if (!state || state.stands === 'ended' || state.stands === 'in_force' || state.stands === 'done') return [];
  return moves.filter((move) => {
    const to = states.findIndex((one) => one.code === move.to);
    return move.from.includes(code) && to > from && states[to]?.stands !== 'ended';
  });
}
