import { present } from '../../../kernel/assert.ts';
import { evaluateApproach1 } from '../../../kernel/emission/uncertainty/evaluate-approach-1.ts';
import * as asset from '../asset/index.ts';
import * as emission from '../emission/index.ts';
import type { Shelf } from '../library/index.ts';
import type { Cast } from './cast.ts';
import { explain } from './chapter.ts';
import { addPaper, type Places, type Shelving } from './load-boundary.ts';
import { readStackHours, type Story } from './story.ts';

/** Everything a later turn of the story needs. */
export interface Scene {
  readonly told: Story;
  readonly cast: Cast;
  readonly shelf: Shelf;
  readonly shelving: Shelving;
  readonly places: Places;
  readonly referenceFolder: string;
}

/** Corrections of locked months: asked for by who keeps the data, reviewed and approved by two others. */
export async function loadCorrections({ told, cast, shelf, shelving, places }: Scene): Promise<void> {
  for (const one of told.corrections) {
    const unit = present(places.units.get(one.unit), `unit ${one.unit}`);
    const evidenceId = await addPaper(cast, shelving, 'plant_statistician', one.requested_at, one.paper);
    const changes = Object.entries(one.values).map(([parameter, value]) => ({
      parameter,
      fuelStreamId: unit.fuelStreams.find((stream) => stream.code === 'coal')?.id ?? null,
      value,
      comment: one.comment,
    }));
    const request = { unitId: unit.id, month: one.month, reason: one.reason, changes, evidenceIds: [evidenceId] };
    const { items } = await cast.act('plant_statistician', one.requested_at, emission.requestCorrection(shelf), request);
    const asked = present(
      items.find((item) => item.month === one.month && item.state === 'requested'),
      'the correction that was asked for',
    );
    const decide = emission.decideCorrection(shelf);
    const deed = { correctionId: asked.id, version: asked.version };
    await cast.act('plant_reviewer', one.reviewed_at, decide, { ...deed, deed: 'review' });
    await cast.act('plant_manager', one.approved_at, decide, { ...deed, deed: 'approve', version: asked.version + 1 });
    const place = { unitId: unit.id, year: Number(one.month.slice(0, 4)) };
    const grid = await cast.ask('plant_statistician', one.explained_at, emission.readMonthGrid(shelf), place);
    await explain({ told, cast, shelf, unit }, grid, one.month, one.explained_at);
  }
}

/** What the verifier found for a year: entered from the statement by one person, confirmed by another. */
export async function loadVerification({ told, cast, shelf, shelving, places }: Scene): Promise<void> {
  const {
    entity,
    year,
    total,
    units,
    opinion,
    statement,
    verifier,
    verifier_en: verifierEn,
    verified_on,
    paper,
    entered_at,
    confirmed_at,
  } = told.verification;
  const evidenceId = await addPaper(cast, shelving, 'plant_reviewer', entered_at, paper);
  const { versions } = await cast.act('plant_reviewer', entered_at, emission.enterVerificationRecord(shelf), {
    entityId: places.entities.get(entity),
    year,
    verifiedT: total,
    units: Object.entries(units).map(([code, verifiedT]) => ({ unitId: places.units.get(code)?.id, verifiedT })),
    opinion,
    statement,
    verifier,
    verifierEn,
    verifiedOn: verified_on,
    evidenceIds: [evidenceId],
    seenVersion: 0,
  });
  const recordId = present(versions[0], 'the record that was entered').id;
  await cast.act('plant_manager', confirmed_at, emission.confirmVerificationRecord(shelf), { recordId });
}

type Drafted = Awaited<ReturnType<ReturnType<typeof emission.draftControlPlan>['run']>>;

/** The proposal with what only the plant knows: who keeps each value, and that unit 2 weights its coal quality by the coal of the day. */
function written({ told, places }: Scene, { plan, content }: Drafted) {
  const weighted = new Set(told.samples.map((one) => places.units.get(one.unit)?.id));
  const quality = new Set(['C_ar', 'NCV_ar']);
  const person = (persona: string) => told.people.find((one) => one.persona === persona)?.name ?? '';
  const lines = content.lines.map(({ parameter, title: _, unit: __, ...line }) => ({
    ...line,
    person: person(quality.has(parameter) ? 'lab_analyst' : 'plant_statistician'),
    ...(quality.has(parameter) && weighted.has(line.unitId) ? { acquisition: 'calculated', description: told.weighted_quality } : {}),
  }));
  const { validFrom, trigger, note, version } = plan;
  return { planId: plan.id, validFrom, trigger, note, version, lines, facilities: content.facilities, sections: content.sections };
}

/** Data quality control plans, each drafted, reviewed, approved and filed in December before its year. */
export async function loadControlPlans(scene: Scene): Promise<void> {
  const { told, cast, shelf, shelving, places } = scene;
  const move = emission.moveControlPlan(shelf);
  for (const one of told.control_plans) {
    const draft = { entityId: places.entities.get(one.entity), year: one.year, note: one.note, seenNumber: 0 };
    const drafted = await cast.act('plant_statistician', one.drafted_at, emission.draftControlPlan(shelf), draft);
    const planId = drafted.plan.id;
    let { plan } = await cast.act('plant_statistician', one.written_at, emission.changeControlPlan(shelf), written(scene, drafted));
    ({ plan } = await cast.act('plant_reviewer', one.reviewed_at, move, { planId, to: 'reviewed', version: plan.version }));
    ({ plan } = await cast.act('plant_manager', one.approved_at, move, { planId, to: 'approved', version: plan.version }));
    const evidenceId = await addPaper(cast, shelving, 'plant_statistician', one.filed_at, one.paper);
    const filing = { planId, filedOn: one.filed_on, receiptNumber: one.receipt, evidenceIds: [evidenceId], version: plan.version };
    await cast.act('plant_statistician', one.filed_at, emission.fileControlPlan(shelf), filing);
  }
}

/** Notices of the authority, each recorded unit by unit and confirmed by a second person. */
export async function loadAllocations({ told, cast, shelving, places }: Scene): Promise<void> {
  for (const { year, kind, decided_on, document_no, tonnes, paper, recorded_at, confirmed_at } of told.allocations) {
    const evidenceIds = paper === undefined ? [] : [await addPaper(cast, shelving, 'group_carbon_manager', recorded_at, paper)];
    for (const [code, amount] of Object.entries(tonnes)) {
      const { id: decisionId } = await cast.act('asset_manager', recorded_at, asset.recordAllocationDecision, {
        ...{ unitId: places.units.get(code)?.id, year, kind, tonnes: amount },
        ...{ decidedOn: decided_on, documentNo: document_no, evidenceIds, seenVersion: 0 },
      });
      await cast.act('group_carbon_manager', confirmed_at, asset.confirmAllocationDecision, { decisionId });
    }
  }
}

/** What the forms of the annual report ask for beyond the organization's own record. */
export async function loadFormFacts({ told, cast, places }: Scene): Promise<void> {
  const { at, entity, facts, units } = told.form_facts;
  const seenVersion = 0;
  const entityId = places.entities.get(entity);
  await cast.act('plant_statistician', at, emission.recordEntityFacts, { entityId, facts, seenVersion });
  for (const [code, ofUnit] of Object.entries(units)) {
    const unitId = places.units.get(code)?.id;
    await cast.act('plant_statistician', at, emission.recordUnitFacts, { unitId, facts: ofUnit, seenVersion });
  }
}

/** The monitored stack of a unit and its hours of one month. */
export async function loadStack({ told, cast, places, referenceFolder }: Scene): Promise<void> {
  const { unit, code, name, name_en: nameEn, location, added_at, pushed_at, file } = told.stack;
  const unitId = places.units.get(unit)?.id;
  const added = await cast.act('metering_engineer', added_at, emission.addStack, { unitId, code, name, nameEn, location });
  const hours = readStackHours(referenceFolder, file);
  await cast.act('plant_statistician', pushed_at, emission.pushHours, { stackId: added.id, hours });
}

/** The uncertainty of a year by error propagation, with what is usual for its sources. */
export async function loadUncertainty({ told, cast, shelf, places, referenceFolder }: Scene): Promise<void> {
  const { entity, year, at, note } = told.uncertainty;
  const parts = { shelf, usual: emission.readUsualUncertainties(referenceFolder) };
  const place = { entityId: places.entities.get(entity), year };
  const draft = await cast.ask('plant_statistician', at, emission.readUncertaintyDraft(parts), place);
  const sources = draft.sources.map(({ name, value, parameters }) => ({
    name,
    value,
    parameters: parameters.map(({ name: parameter, kind, lowerPercent, upperPercent, distribution, greatestMultiple, group, source }) => ({
      name: parameter,
      kind,
      lower_percent: lowerPercent,
      upper_percent: upperPercent,
      distribution,
      ...(greatestMultiple === null ? {} : { greatest_multiple: greatestMultiple }),
      ...(group === null ? {} : { group }),
      source: source.zh,
    })),
  }));
  const body = { unitId: null, approach: 'approach_1' as const, sources, correlations: [] };
  await cast.act('plant_statistician', at, emission.storeAnalysis(parts, evaluateApproach1(body)), { ...place, ...body, note });
}
