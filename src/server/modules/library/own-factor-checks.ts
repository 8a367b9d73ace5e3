import { checkPublication } from '../../../kernel/factor/check.ts';
import { checkJumps } from '../../../kernel/factor/jump.ts';
import type { Publication } from '../../../kernel/factor/publication.ts';
import type { Finding } from '../../../kernel/finding.ts';
import type { OwnFactor } from './store/own-factors.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Units of which one must convert to the factor's own, by quantity. An emission factor is CO2e (or the mass of another gas) per anything. */
const unitsOf: Readonly<Record<Exclude<OwnFactor['quantity'], 'emission_factor'>, readonly string[]>> = {
  ncv: ['GJ/t', 'GJ/10^4Nm3', 'GJ/m3'],
  carbon_content: ['tC/GJ', 'tC/t', 'tC/10^4Nm3', 'tC/m3'],
  oxidation: ['%'],
  density: ['t/m3', 'kg/Nm3'],
};

/** A gas other than CO2 may be given by its own mass. */
const massOfGas = ['kg/GJ', 'kg/t', 'kg/m3', 'kg/Nm3', 'kg/km', 'kg/(t*km)'];

/** A change of more than this against the edition before is pointed out (new divided by old). */
const band = { low: '0.8', high: '1.25' };

/** What a factor claims to be. */
export type Claim = Pick<
  OwnFactor,
  'key' | 'quantity' | 'name' | 'nameEn' | 'gas' | 'value' | 'unit' | 'region' | 'validFrom' | 'validTo' | 'source' | 'note'
>;

/** Whether the unit has the dimension of the quantity; false also for a unit that cannot be read. */
export function unitFits(claim: Pick<Claim, 'quantity' | 'gas' | 'unit'>, { units }: Vocabulary): boolean {
  const unit = units.find(claim.unit);
  if (unit === null) return false;
  if (claim.quantity !== 'emission_factor') return unitsOf[claim.quantity].some((one) => units.convertible(claim.unit, one));
  if (unit.dimension.powers.get('co2e') === 1) return true;
  const byMass = claim.gas !== 'CO2' && claim.gas !== 'CO2e';
  return byMass && massOfGas.some((one) => units.convertible(claim.unit, one));
}

/** Where a finding about a row belongs in the form. */
const pathOf: Readonly<Record<string, string>> = {
  factor_gas_missing: '/gas',
  factor_gas_unknown: '/gas',
  factor_region_unknown: '/region',
  factor_day_wrong: '/validFrom',
  factor_validity_reversed: '/validTo',
  factor_value_wrong: '/value',
  factor_magnitude_unusual: '/value',
  factor_jump: '/value',
  factor_unit_changed: '/unit',
};

/** The same checks a publication goes through, and the jump against the edition before; places are fields of the form. */
export function checkClaim(claim: Claim, before: Claim | undefined, vocabulary: Vocabulary): Finding[] {
  const now = asPublication(claim, 'own');
  const found = checkPublication(now, vocabulary);
  if (before) found.push(...checkJumps(asPublication(before, before.validFrom), now, vocabulary.units));
  return found.map((finding) => ({ ...finding, place: { path: pathOf[finding.code] ?? '/key' } }));
}

function asPublication(claim: Claim, edition: string): Publication {
  const nothing = { zh: '', en: '' };
  const factor = {
    id: claim.key,
    key: claim.key,
    quantity: claim.quantity,
    name: { zh: claim.name, en: claim.nameEn },
    category: nothing,
    gas: claim.gas,
    value: claim.value,
    unit: claim.unit,
    basis: '',
    region: claim.region,
    validFrom: claim.validFrom,
    validTo: claim.validTo,
    source: claim.source,
    confidence: 'high',
    note: claim.note,
    line: 1,
  };
  const header = {
    id: 'own',
    series: 'own',
    title: nothing,
    publisher: nothing,
    edition,
    published: null,
    language: 'zh',
    licence: { id: '', name: '', url: null },
    credit: nothing,
    url: null,
    gwpBasis: null,
    heatBasis: null,
    previous: null,
    supersededBy: null,
    cautions: [],
    defaults: { source: '', confidence: 'high', region: '', validFrom: '', validTo: '' },
    untilSuperseded: false,
    jump: band,
    rows: 1,
  };
  return { header, factors: [factor], file: '' };
}

/** Own factors that answer the same question. */
export function sameQuestion(a: Claim, b: Claim): boolean {
  return a.key === b.key && a.quantity === b.quantity && a.gas === b.gas && a.region === b.region;
}

/** What becomes of an approved factor when `next` is approved: nothing, it is corrected, it ends the day before, or the two clash. */
export function effectOn(approved: Claim, next: Claim): 'none' | 'corrected' | 'ends' | 'clash' {
  const overlap = approved.validFrom <= (next.validTo ?? '9999-12-31') && next.validFrom <= (approved.validTo ?? '9999-12-31');
  if (!overlap) return 'none';
  if (approved.validFrom === next.validFrom) return 'corrected';
  return approved.validTo === null && approved.validFrom < next.validFrom ? 'ends' : 'clash';
}

/** The approved factor a new one is compared with: the latest that began before it, or on the same day. */
export function editionBefore(claim: Claim, all: readonly OwnFactor[], selfId?: string): OwnFactor | undefined {
  return all
    .filter(
      (o) =>
        o.id !== selfId && sameQuestion(o, claim) && (o.state === 'approved' || o.state === 'superseded') && o.validFrom <= claim.validFrom,
    )
    .sort((a, b) => (a.validFrom === b.validFrom ? b.number - a.number : a.validFrom < b.validFrom ? 1 : -1))[0];
}
