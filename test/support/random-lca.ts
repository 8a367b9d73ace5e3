import fc from 'fast-check';
import type {
  AllocationFactor,
  Documentation,
  Exchange,
  Flow,
  FlowProperty,
  ImpactIndicator,
  LcaDatabase,
  LcaProcess,
  Parameter,
  Uncertainty,
  UnitGroup,
} from '../../src/kernel/lca/dataset.ts';
import { given } from '../../src/kernel/lca/formats/fields.ts';

/**
 * Life-cycle databases at random, as a reader may give them: everything the shape can say, names in every script and with the signs that part folders and synonyms
 * elsewhere, ids of other formats, products that need each other. What no reader gives is left out: blank texts, U+0000, halves of a pair, −0.
 */
const odd = [
  '钢',
  '电力，高压',
  'Strøm',
  'été',
  'ß',
  'µ',
  'CO2',
  '😀',
  'пар',
  'a/b',
  '1,2;3',
  '"q"',
  '<x>',
  '\\',
  ' - ',
  'É',
  '~e4',
  '5',
  '\n',
];
const words = fc
  .oneof(
    fc.array(fc.constantFrom(...odd), { minLength: 1, maxLength: 3 }).map((all) => all.join('')),
    fc.string({ unit: 'grapheme-composite', minLength: 1, maxLength: 12 }),
  )
  .filter((text) => text.trim() !== '' && !/\p{Surrogate}|\0/u.test(text));
const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined, freq: 2 });
/** Of sixteen digits, of any size that data sets have. */
const amount = fc.oneof(
  fc.integer({ min: 1, max: 1_000_000 }).map((n) => n / 1000),
  fc.double({ min: 1e-12, max: 1e9, noNaN: true }),
);
const signed = fc.tuple(amount, fc.boolean()).map(([n, minus]) => (minus ? -n : n));
const share = fc.integer({ min: 0, max: 1000 }).map((n) => n / 1000);
const place = fc.nat({ max: 99 });
const at = <T>(list: readonly T[], number: number): T => {
  const one = list[number % list.length];
  if (one === undefined) throw new RangeError('nothing to pick from');
  return one;
};

const spread: fc.Arbitrary<Uncertainty> = fc.oneof(
  fc.record({
    kind: fc.constant('lognormal' as const),
    geometricMean: signed,
    geometricSd: fc.integer({ min: 0, max: 400 }).map((n) => n / 100),
  }),
  fc.record({ kind: fc.constant('normal' as const), mean: signed, sd: amount }),
  fc.record({ kind: fc.constant('triangular' as const), minimum: signed, mode: signed, maximum: signed }),
  fc.record({ kind: fc.constant('uniform' as const), minimum: signed, maximum: signed }),
);
const folder = fc.array(words, { minLength: 1, maxLength: 3 });
const named = fc.record({
  id: fc.oneof(fc.uuid(), words),
  name: words,
  nameZh: maybe(words),
  category: maybe(folder),
  description: maybe(words),
});
type NamedAt = typeof named extends fc.Arbitrary<infer T> ? T : never;
/** Ids of a list are made unlike each other by their place. */
const told = (one: NamedAt, number: number) => given({ ...one, id: `${one.id}${number}` });

const unitSeeds = fc.array(fc.record({ name: fc.oneof(words, fc.constant('')), factor: amount }), { minLength: 1, maxLength: 3 });
const groupSeed = fc.record({ named, units: unitSeeds });
const groupOf = ({ named: one, units }: typeof groupSeed extends fc.Arbitrary<infer T> ? T : never, number: number): UnitGroup => {
  const own = units.map(({ name, factor }, i) => ({
    id: `u${number}.${i}`,
    name: i === 0 ? name : `${name}${i}`,
    factor: i === 0 ? 1 : factor,
  }));
  return { ...told(one, number), units: own, referenceUnit: own[0]?.name ?? '' };
};

const propertySeed = fc.record({ named, group: place, kind: maybe(fc.constantFrom('physical' as const, 'economic' as const)) });
const flowSeed = fc.record({
  named,
  kind: fc.constantFrom('product' as const, 'elementary' as const, 'waste' as const),
  property: place,
  more: maybe(fc.record({ property: place, factor: amount })),
  location: maybe(place),
  rest: fc.record({
    cas: maybe(words),
    formula: maybe(words),
    synonyms: maybe(
      fc.array(
        words.map((one) => one.trim()),
        { minLength: 1, maxLength: 3 },
      ),
    ),
  }),
});
const parameterNames = ['a', 'b_1', 'Efficiency', '效率', 'größe'];
const formulas = ['a', '2*a', 'a+b_1', 'efficiency^2', 'if(a>1;2;3)', '效率/2', 'nobody+1', 'sum(', 'a b', '1/0'];
const parameters = fc.uniqueArray(
  fc.record({
    name: fc.constantFrom(...parameterNames),
    value: signed,
    formula: maybe(fc.constantFrom(...formulas)),
    description: maybe(words),
    uncertainty: maybe(spread),
  }),
  { selector: (one) => one.name, maxLength: 3 },
);

const lineSeed = fc.record({
  flow: place,
  output: fc.boolean(),
  amount: fc.oneof({ weight: 3, arbitrary: share }, { weight: 1, arbitrary: signed }),
  unit: place,
  property: maybe(fc.boolean()),
  avoided: fc.boolean(),
  reference: fc.boolean(),
  provider: maybe(fc.oneof(place, fc.constant('elsewhere'))),
  location: maybe(place),
  rest: fc.record({
    uncertainty: maybe(spread),
    pedigree: maybe(fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 5, maxLength: 6 })),
    baseUncertainty: maybe(amount),
    formula: maybe(fc.constantFrom(...formulas)),
    comment: maybe(words),
  }),
  price: maybe(fc.record({ amount: signed, currency: fc.oneof(words, fc.constant('')), formula: maybe(fc.constantFrom(...formulas)) })),
});
const day = fc.constantFrom('2024', '2024-02-29', '1999-12-31');
const documentation: fc.Arbitrary<Documentation> = fc
  .record({
    ...{
      validFrom: maybe(day),
      validUntil: maybe(day),
      createdAt: maybe(day),
      time: maybe(words),
      geography: maybe(words),
      technology: maybe(words),
    },
    ...{ method: maybe(words), sampling: maybe(words), completeness: maybe(words), intendedUse: maybe(words), restrictions: maybe(words) },
    ...{ review: maybe(words), reviewer: maybe(words), documentor: maybe(words), generator: maybe(words), owner: maybe(words) },
    ...{ publication: maybe(words), copyright: maybe(fc.boolean()), sourceIds: maybe(fc.array(words, { minLength: 1, maxLength: 2 })) },
  })
  .map(given);
const processSeed = fc.record({
  named,
  kind: fc.constantFrom('unit' as const, 'system' as const),
  makes: place,
  unit: place,
  lines: fc.array(lineSeed, { maxLength: 6 }),
  parameters,
  factors: fc.array(
    fc.record({
      kind: fc.constantFrom('physical' as const, 'economic' as const, 'causal' as const),
      product: place,
      line: place,
      value: share,
    }),
    { maxLength: 3 },
  ),
  location: maybe(place),
  rest: fc.record({
    version: maybe(words),
    defaultAllocation: maybe(fc.constantFrom('physical' as const, 'economic' as const, 'causal' as const)),
    documentation: maybe(documentation),
    infrastructure: maybe(fc.constant(true)),
  }),
});
const factorSeed = fc.record({ flow: place, value: signed, unit: place, property: maybe(fc.boolean()), location: maybe(place) });
const indicatorSeed = fc.record({ named, unit: fc.oneof(words, fc.constant('')), factors: fc.array(factorSeed, { maxLength: 4 }) });

type Seed<A> = A extends fc.Arbitrary<infer T> ? T : never;
interface Book {
  readonly groups: readonly UnitGroup[];
  readonly properties: readonly FlowProperty[];
  readonly flows: readonly Flow[];
  readonly codes: readonly string[];
  readonly processIds: readonly string[];
}

const codeOf = ({ codes }: Book, number: number | undefined) =>
  number === undefined || codes.length === 0 ? undefined : at(codes, number);
/** A unit of a property of the flow: the reference property, or the last it has. */
function unitOf({ groups, properties }: Book, flow: Flow, number: number, named: boolean | undefined) {
  const propertyId = named ? flow.properties.at(-1)?.flowPropertyId : flow.referencePropertyId;
  const group = groups.find((one) => one.id === properties.find((each) => each.id === propertyId)?.unitGroupId);
  return given({ unit: at(group?.units ?? [], number).name, flowPropertyId: named === undefined ? undefined : propertyId });
}

function flowOf(seed: Seed<typeof flowSeed>, number: number, { properties, codes }: Pick<Book, 'properties' | 'codes'>): Flow {
  const own = at(properties, seed.property).id;
  const other = seed.more && at(properties, seed.more.property).id;
  return given({
    ...told(seed.named, number),
    kind: seed.kind,
    referencePropertyId: own,
    properties: [
      { flowPropertyId: own, factor: 1 },
      ...(seed.more && other && other !== own ? [{ flowPropertyId: other, factor: seed.more.factor }] : []),
    ],
    location: seed.location === undefined || codes.length === 0 ? undefined : at(codes, seed.location),
    ...seed.rest,
  });
}

function lineOf(seed: Seed<typeof lineSeed>, id: number, book: Book): Exchange {
  const flow = at(book.flows, seed.flow);
  return given({
    id,
    flowId: flow.id,
    direction: seed.output ? ('output' as const) : ('input' as const),
    amount: seed.amount,
    ...unitOf(book, flow, seed.unit, seed.property),
    isReference: false,
    isAvoided: seed.avoided && seed.output && flow.kind === 'product' ? true : undefined,
    providerId: typeof seed.provider === 'number' ? at(book.processIds, seed.provider) : seed.provider,
    location: codeOf(book, seed.location),
    price: seed.price && given(seed.price),
    ...seed.rest,
  });
}

function processOf(seed: Seed<typeof processSeed>, number: number, book: Book): LcaProcess {
  const makes = book.flows.filter((one) => one.kind !== 'elementary');
  const main = makes.length === 0 ? undefined : at(makes, seed.makes);
  const made: Exchange[] = main
    ? [
        {
          id: 7,
          flowId: main.id,
          direction: main.kind === 'waste' ? 'input' : 'output',
          amount: 10,
          ...unitOf(book, main, seed.unit, undefined),
          isReference: true,
        },
      ]
    : [];
  const exchanges = [...made, ...seed.lines.map((line, i) => lineOf(line, 11 + 2 * i, book))];
  const factors =
    exchanges.length === 0
      ? []
      : seed.factors.map(
          ({ kind, product, line, value }): AllocationFactor =>
            given({
              kind,
              productId: at(book.flows, product).id,
              value,
              exchangeId: kind === 'causal' ? at(exchanges, line).id : undefined,
            }),
        );
  return given({
    ...told(seed.named, number),
    kind: seed.kind,
    location: codeOf(book, seed.location),
    exchanges,
    parameters: seed.parameters.map((one): Parameter => given(one)),
    allocationFactors: factors.length > 0 ? factors : undefined,
    ...seed.rest,
  });
}

function indicatorOf(seed: Seed<typeof indicatorSeed>, number: number, book: Book): ImpactIndicator {
  return {
    ...told(seed.named, number),
    unit: seed.unit,
    factors: seed.factors.map((one) => {
      const flow = at(book.flows, one.flow);
      return given({
        flowId: flow.id,
        value: one.value,
        ...unitOf(book, flow, one.unit, one.property),
        location: codeOf(book, one.location),
      });
    }),
  };
}

export const randomDatabase: fc.Arbitrary<LcaDatabase> = fc
  .record({
    groups: fc.array(groupSeed, { minLength: 1, maxLength: 3 }),
    properties: fc.array(propertySeed, { minLength: 1, maxLength: 3 }),
    locations: fc.array(fc.record({ named, code: words }), { maxLength: 3 }),
    flows: fc.array(flowSeed, { minLength: 1, maxLength: 7 }),
    processes: fc.array(processSeed, { minLength: 1, maxLength: 5 }),
    parameters,
    methods: fc.array(fc.record({ named, indicators: fc.array(indicatorSeed, { maxLength: 2 }) }), { maxLength: 2 }),
    sources: fc.array(
      fc.record({
        named,
        rest: fc.record({ reference: maybe(words), year: maybe(fc.integer({ min: 1900, max: 2100 })), url: maybe(words) }),
      }),
      { maxLength: 2 },
    ),
  })
  .map((seed): LcaDatabase => {
    const unitGroups = seed.groups.map(groupOf);
    const flowProperties = seed.properties.map(
      (one, i): FlowProperty => given({ ...told(one.named, i), unitGroupId: at(unitGroups, one.group).id, kind: one.kind }),
    );
    const codes = seed.locations.map((one) => one.code);
    const flows = seed.flows.map((one, i) => flowOf(one, i, { properties: flowProperties, codes }));
    const processIds = seed.processes.map((one, i) => told(one.named, i).id);
    const book: Book = { groups: unitGroups, properties: flowProperties, flows, codes, processIds };
    return {
      ...{ name: 'x', version: '', publisher: '', licence: '', credit: '', unitGroups, flowProperties, flows },
      processes: seed.processes.map((one, i) => processOf(one, i, book)),
      parameters: seed.parameters.map((one): Parameter => given(one)),
      methods: seed.methods.map((one, i) => ({
        ...told(one.named, i),
        indicators: one.indicators.map((each, k) => indicatorOf(each, 10 * i + k, book)),
      })),
      sources: seed.sources.map((one, i) => ({ ...told(one.named, i), ...given(one.rest) })),
      locations: seed.locations.map((one, i) => ({ ...told(one.named, i), code: one.code })),
    };
  });
