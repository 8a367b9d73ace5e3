import type { z } from 'zod';
import { present } from '../../../kernel/assert.ts';
import { type Actor, demoOrganizationId, type Grant } from '../../work/actor.ts';
import type { Command, Query } from '../../work/command.ts';
import { runCommand, runQuery, type WorkDeps } from '../../work/run.ts';
import type { Story } from './story.ts';

/** Somebody of the story does something at a certain instant: through the same funnel, rights and rules as everybody else. */
export type Act = <I extends z.ZodType, R>(persona: string, at: string, command: Command<I, R>, input: unknown) => Promise<R>;

export type Ask = <I extends z.ZodType, R>(persona: string, at: string, query: Query<I, R>, input: unknown) => Promise<R>;

export interface Cast {
  readonly act: Act;
  /** Somebody looks at what stands there. */
  readonly ask: Ask;
  readonly actor: (persona: string) => Actor;
  readonly personId: (persona: string) => string;
}

export function castOf(deps: WorkDeps, told: Story, people: Readonly<Record<string, string>>, entityId: (ref: string) => string): Cast {
  const personId = (persona: string) => present(people[persona], `nobody plays ${persona}`);
  const actor = (persona: string): Actor => {
    const person = present(
      told.people.find((p) => p.persona === persona),
      `nobody plays ${persona}`,
    );
    const grants: Grant[] = person.roles.map((role) => ({ role, entityId: person.entity === undefined ? null : entityId(person.entity) }));
    return { kind: 'person', organizationId: demoOrganizationId, personId: personId(persona), name: person.name, grants };
  };
  return {
    personId,
    actor,
    act: (persona, at, command, input) => runCommand(deps, command, actor(persona), input, { at }),
    ask: (persona, at, query, input) => runQuery(deps, query, actor(persona), input, { at }),
  };
}
