import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { studyContent } from '../../src/contract/footprint-study.ts';
import { allocationShares } from '../../src/kernel/lca/allocation.ts';
import { computeFootprint } from '../../src/kernel/lca/model/compute.ts';
import { type FootprintStudy, noSeparate } from '../../src/kernel/lca/model/study.ts';
import { readTable, tableOf } from '../../src/kernel/lca/model/table.ts';
import { Decimal, zero } from '../../src/kernel/quantity/decimal.ts';
import { readRuleSets } from '../../src/server/modules/lca/index.ts';
import { plantStudy, supplierLine } from '../support/footprint-study.ts';
import { dataFolder } from '../support/plant.ts';
import { openProductShelf } from '../support/shelf.ts';

const { units } = openProductShelf();
const ruleSet = readRuleSets(dataFolder).get('iso-14067-2018');
const positive = fc.integer({ min: 1, max: 1_000_000 }).map((n) => n / 100);

function computed(study: FootprintStudy) {
  if (!ruleSet) throw new Error('the rule set is there');
  const links = new Map(
    study.processes.flatMap((process) =>
      process.inputs.flatMap((line) =>
        line.link.kind === 'supplier'
          ? [
              [
                `${process.id}/${line.id}`,
                {
                  ...{ unit: line.unit, name: line.name, source: 's', pin: 'p', primaryShare: null },
                  values: { ...noSeparate, fossil: Number(line.link.values.fossil), biogenic: Number(line.link.values.biogenic) },
                },
              ] as const,
            ]
          : [],
      ),
    ),
  );
  return computeFootprint({ study, links, gwp: () => null, units, ruleSet }).result;
}

/** The combined plant with as many suppliers as there are figures. */
const study = (figures: readonly number[], demand: number): FootprintStudy => {
  const plain = plantStudy();
  const [process] = plain.processes;
  const inputs = figures.map((figure, i) => supplierLine(`in-${i}`, String(i + 1), 't', String(figure)));
  return studyContent.parse({
    ...plain,
    processes: process ? [{ ...process, inputs }] : [],
    demand: [{ processId: 'plant', outputId: 'power', amount: String(demand), unit: 'kWh' }],
  });
};

describe('a footprint', () => {
  test('shares of an allocation add up to one', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(positive, positive), { minLength: 1, maxLength: 8 }), (rows) => {
        const outputs = rows.map(([mass, price], i) => ({
          ...{ id: String(i), amount: new Decimal(mass), main: i === 0, mass: new Decimal(mass), energy: new Decimal(mass) },
          ...{ exergyFactor: null, referenceEfficiency: null, prices: [new Decimal(price)] },
        }));
        for (const rule of ['mass', 'energy', 'economic'] as const) {
          const sum = allocationShares(outputs, rule).reduce((all, share) => all.plus(share), zero);
          expect(sum.minus(1).abs().lessThan('1e-25')).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('is linear in the demand; stages and separate lines add up to it', () => {
    fc.assert(
      fc.property(fc.array(positive, { minLength: 1, maxLength: 5 }), positive, (figures, demand) => {
        const [one, many] = [computed(study(figures, 1)), computed(study(figures, demand))];
        const total = many?.total ?? Number.NaN;
        const near = (value: number) => Math.abs(value - total) <= 1e-11 * Math.abs(total);
        expect(near((one?.total ?? 0) * demand)).toBe(true);
        expect(near(many?.stages.reduce((sum, stage) => sum + stage.value, 0) ?? 0)).toBe(true);
        expect(near(Object.values(many?.separate ?? {}).reduce((sum, value) => sum + value, 0))).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  const word = fc.string({ minLength: 1, maxLength: 12 }).map((text) => `x${text.replaceAll(/\s/g, '')}`);
  const decimal = positive.map(String);
  const score = fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined });
  const link = fc.oneof(
    fc.constant({ kind: 'none' as const }),
    fc.record({ kind: fc.constant('factor' as const), factorId: word }),
    fc.record({ kind: fc.constant('database' as const), databaseId: fc.uuid(), processId: word }),
    fc.record({
      ...{ kind: fc.constant('supplier' as const), supplier: word, evidenceIds: fc.array(fc.uuid(), { maxLength: 2 }) },
      values: fc.record({ fossil: decimal, biogenic: decimal, removal: decimal, dluc: decimal, aircraft: decimal }),
    }),
  );
  const quality = fc.record({
    ...{ primary: fc.boolean(), source: word, year: fc.option(fc.integer({ min: 1990, max: 2050 })), region: word, technology: word },
    pedigree: fc.option(fc.record({ reliability: fc.integer({ min: 1, max: 5 }), temporal: score })),
    pef: fc.option(fc.record({ TeR: fc.constant('1'), GeR: fc.constant('2.5'), TiR: fc.constant('3'), P: fc.constant('1') })),
    uncertainty: fc.option(
      fc.oneof(
        fc.record({ distribution: fc.constant('lognormal' as const), gsd2: decimal }),
        fc.record({ distribution: fc.constant('uniform' as const), minimum: decimal, maximum: decimal }),
      ),
    ),
    factorGsd2: fc.option(decimal),
  });

  test('its foreground table is read back as it was written, in both languages', () => {
    const line = fc.record({
      ...{ name: word, amount: decimal, unit: fc.constant('kg'), link, quality, avoided: fc.boolean() },
      excluded: fc.boolean(),
      reason: word,
    });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 6 }), fc.constantFrom('zh' as const, 'en' as const), (lines, language) => {
        const [process] = plantStudy().processes;
        const inputs = lines.map((one, i) => ({ ...one, id: `in-${i}`, stage: i % 2 === 0 ? null : ('use' as const) }));
        const { processes } = studyContent.parse({ ...plantStudy(), processes: process ? [{ ...process, inputs }] : [] });
        const read = readTable({ processes: processes.map((one) => ({ ...one, inputs: [] })) }, tableOf({ processes }, language), {
          ...{ otherwise: 'plant', sheet: 'Foreground' },
        });
        expect(read.findings).toEqual([]);
        expect(read.processes).toEqual(JSON.parse(JSON.stringify(processes)));
        const again = readTable({ processes }, tableOf({ processes }, language), { otherwise: 'plant', sheet: 'Foreground' });
        expect([again.added, again.changed]).toEqual([0, lines.length]);
      }),
      { numRuns: 60 },
    );
  });
});
