import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { journalEndpoints as e } from '../../../../contract/journal.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { toBase64 } from '../../../../kernel/trust/bytes.ts';
import { rootOfEdge } from '../../../../kernel/trust/merkle.ts';
import { noteKeyText, noteKeyTypes } from '../../../../kernel/trust/note.ts';
import { query } from '../../../work/command.ts';
import { type MountedRoute, route, runs } from '../../../work/route.ts';
import { leafOfEntry, witnessesNow } from '../store.ts';
import { sha256 } from './hash.ts';
import { proveLeaf } from './prove.ts';
import { type Signer, type SignerOptions, startSigner } from './signer.ts';
import { trustWitness } from './trust-witness.ts';
import { addCosignature, cosignedNote } from './witnesses.ts';

/** So long a proof waits for an index and for a head. */
const patienceMs = 5_000;

export interface OpenLog {
  readonly routes: readonly MountedRoute[];
  readonly signer: Signer;
}

const readWitnesses = query({
  name: 'journal.read-witnesses',
  action: 'journal.read',
  input: z.strictObject({ origin: z.string() }),
  run: async (work, { origin }) => await witnessesNow(work.tx, origin),
});

const readLeaf = query({
  name: 'journal.read-leaf',
  action: 'journal.read',
  input: z.object({ leafId: z.uuid() }),
  run: async (work, { leafId }) => {
    const leaf = await leafOfEntry(work.tx, work.actor.organizationId, leafId);
    if (leaf === null) throw new Refusal('not_found', { values: { leafId } });
    return leaf;
  },
});

/** The signed log: its standing, proofs of single entries, cosignatures of witnesses; beside them the signer itself. */
export function openLog(options: SignerOptions): OpenLog {
  const { pool, clock } = options;
  const signer = startSigner(options);
  const standingNow = () => {
    const { origin, publicKey, head, refusal } = signer.standing();
    const key = origin === null || publicKey === null ? null : noteKeyText(sha256, { name: origin, publicKey, type: noteKeyTypes.ed25519 });
    const told = head && { size: head.edge.size, root: toBase64(rootOfEdge(sha256, head.edge)), signedAt: head.signedAt };
    return { origin, publicKey: key, head: told, refusal };
  };
  return {
    signer,
    routes: [
      route(e.readLog, async (call) => {
        const standing = standingNow();
        return { ...standing, witnesses: await call.ask(readWitnesses, { origin: standing.origin ?? '' }) };
      }),
      route(e.readLogProof, async (call) => {
        let leaf = await call.ask(readLeaf, call.params);
        // An index is at most a moment behind its entry.
        for (let waited = 0; leaf.index === null && waited < patienceMs; waited += 50) {
          await sleep(50);
          leaf = await call.ask(readLeaf, call.params);
        }
        const { index, bytes } = leaf;
        const head = index === null ? null : await Promise.race([signer.covering(index + 1), sleep(patienceMs, null, { ref: false })]);
        const { origin } = signer.standing();
        if (head === null || origin === null || index === null) throw new Refusal('log_not_signed');
        const note = await cosignedNote(pool, origin, head.edge.size, head.note);
        return { leaf: bytes, proof: await proveLeaf(signer.tiles, head, { index, leaf: bytes, note }) };
      }),
      route(e.trustWitness, runs(trustWitness)),
      route(e.addCosignature, async (call) => {
        const { origin } = signer.standing();
        if (origin === null) throw new Refusal('not_found');
        return await addCosignature(pool, origin, { ...call.body, nowMs: clock.now() });
      }),
    ],
  };
}
