import { describe, expect, test } from 'vitest';
import { addressOf, problemFrom } from './api/call.ts';
import { safeReturn } from './pages/entry/enter.ts';
import { paths } from './paths.ts';
import { placeOf } from './shell/navigation.ts';
import { keepPlace } from './ui/keep-place.ts';

describe('addresses', () => {
  test.each([
    [paths.monthGrid('u1', 2024), '/emission/units/u1/2024'],
    [paths.monthGrid('u1', 2024, '2024-07'), '/emission/units/u1/2024?month=2024-07'],
    [paths.derivation('u1', 2024, 'E@unit=1,month=2024-07'), '/emission/units/u1/2024/derivation?node=E%40unit%3D1%2Cmonth%3D2024-07'],
    [paths.derivationBelow('/emission/entities/e1/2024?x=1', 'E_total'), '/emission/entities/e1/2024/derivation?node=E_total'],
    [paths.method('a/b'), '/library/methods/a%2Fb'],
    [paths.file('ab', { inline: true, name: '台账.csv' }), '/api/v1/files/ab?inline=1&name=%E5%8F%B0%E8%B4%A6.csv'],
  ])('%s', (built, expected) => expect(built).toBe(expected));

  test('of an endpoint: parameters put in, empty query values left out', () => {
    const endpoint = { path: '/api/v1/units/{unitId}/years/{year}/grid' };
    expect(addressOf(endpoint, { params: { unitId: 'a b', year: 2024 }, query: { search: '', limit: 5, kind: undefined } })).toBe(
      '/api/v1/units/a%20b/years/2024/grid?limit=5',
    );
  });
});

describe('the chosen year and node go along', () => {
  test.each([
    ['/evidence', '?year=2023&at=e1&search=x', '/evidence?year=2023&at=e1'],
    ['/workbench?year=2024', '?year=2023', '/workbench?year=2024'],
    ['/emission/units/u1/2024', '?year=2023&at=u1', '/emission/units/u1/2024?at=u1'],
    ['/evidence', '', '/evidence'],
  ])('%s from %s', (target, present, expected) => expect(keepPlace(target, present)).toBe(expected));
});

describe('the page of the sider an address belongs to', () => {
  test.each([
    ['/emission/units/u1/2024', 'months'],
    ['/emission/entities/e1/2024/derivation', 'result'],
    ['/organization/meters', 'meters'],
    ['/organization/units/u1', 'organization'],
    ['/library/methods/cn-power-generation', 'methods'],
    ['/library/gwp', 'factors'],
    ['/nowhere', undefined],
  ])('%s', (pathname, expected) => expect(placeOf(pathname)?.page.key).toBe(expected));
});

describe('after signing in, only an address of this product', () => {
  test.each([
    ['/evidence?kind=other', '/evidence?kind=other'],
    ['//evil.example', '/workbench'],
    ['/\\evil.example', '/workbench'],
    ['https://evil.example', '/workbench'],
    ['/\t/evil.example', '/workbench'],
    ['/\n\\evil.example', '/workbench'],
    ['/.//evil.example', '/workbench'],
    ['/a/..//evil.example', '/workbench'],
    ['/library/factors?search=%E7%85%A4#x', '/library/factors?search=%E7%85%A4#x'],
    ['javascript:alert(1)', '/workbench'],
    ['/sign-in?then=/x', '/workbench'],
    [undefined, '/workbench'],
  ])('%s', (then, expected) => expect(safeReturn(then)).toBe(expected));
});

describe('problems', () => {
  test('both languages, places and the request number are kept', () => {
    const problem = problemFrom(409, {
      code: 'conflict',
      titles: { zh: '内容已变化', en: 'Changed' },
      details: { zh: '请刷新', en: 'Reload' },
      findings: [{ code: 'x', severity: 'error', place: {}, text: { zh: '甲', en: 'a' } }],
      requestId: 'r1',
    });
    expect({ ...problem, findings: problem.findings.length }).toMatchObject({
      status: 409,
      code: 'conflict',
      title: { zh: '内容已变化', en: 'Changed' },
      findings: 1,
      requestId: 'r1',
    });
  });

  test('anything else is still an answer', () => {
    expect(problemFrom(502, null).code).toBe('internal_error');
    expect(problemFrom(404, '<html>').code).toBe('unreadable');
  });
});
