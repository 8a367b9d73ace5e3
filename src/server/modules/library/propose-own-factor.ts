import { ownFactorInput } from '../../../contract/library.ts';
import { present } from '../../../kernel/assert.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { command } from '../../work/command.ts';
import { collectFaults } from '../../work/faults.ts';
import * as document from '../document/index.ts';
import { checkClaim, editionBefore, effectOn, sameQuestion, unitFits } from './own-factor-checks.ts';
import { ownFactorObject, ownFactorViews } from './own-factor-view.ts';
import { allOwnFactors, insertOwnFactor, lockOwnFactors, type OwnFactor } from './store/own-factors.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Proposes a factor of the organization's own with its source and evidence; another person decides (user wishes 14, 15, 16). */
export const proposeOwnFactor = (vocabulary: Vocabulary) =>
  command({
    name: 'library.propose-own-factor',
    action: 'library.propose_factor',
    input: ownFactorInput,
    run: async (work, { evidenceIds, ...input }) => {
      const { organizationId, personId, name } = work.actor;
      const faults = collectFaults();
      faults.day('/validFrom', input.validFrom);
      faults.day('/validTo', input.validTo);
      const gas = input.quantity === 'emission_factor' ? input.gas : '';
      const claim = { ...input, gas, value: faults.decimal('/value', input.value, { min: '0' }) };
      if (!unitFits(claim, vocabulary)) throw new Refusal('unit_mismatch', { values: { unit: input.unit, quantity: input.quantity } });
      await lockOwnFactors(work.tx, organizationId);
      const all = await allOwnFactors(work.tx, organizationId);
      faults.include(checkClaim(claim, editionBefore(claim, all), vocabulary).filter((finding) => finding.severity === 'error'));
      const same = all.filter((other) => sameQuestion(other, claim));
      const clash = same.find((other) => other.state === 'approved' && effectOn(other, claim) === 'clash');
      if (clash) {
        faults.add('factor_validity_overlap', '/validFrom', {
          zh: `有效期与第 ${clash.number} 版（${clash.validFrom} 至 ${clash.validTo ?? '今后'}）重叠。请接续其后，或从同一天起更正它。`,
          en: `Its days overlap edition ${clash.number} (${clash.validFrom} to ${clash.validTo ?? 'further notice'}). Let it follow that one, or begin on the same day to correct it.`,
        });
      }
      faults.refuse();
      if (same.some((other) => other.state === 'proposed' && other.validFrom === claim.validFrom)) {
        throw new Refusal('already_exists', {
          detail: {
            zh: '同一因子、同一起始日的提议正在等待批准。',
            en: 'A proposal for the same factor and first day already waits for approval.',
          },
        });
      }
      const written: OwnFactor = {
        ...claim,
        id: work.newId(),
        number: Math.max(0, ...same.map((other) => other.number)) + 1,
        state: 'proposed',
        proposedBy: personId,
        proposedByName: name,
        proposedAt: work.now,
        decidedBy: null,
        decidedByName: null,
        decidedAt: null,
        decisionReason: '',
        version: 1,
      };
      await insertOwnFactor(work.tx, organizationId, written);
      work.record({
        kind: 'own_factor.proposed',
        objectType: ownFactorObject,
        objectId: written.id,
        objectVersion: 1,
        content: { ...written, evidenceIds },
      });
      await document.useEvidence(work, evidenceIds, {
        objectType: ownFactorObject,
        objectId: written.id,
        label: { zh: `自有因子 ${written.name}（${written.key}）`, en: `Own factor ${written.nameEn} (${written.key})` },
        path: `/library/own-factors?factor=${written.id}`,
      });
      return present((await ownFactorViews(work, [written], [...all, written], vocabulary))[0], 'the factor just proposed');
    },
  });
