import type { Work } from './command.ts';

/** A claim on MWh of a station's month, counted from the first, both ends included. */
export interface EnergyClaim {
  readonly station: string;
  readonly month: string;
  readonly first: string;
  readonly last: string;
  readonly use: string;
  readonly reference: string;
}

/** Where claims on megawatt-hours are kept for the whole organization, for modules below the one that keeps them: one MWh, one claim. */
export interface EnergyRegister {
  readonly claims: (work: Work) => Promise<readonly EnergyClaim[]>;
  /** Takes MWh for a use; what stands there under the same reference is the same claim. @throws Refusal `energy_claimed_already`. */
  readonly take: (work: Work, claim: EnergyClaim & { readonly use: 'gec' | 'green_contract' | 'own_claim' }) => Promise<void>;
}
