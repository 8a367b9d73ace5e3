import { present } from '../../../kernel/assert.ts';
import * as asset from '../asset/index.ts';
import type { Scene } from './load-turns.ts';
import type { Story } from './story.ts';
import type { Deed, YearDesk } from './year-desk.ts';

type Told = Story['movements'][number];

/** `CEA 2023` and a project. */
function classOf(told: Told): { programme: string; vintage: number; project: string; registeredOn: string | null } {
  const [programme = '', vintage = ''] = told.class.split(' ');
  return { programme, vintage: Number(vintage), project: told.project, registeredOn: told.registered_on ?? null };
}

/** The id of a class that came in earlier, as `CEA 2023`. */
export async function heldClass({ cast }: Scene, at: string, name: string, project = ''): Promise<string> {
  const { holdings } = await cast.ask('asset_manager', at, asset.readHoldings, {});
  const held = holdings.find(({ class: one }) => `${one.programme} ${one.vintage}` === name && one.project === project);
  return present(held, `units of ${name}`).class.id;
}

/** An issue rests on what the authority attested, which is recorded with it. */
async function attested({ cast }: Scene, told: Told, entityId: string): Promise<{ attestationId: string } | undefined> {
  if (told.attested_on === undefined) return undefined;
  const { programme, vintage, project } = classOf(told);
  const { id } = await cast.act('asset_manager', told.at, asset.attest, {
    ...{ entityId, programme, vintage, project, quantity: told.quantity },
    ...{ documentNo: told.document_no, attestedOn: told.attested_on },
  });
  return { attestationId: id };
}

/** Enters a movement of units; the instruction and its code where it waits for approval. */
async function enter({ scene, transactions }: YearDesk, told: Told): Promise<{ instructionId: string | null; code: string | null }> {
  const { told: story, cast, shelf, places } = scene;
  const entityId = present(places.entities.get(told.entity), `entity ${told.entity}`);
  const comesIn = told.from === 'external' || told.from === 'issuance';
  const entity = story.entities.find((one) => one.ref === told.entity);
  const { instructionId, code, transactionId } = await cast.act('asset_manager', told.at, asset.instruct(shelf), {
    ...{ kind: told.kind, entityId, effectiveOn: told.effective_on, quantity: told.quantity, from: told.from, to: told.to },
    ...(comesIn ? { newClass: classOf(told) } : { classId: await heldClass(scene, told.at, told.class, told.project) }),
    ...(await attested(scene, told, entityId)),
    ...{ documentNo: told.document_no, reason: told.reason, period: told.period, claim: told.claim },
    beneficiary: told.claim === '' ? '' : (entity?.name ?? ''),
  });
  if (transactionId !== null) transactions.set(told.document_no, transactionId);
  return { instructionId, code };
}

/** Movements of units, entered by the asset manager; what is final is approved by another, who was told the code. */
export function movementDeeds(desk: YearDesk): Deed[] {
  const { told: story, cast } = desk.scene;
  return story.movements.map((told) => ({
    at: told.at,
    run: async () => {
      const { instructionId, code } = await enter(desk, told);
      if (!told.approved) return;
      await cast.act(told.approved.by, told.approved.at, asset.decideInstruction, { instructionId, decision: 'approve', code: code ?? '' });
    },
  }));
}
