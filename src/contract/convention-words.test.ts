import { expect, test } from 'vitest';
import { conventionWords } from './convention-words.ts';

const han = /[\u3400-\u9fff]/;

/** Values as the risk, cover and accounting calculations give them; numbers and codes of others stand for themselves. */
test.each([
  ['sample_n_minus_1', '样本标准差（n − 1）', 'of the sample (n − 1)'],
  ['lambda 0.94, from first squared return', 'λ = 0.94，自首个收益率平方起', 'λ = 0.94, from the first squared return'],
  [
    '0.25 of the mean above 0.95',
    '期望成本，加 0.25 × 超过分位 0.95 的平均成本',
    'expected cost, with 0.25 of the mean above quantile 0.95',
  ],
])('%s', (value, zh, en) => expect(conventionWords(value)).toEqual({ zh, en }));

test.each(['20250101', 'constructor', 'my_own'])('%s has no words', (value) => expect(conventionWords(value)).toBeNull());

test('in Chinese there is Chinese', () => {
  const said = ['log; simple in historical simulation', 'exact', 'zero', 'sqrt_h', 'moving_average', 'mean of losses worse than VaR'];
  expect(said.map((one) => conventionWords(one)).filter((one) => one === null || !han.test(one.zh) || han.test(one.en))).toEqual([]);
});
