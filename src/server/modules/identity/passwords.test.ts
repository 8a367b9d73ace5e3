import { expect, test } from 'vitest';
import { Refusal } from '../../../kernel/refusal.ts';
import { hashPassword, isCommon, isPassword, requireGoodPassword } from './passwords.ts';

// The head of every published list of leaked passwords of 8 characters and more, and what people make of a name and a year.
test.each(
  `password 12345678 123456789 1234567890 qwertyuiop 11111111 iloveyou sunshine princess football baseball password1 Password1 Password123 P@ssw0rd
  p@ssword passw0rd 1q2w3e4r 1qaz2wsx qwer1234 zaq12wsx trustno1 superman starwars whatever computer michelle jennifer welcome1 Welcome123 letmein1
  admin123 administrator Admin@123 asdfghjkl asdf1234 abcd1234 abc12345 87654321 88888888 66666666 00000000 12341234 123123123 987654321 qwerty123
  iloveyou1 sunshine1 monkey123 dragon123 master123 shadow12 charlie1 samsung1 liverpool chelsea1 woaini1314 woaini520 5201314520 tanheng2024 tanheng123
  carbon2024 huadian123 guodian2023! Summer2024 Winter2023! zxcvbnm1 aaaaaaaa abcabcabc abcdefgh 19900101 20081234 13800138000 qazwsxedc`.split(
    /\s+/,
  ),
)('%s is common', (password) => {
  expect(isCommon(password)).toBe(true);
});

test.each([
  'six unrelated words on granite',
  'granite teapot horizon',
  '三条腿的凳子在河边',
  'Kf9#tq2LmZ',
  'vermilion-otter-98-lathe',
  'mein Fahrrad steht im Regen',
  'correct horse battery staple',
])('%s is not', (password) => {
  expect(isCommon(password)).toBe(false);
  requireGoodPassword(password);
});

test('8 to 128 characters, counted as people count them; no rule of composition', () => {
  expect(() => requireGoodPassword('vk3#qpz')).toThrow(Refusal);
  requireGoodPassword('lathe otter'.repeat(11));
  expect(() => requireGoodPassword('lathe otter '.repeat(11))).toThrow(Refusal);
});

test('Argon2id with 19 MiB; the same password by another keyboard is the same; nothing is cut off', async () => {
  const hash = await hashPassword('Ｋf9#tq2LmZ é');
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await isPassword(hash, 'Kf9#tq2LmZ e\u0301')).toBe(true);
  expect(await isPassword(hash, 'Kf9#tq2LmZ')).toBe(false);
  const long = 'x1'.repeat(64);
  expect(await isPassword(await hashPassword(long), `${long.slice(0, -1)}2`)).toBe(false);
  expect(await isPassword('not a hash', 'x')).toBe(false);
});
