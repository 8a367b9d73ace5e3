import { complianceEndpoints as e } from '../../../../contract/compliance.ts';
import { ledgerAccountKinds } from '../../../../contract/ledger-kinds.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { query } from '../../../work/command.ts';
import { download } from '../../../work/download.ts';
import { type MountedRoute, route } from '../../../work/route.ts';
import type { RenderThreads } from '../../emission/index.ts';
import * as journal from '../../journal/index.ts';
import { transactionObject } from '../ledger/post-transaction.ts';
import { readTransaction } from '../ledger/read-transactions.ts';
import { transactionOf } from '../ledger/store.ts';
import { type CertificateFacts, composeCertificate } from './compose-certificate.ts';

/** The facts of a certificate. Only what went to a final account has one. */
export const readCertificateFacts = query({
  name: 'asset.read-certificate',
  action: 'asset.read',
  input: e.readCertificate.params,
  run: async (work, { transactionId }): Promise<CertificateFacts> => {
    const transaction = await readTransaction.run(work, { transactionId });
    if (!transaction.legs.some((leg) => ledgerAccountKinds[leg.to.kind].final)) throw new Refusal('wrong_state');
    const { resolves } = transaction;
    const proposal = resolves === null ? undefined : await transactionOf(work.tx, work.actor.organizationId, resolves);
    const deeds = await journal.historyOf(work, [transactionObject], [transactionId]);
    const posted = deeds.at(-1);
    return {
      transaction,
      proposedAt: proposal?.recorded_at ?? null,
      journal: posted ? { contentSha256: posted.contentSha256, leafId: posted.leafId } : null,
    };
  },
});

/** Certificates are written by the thread of the reports; `folder` holds the template. */
export function certificateRoutes(threads: RenderThreads, folder: string): MountedRoute[] {
  return [
    route(e.readCertificate, async (call) => {
      const { language } = call.query;
      const facts = await call.ask(readCertificateFacts, call.params);
      const snapshot = JSON.stringify(composeCertificate(facts, language));
      const bytes = await threads.ask(call.actor.personId, { kind: 'paper_pdf', snapshot, folder });
      const fileName = `certificate-${facts.transaction.id}-${language}.pdf`;
      return download(call, { content: bytes, fileName, mediaType: 'application/pdf' });
    }),
  ];
}
