import { present } from '../../../kernel/assert.ts';
import type { FactorPart, PinnedFactor } from '../../../kernel/inventory/inventory.ts';
import { Decimal, decimal, print } from '../../../kernel/quantity/decimal.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Work } from '../../work/command.ts';
import { type Factor, factorById, factorsOfKey, publicationById } from './store/factors.ts';
import { allOwnFactors } from './store/own-factors.ts';

/** Other gases of the same row: how publications name them. */
const companions: Readonly<Record<string, readonly string[]>> = {
  emission_factor: ['emission_factor_ch4', 'emission_factor_n2o'],
  emission_factor_per_unit: ['emission_factor_per_unit_ch4', 'emission_factor_per_unit_n2o'],
};
const fuelQuantities = ['ncv', 'carbon_content', 'oxidation'];
const carbonToCo2 = new Decimal(44).dividedBy(12);

/**
 * A factor as an inventory pins it: with its other gases where the publication has them, its source and edition, and the GWP set inside sums. Of a fuel the heating
 * value, carbon content and oxidation are multiplied to CO2 by unit of fuel. @throws Refusal `not_found`, `factor_not_approved`.
 */
export async function pinFactor(work: Work, factorId: string): Promise<PinnedFactor> {
  const own = (await allOwnFactors(work.tx, work.actor.organizationId)).find((one) => one.id === factorId);
  if (own) {
    if (own.state !== 'approved') throw new Refusal('factor_not_approved', { values: { factorId, state: own.state } });
    const name = { zh: own.name, en: own.nameEn };
    const version = `${own.number}`;
    return pinned(factorId, name, { ...own, version, year: own.validFrom.slice(0, 4), gwpBasis: null }, [
      part(own.gas, own.value, own.unit),
    ]);
  }
  const factor = await factorById(work.tx, factorId);
  if (!factor) throw new Refusal('not_found', { values: { what: 'factor', id: factorId } });
  const publication = present(await publicationById(work.tx, factor.publicationId), 'the publication of a factor');
  const facts = {
    source: [publication.title_en, factor.source].filter((one) => one !== '').join('; '),
    version: `${publication.id} ${publication.edition}`.slice(0, 200),
    region: factor.region,
    year: (factor.validFrom ?? publication.published_on ?? '').slice(0, 4),
    gwpBasis: /\bAR[456]\b/.exec(publication.gwp_basis ?? '')?.[0] ?? null,
  };
  const parts = fuelQuantities.includes(factor.quantity) ? await fuelParts(work, factor) : await gasParts(work, factor);
  return pinned(factorId, wholeName(factor), facts, parts);
}

function part(gas: string, value: string, unit: string): FactorPart {
  // Some publishers print 1.5e-5; on the wire a decimal has no exponent.
  return { gas: gas === '' ? 'CO2' : gas, origin: 'fossil', value: print(decimal(value), 25), unit };
}

interface Facts {
  readonly source: string;
  readonly version: string;
  readonly region: string;
  readonly year: string;
  readonly gwpBasis: string | null;
}

function pinned(ref: string, name: PinnedFactor['name'], facts: Facts, parts: readonly FactorPart[]): PinnedFactor {
  const { source, version, region, year, gwpBasis } = facts;
  return { ref, name, source: source.slice(0, 1000), version, region, year, parts, gwpBasis, uncertaintyPct: null };
}

/** Gases of the publications that have a row for each gas of an industry (`naics.331110.CH4`). */
const industryGases = [
  ...['CO2', 'CH4', 'N2O', 'SF6', 'NF3', 'CF4', 'C2F6', 'C3F8', 'C4F10', 'C6F14', 'cC4F8'],
  ...['HFC-23', 'HFC-32', 'HFC-125', 'HFC-134a', 'HFC-143a', 'HFC-236fa', 'HFCs-PFCs'],
];
const byIndustry = /^(naics\.\d+)\./;

/** All gases of an industry, whichever of its rows was chosen; null where the row is no such one. */
async function industryParts(work: Work, factor: Factor): Promise<FactorPart[] | null> {
  const industry = byIndustry.exec(factor.key)?.[1];
  if (industry === undefined) return null;
  const parts: FactorPart[] = [];
  for (const gas of industryGases) {
    const found = await factorById(work.tx, `${factor.publicationId}#${industry}.${gas}#${factor.quantity}`);
    if (found && Number(found.value) !== 0) parts.push(part(found.gas, found.value, found.unit));
  }
  return parts;
}

/** The name of a row without the gas behind its last comma, where all gases are taken. */
function wholeName({ key, name }: Factor): Factor['name'] {
  if (!byIndustry.test(key)) return name;
  return { zh: name.zh.replace(/，[^，]*$/, ''), en: name.en.replace(/, (HFCs and PFCs, )?[^,]*$/, '') };
}

async function gasParts(work: Work, factor: Factor): Promise<FactorPart[]> {
  const industry = await industryParts(work, factor);
  if (industry) return industry;
  const own = part(factor.gas, factor.value, factor.unit);
  // A published sum whose parts stand beside it in CO2e, as `key_1` and `key_2` … `key_4`: the parts are taken, so that gases are told apart.
  if (factor.gas === 'CO2e' && factor.key.endsWith('_1')) {
    const parts: FactorPart[] = [];
    for (const [end, gas] of [
      ['_2', 'co2'],
      ['_3', 'ch4'],
      ['_4', 'n2o'],
    ] as const) {
      const found = await factorById(work.tx, `${factor.publicationId}#${factor.key.slice(0, -2)}${end}#${factor.quantity}_${gas}_part`);
      if (found) parts.push(part(found.gas, found.value, found.unit));
    }
    const sum = parts.reduce((total, one) => total.plus(decimal(one.value)), new Decimal(0));
    return parts.length === 3 && sum.greaterThan(0) ? parts : [own];
  }
  const others: FactorPart[] = [];
  for (const quantity of factor.gas === 'CO2' ? (companions[factor.quantity] ?? []) : []) {
    const found = (await factorsOfKey(work.tx, factor.key, quantity)).find((one) => one.publicationId === factor.publicationId);
    if (found) others.push(part(found.gas, found.value, found.unit));
  }
  return [own, ...others];
}

async function fuelParts(work: Work, factor: Factor): Promise<FactorPart[]> {
  const of = async (quantity: string) =>
    (await factorsOfKey(work.tx, factor.key, quantity)).find((one) => one.publicationId === factor.publicationId);
  const [ncv, carbon, oxidation] = [await of('ncv'), await of('carbon_content'), await of('oxidation')];
  if (!ncv || !carbon) throw new Refusal('not_found', { values: { what: 'factor', id: factor.id } });
  const perFuel = /^([kMGT]?J)\/(.+)$/.exec(ncv.unit);
  const perHeat = /^(t|kg)C\/([kMGT]?J)$/.exec(carbon.unit);
  if (!perFuel || !perHeat) throw new Refusal('unit_mismatch', { values: { unit: carbon.unit, wanted: ncv.unit } });
  const heats: Readonly<Record<string, string>> = { kJ: '1e3', J: '1', MJ: '1e6', GJ: '1e9', TJ: '1e12' };
  const heat = decimal(heats[perFuel[1] ?? ''] ?? '1').dividedBy(decimal(heats[perHeat[2] ?? ''] ?? '1'));
  const burnt = oxidation ? decimal(oxidation.value).dividedBy(oxidation.unit === '%' ? 100 : 1) : new Decimal(1);
  const value = decimal(ncv.value).times(decimal(carbon.value)).times(heat).times(burnt).times(carbonToCo2);
  return [part('CO2', print(value, 20), `${perHeat[1]}CO2/${perFuel[2]}`)];
}
