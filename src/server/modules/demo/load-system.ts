import { present } from '../../../kernel/assert.ts';
import * as maturity from '../maturity/index.ts';
import * as system from '../system/index.ts';
import { addPaper } from './load-boundary.ts';
import type { Scene } from './load-turns.ts';
import { type AssessmentTold, type RecordStep, readSystemStory, type SystemStory } from './story-system.ts';
import type { Deed } from './year-desk.ts';

type Told = Readonly<Record<string, unknown>>;
type RecordTold = SystemStory['records'][number];

/** A record as the story left it. */
interface Standing {
  readonly id: string;
  readonly register: string;
  readonly version: number;
  readonly state: string;
  readonly content: Told;
}

/** `$name` is an earlier record or an entity, `@persona` a person; in lists and rows as well. */
function filled(value: unknown, idOf: (name: string) => string): unknown {
  if (typeof value === 'string') return /^[$@]/.test(value) ? idOf(value) : value;
  if (Array.isArray(value)) return value.map((one) => filled(one, idOf));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, filled(one, idOf)]));
}

/** What the product computes of a record, by its register. */
async function compute(
  { cast, shelf }: Scene,
  { id: recordId, register, version: seenVersion }: Standing,
  { by, on, year }: RecordStep,
): Promise<void> {
  if (register === 'carbon_review') await cast.act(by, on, system.computeCarbonReview(shelf), { recordId, seenVersion });
  else if (register === 'management_review')
    await cast.act(by, on, system.fillReview(shelf, maturity.latestStanding), { recordId, seenVersion });
  else await cast.act(by, on, system.computeParameter(shelf), { recordId, year });
}

/** Records of the management system with their versions, moves, evidence and computed values. */
function recordDeeds(scene: Scene, papers: SystemStory['papers'], records: SystemStory['records']): Deed[] {
  const { cast, shelf, shelving, places } = scene;
  const { frameworks } = shelf;
  const made = new Map<string, Standing>();
  const idOf = (name: string): string =>
    name.startsWith('@')
      ? cast.personId(name.slice(1))
      : present(made.get(name.slice(1))?.id ?? places.entities.get(name.slice(1)), `${name} of the story`);

  const add = async ({ as, in: register, at, by, on, says }: RecordTold): Promise<void> => {
    const input = { register, entityId: idOf(at), content: filled(says, idOf), evidenceIds: [] };
    const { id, version, state } = await cast.act(by, on, system.addRecord(frameworks), input);
    made.set(as, { id, register, version, state, content: says });
  };

  const take = async (name: string, step: RecordStep): Promise<void> => {
    const { do: deed, by, on, says, reason, paper } = step;
    const before = present(made.get(name), `record ${name} of the story`);
    const { id: recordId, version: seenVersion, state: seenState } = before;
    if (deed === 'attach') {
      const evidenceId = await addPaper(cast, shelving, by, on, present(papers[paper ?? ''], `paper ${paper} of the story`));
      await cast.act(by, on, system.tieEvidence(frameworks), { recordId, add: [evidenceId], remove: [] });
    } else if (deed === 'compute') {
      await compute(scene, before, step);
      const { version, state, content } = await cast.ask(by, on, system.readRecord(frameworks), { recordId });
      made.set(name, { ...before, version, state, content });
    } else {
      const content = { ...before.content, ...says };
      const { version, state } =
        deed === 'change'
          ? await cast.act(by, on, system.changeRecord(frameworks), { recordId, content: filled(content, idOf), seenVersion, reason })
          : await cast.act(by, on, system.moveRecord(frameworks), { recordId, move: deed, seenVersion, seenState, reason });
      made.set(name, { ...before, version, state, content });
    }
  };

  return records.flatMap((told) => [
    { at: told.on, run: () => add(told) },
    ...told.after.map((step) => ({ at: step.on, run: () => take(told.as, step) })),
  ]);
}

/** An assessment of maturity: what live data propose is accepted except where the assessor says why not; frozen, and signed by another. */
function assessmentDeeds({ cast, shelf, places }: Scene, told: AssessmentTold): Deed[] {
  const { by, on, signed } = told;
  let assessmentId = '';
  const assess = async (): Promise<void> => {
    const entityId = present(places.entities.get(told.at.slice(1)), `${told.at} of the story`);
    ({ id: assessmentId } = await cast.act(by, on, maturity.openAssessment(shelf), { entityId, year: told.year, note: told.note }));
    await cast.act(by, on, maturity.acceptProposals(shelf), { assessmentId, seenProposals: 1 });
    const { dimensions } = await cast.ask(by, on, maturity.readAssessment(shelf), { assessmentId });
    const items = dimensions.flatMap((one) => one.items);
    for (const { clause, score, reason } of told.overruled) {
      const item = present(
        items.find((one) => one.clause === clause),
        `clause ${clause} of the story`,
      );
      const evidence = item.evidence.map(({ type, id }) => ({ type, id }));
      const given = { assessmentId, clause, applies: true, score, evidence, reason, seenVersion: item.version };
      await cast.act(by, on, maturity.scoreClause(shelf), given);
    }
    await cast.act(by, on, maturity.freezeAssessment(shelf), { assessmentId });
  };
  const sign = async (): Promise<void> => {
    const { sha256 } = await cast.ask(signed.by, signed.on, maturity.readAssessment(shelf), { assessmentId });
    await cast.act(signed.by, signed.on, maturity.signAssessment, { assessmentId, seenSha256: sha256 });
  };
  return [
    { at: on, run: assess },
    { at: signed.on, run: sign },
  ];
}

/** The management system: its records and the assessments of its maturity, each through the product's commands. */
export function systemDeeds(scene: Scene): Deed[] {
  const { papers, records, assessments } = readSystemStory(scene.referenceFolder);
  return [...recordDeeds(scene, papers, records), ...assessments.flatMap((told) => assessmentDeeds(scene, told))];
}
