import { fill, type Text } from '../text.ts';

/** What is decided while a system is built. Those that need no second look (a given provider, the only one) are counted only. */
const texts = {
  provider_given: { zh: '按数据集指定的供应过程连接', en: 'Linked to the provider the data set names' },
  provider_only: { zh: '按唯一的生产过程连接', en: 'Linked to the only producer' },
  provider_lowest_id: {
    zh: '“{flow}”有 {count} 个生产过程，采用编号最小的 {provider}',
    en: '"{flow}" has {count} producers; the one with the lowest id, {provider}, is taken',
  },
  provider_absent: { zh: '“{flow}”指定的供应过程不在库中', en: 'The provider named for "{flow}" is not in the database' },
  provider_given_makes_not: {
    zh: '指定的供应过程“{provider}”不生产“{flow}”，改按生产过程选取',
    en: 'The provider "{provider}" does not make "{flow}"; a producer is taken instead',
  },
  own_output_taken: {
    zh: '“{process}”投入的“{flow}”与其产出一样多：不与自身连接，按其他生产过程选取',
    en: '"{process}" takes as much "{flow}" as it makes: it is not linked to itself, another producer is looked for',
  },
  cut_off: { zh: '“{flow}”没有生产过程，未连接（截断）', en: '"{flow}" has no producer: left unlinked (cut off)' },
  allocated: { zh: '“{process}”的 {count} 个产品{rule}分配：{shares}', en: '"{process}": {count} products divided {rule}: {shares}' },
  not_divisible: {
    zh: '“{process}”的 {count} 个产品无法这样分配（{why}），全部归参考产品“{flow}”',
    en: '"{process}": its {count} products cannot be divided so ({why}); all goes to the reference product "{flow}"',
  },
  left_out: { zh: '“{process}”未纳入：{why}', en: '"{process}" is left out: {why}' },
  reference_taken: {
    zh: '“{process}”未标出参考产品，取其唯一的产品“{flow}”',
    en: '"{process}" marks no reference product; its only product "{flow}" is taken',
  },
} as const satisfies Record<string, Text>;

export type ChoiceKind = keyof typeof texts;

/** One choice and how often it was made. `values` as put into the text, so that a reader can count and sort by them. */
export interface Choice {
  readonly kind: ChoiceKind;
  readonly count: number;
  readonly values: Readonly<Record<string, string>>;
  readonly text: Text;
}

export type Values = Readonly<Record<string, string>>;

export interface Choices {
  /** Texts that differ by language go as `{zh, en}` in `worded`. */
  readonly say: (kind: ChoiceKind, values: Values, worded?: Readonly<Record<string, Text>>) => void;
  readonly all: () => Choice[];
}

export function choiceList(): Choices {
  const made = new Map<string, { kind: ChoiceKind; count: number; values: Values; text: Text }>();
  return {
    say: (kind, values, worded = {}) => {
      const key = `${kind} ${Object.values(values).join('\u0000')}`;
      const known = made.get(key);
      if (known) {
        known.count += 1;
        return;
      }
      const inWords = (language: 'zh' | 'en') => Object.fromEntries(Object.entries(worded).map(([name, text]) => [name, text[language]]));
      const text = { zh: fill(texts[kind], { ...values, ...inWords('zh') }).zh, en: fill(texts[kind], { ...values, ...inWords('en') }).en };
      made.set(key, { kind, count: 1, values, text });
    },
    all: () => [...made.values()].sort((one, other) => other.count - one.count),
  };
}
