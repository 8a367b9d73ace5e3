import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../../../../kernel/finding.ts';
import { flag, tabulate } from '../../../../../kernel/lca/system-table.ts';
import { partsOf, zipOf as steadyZip } from '../../../document/paper/steady-zip.ts';
import { readLcaFile } from './read-database.ts';

/** Nothing is lost without being said: what is read against a count of the raw files by other means, and every finding with place, cause and cure. */
const fixtures = path.join(import.meta.dirname, '../../../../../../test/fixtures/lca');
const shipped = path.join(import.meta.dirname, '../../../../../../data/lca/uslci/uslci-fy20-q4.zip');
const file = (name: string): Buffer => readFileSync(path.join(fixtures, name));
const ilcd = () => {
  const folders = {
    contact: 'contacts',
    flow: 'flows',
    flowproperty: 'flowproperties',
    process: 'processes',
    source: 'sources',
    unit: 'unitgroups',
  };
  return zipOf(Object.entries(folders).map(([name, folder]) => ({ name: `ILCD/${folder}/${name}.xml`, data: file(`ilcd/${name}.xml`) })));
};
const zipOf = (files: readonly { name: string; data: Buffer | string }[]): Buffer =>
  steadyZip(
    files.map((one) => ({ name: one.name, data: Buffer.from(one.data) })),
    '2024-01-01T00:00:00Z',
  );
const said = (findings: readonly Finding[], code: string) => findings.filter((one) => one.code === code);

// biome-ignore lint/suspicious/noExplicitAny: files of others, looked at as they are
type Raw = any;

describe('USLCI in JSON-LD', () => {
  test('has as much of everything as the files', async () => {
    const parts = partsOf(readFileSync(shipped));
    const raw = parts.filter((one) => /(^|\/)processes\//.test(one.name)).map((one): Raw => JSON.parse(one.data.toString('utf8')));
    const lines = raw.flatMap((one) => one.exchanges);
    const { database, findings } = await readLcaFile(readFileSync(shipped), 'x');
    const own = database.processes.flatMap((one) => one.exchanges);
    const pairs: [string, number, number][] = [
      ['exchanges', lines.length, own.length],
      ['inputs', lines.filter((one) => one.input).length, own.filter((one) => one.direction === 'input').length],
      ['references', lines.filter((one) => one.quantitativeReference).length, own.filter((one) => one.isReference).length],
      ['avoided', lines.filter((one) => one.avoidedProduct).length, own.filter((one) => one.isAvoided).length],
      ['uncertainties', lines.filter((one) => one.uncertainty).length, own.filter((one) => one.uncertainty).length],
      ['pedigrees', lines.filter((one) => one.pedigreeUncertainty).length, own.filter((one) => one.pedigree).length],
      ['base uncertainties', lines.filter((one) => one.baseUncertainty).length, own.filter((one) => one.baseUncertainty).length],
      ['formulas', lines.filter((one) => one.amountFormula).length, own.filter((one) => one.formula).length],
      ['comments', lines.filter((one) => one.description).length, own.filter((one) => one.comment).length],
      ['parameters', raw.flatMap((one) => one.parameters ?? []).length, database.processes.flatMap((one) => one.parameters).length],
      ['descriptions', raw.filter((one) => one.description).length, database.processes.filter((one) => one.description).length],
      [
        'sources named',
        raw.flatMap((one) => one.processDocumentation?.sources ?? []).length,
        database.processes.flatMap((one) => one.documentation?.sourceIds ?? []).length,
      ],
    ];
    for (const [what, there, read] of pairs) expect([what, read]).toEqual([what, there]);
    const total = lines.reduce((sum, one) => sum + one.amount, 0);
    expect(own.reduce((sum, one) => sum + one.amount, 0)).toBe(total);
    // Factors that name no product, or an exchange the process does not have, are not used: all others are, and the rest is said.
    const usable = raw.flatMap((one) => {
      const flows = new Set(one.exchanges.map((line: Raw) => line.flow['@id']));
      return (one.allocationFactors ?? []).filter((each: Raw) => each.product && (!each.exchange || flows.has(each.exchange.flow['@id'])));
    });
    expect(database.processes.flatMap((one) => one.allocationFactors ?? []).length).toBe(usable.length);
    expect(said(findings, 'lca_allocation_unread').length).toBeGreaterThan(0);
    // No exchange lost its unit on the way to the matrices.
    expect(tabulate([database]).table.flow.length).toBe(own.length);
  });
});

describe('USLCI in EcoSpold 1', () => {
  test('has as many lines, by group, as the file has in its text', async () => {
    const bytes = file('uslci-ecospold.zip');
    const text = partsOf(bytes)[0]?.data.toString('utf8') ?? '';
    const times = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
    const { database, findings } = await readLcaFile(bytes, 'x');
    const own = database.processes.flatMap((one) => one.exchanges);
    const kind = new Map(database.flows.map((one) => [one.id, one.kind]));
    const ofKind = (wanted: string, direction: string) =>
      own.filter((one) => kind.get(one.flowId) === wanted && one.direction === direction).length;
    expect(database.processes.length).toBe(times(/<dataset /g));
    expect(own.length).toBe(times(/<exchange /g));
    expect(own.filter((one) => one.isReference).length).toBe(times(/<outputGroup>0</g));
    expect(ofKind('product', 'output')).toBe(times(/<outputGroup>[02]</g));
    expect(ofKind('waste', 'output')).toBe(times(/<outputGroup>3</g));
    expect(ofKind('elementary', 'output')).toBe(times(/<outputGroup>4</g));
    expect(ofKind('elementary', 'input')).toBe(times(/<inputGroup>4</g));
    expect(ofKind('product', 'input')).toBe(times(/<inputGroup>5</g));
    expect(own.filter((one) => one.uncertainty).length).toBe(times(/uncertaintyType="[1-4]"/g));
    expect(own.filter((one) => one.comment).length).toBe(times(/<exchange [^>]*generalComment="[^"]*[^"\s][^"]*"/g));
    expect(own.reduce((sum, one) => sum + one.amount, 0)).toBe(
      [...text.matchAll(/<exchange [^>]*meanValue="([^"]*)"/g)].reduce((sum, one) => sum + Number(one[1]), 0),
    );
    expect(said(findings, 'lca_fields_unread')[0]?.text.en).toContain('accessRestrictedTo (631)');
    expect(new Set(own.map((one) => one.id)).size).toBeGreaterThan(1);
  });
});

describe('every finding of every sample', () => {
  test.each<[string, () => Buffer]>([
    ['JSON-LD', () => readFileSync(shipped)],
    ['EcoSpold 1', () => file('ecospold1_example.xml')],
    ['EcoSpold 2', () => file('ecospold2_sample.xml')],
    ['ILCD', ilcd],
    ['SimaPro', () => file('simapro_process.csv')],
  ])('%s: place, cause, cure, in both languages', async (_, bytes) => {
    const { findings } = await readLcaFile(bytes(), 'x');
    for (const one of findings) {
      expect(one.text.zh).toMatch(/[\u4e00-\u9fff]/);
      expect(one.text.en).not.toMatch(/[{}]/);
      if (one.code === 'lca_read') continue;
      expect([one.code, one.cure?.zh, one.cure?.en]).toEqual([one.code, expect.any(String), expect.any(String)]);
      expect([one.code, Object.keys(one.place).length]).not.toEqual([one.code, 0]);
    }
  });

  test('what a sample says and is not kept is named: EcoSpold 2 tags and scenarios, ILCD compliance', async () => {
    const fields = async (bytes: Buffer) =>
      said((await readLcaFile(bytes, 'x')).findings, 'lca_fields_unread')
        .map((one) => one.text.en)
        .join('\n');
    const spold = await fields(file('ecospold2_sample.xml'));
    for (const name of ['tag', 'macroEconomicScenario', 'synonym']) expect(spold).toContain(name);
    expect(await fields(ilcd())).toContain('complianceDeclarations');
    expect(await fields(file('ecospold1_example.xml'))).toContain('productionVolume');
  });
});

describe('SimaPro', () => {
  const head = ['{SimaPro 9}', '{CSV separator: Semicolon}', '{Decimal separator: ,}', '{Short date format: M/d/yyyy}', ''];
  const body = (more: readonly string[]) => [
    ...[
      ...head,
      'Process',
      '',
      'Process name',
      'Cœur — µ',
      '',
      'Date',
      '3/14/2021',
      '',
      'Products',
      'A;kg;1;60,5;x;f;',
      'B;kg;1;39,5;x;f;',
      '',
    ],
    ...['Materials/fuels', 'C;kg;q*2,5;Lognormal;1,21;0;0;(2,3,1,1,1,na) said', 'D;kg;nobody+1;Undefined;0;0;0;', ''],
    ...['Avoided products', 'E;kg;0,25;Undefined;0;0;0;', '', 'Separated waste', 'W;kg;1;Undefined;0;0;0;', ''],
    ...['Input parameters', 'q;4;Normal;2;0;0;No;', '', ...more, 'End', ''],
  ];

  test('formulas are worked out with decimal commas, spreads stand around them, dates follow the header, what is passed over is said', async () => {
    const { database, findings } = await readLcaFile(Buffer.from(body([]).join('\r\n'), 'utf8'), 'x');
    const [process] = database.processes;
    expect(process).toMatchObject({ name: 'Cœur — µ', documentation: { createdAt: '2021-03-14' } });
    const line = (flow: string) => process?.exchanges.find((one) => one.flowId === `product|${flow}`);
    expect(line('C')).toMatchObject({ amount: 10, formula: 'q*2.5', pedigree: [2, 3, 1, 1, 1, 0], comment: '(2,3,1,1,1,na) said' });
    expect(line('C')?.uncertainty).toEqual({ kind: 'lognormal', geometricMean: 10, geometricSd: 1.1 });
    expect(line('E')).toMatchObject({ isAvoided: true, amount: 0.25 });
    expect(process?.allocationFactors?.map((one) => one.value)).toEqual([0.605, 0.395]);
    expect(said(findings, 'lca_formula_without_value')[0]).toMatchObject({ severity: 'error', place: { line: expect.any(Number) } });
    expect(said(findings, 'lca_skipped')[0]?.text.en).toContain('Separated waste');
  });

  test('the sample in UTF-8 keeps its µ, and Windows-1252 reads the same', async () => {
    const units = async (bytes: Buffer) =>
      (await readLcaFile(bytes, 'x')).database.unitGroups.flatMap((one) => one.units.map((unit) => unit.name));
    expect(await units(file('simapro_process.csv'))).toContain('µg');
    expect(await units(Buffer.from(file('simapro_process.csv').toString('utf8'), 'latin1'))).toContain('µg');
  });
});

describe('EcoSpold 2 wastes', () => {
  const exchange = (id: string, group: string, amount: number, more = '') =>
    `<intermediateExchange id="${id}${amount}" intermediateExchangeId="${id}" amount="${amount}" ${more}><name xml:lang="en">${id}</name><unitName>kg</unitName>` +
    `<uncertainty><lognormal meanValue="${amount}" variance="0.04" /></uncertainty>${group}</intermediateExchange>`;
  const activity = (id: string, lines: string) =>
    `<activityDataset><activityDescription><activity id="${id}" type="1"><activityName xml:lang="en">${id}</activityName></activity></activityDescription><flowData>${lines}</flowData></activityDataset>`;
  const out = (group: number) => `<outputGroup>${group}</outputGroup>`;

  test('a treatment of minus one and its users, as supply or as negative input, ask for it with the right sign', async () => {
    const xml = `<ecoSpold>${activity('treat', exchange('sludge', out(0), -1))}${activity('mill', `${exchange('paper', out(0), 1)}${exchange('sludge', out(3), 2)}`)}${activity(
      'mill-linked',
      `${exchange('card', out(0), 1)}${exchange('sludge', '<inputGroup>5</inputGroup>', -3, 'mathematicalRelation="-3" activityLinkId="treat"')}`,
    )}</ecoSpold>`;
    const { database } = await readLcaFile(Buffer.from(xml), 'x');
    expect(database.flows.find((one) => one.id === 'sludge')?.kind).toBe('waste');
    const lines = database.processes.map((one) => one.exchanges.filter((line) => line.flowId === 'sludge'));
    expect(lines.map((all) => all.map((line) => [line.direction, line.amount]))).toEqual([
      [['input', 1]],
      [['output', 2]],
      [['output', 3]],
    ]);
    expect(lines[2]?.[0]).toMatchObject({ formula: '-(-3)', providerId: 'treat', uncertainty: { geometricMean: 3 } });
    const { table } = tabulate([database]);
    expect([...table.flags].filter((one) => (one & flag.reference) !== 0)).toHaveLength(3);
  });
});

describe('matrices', () => {
  const index = (rows: readonly string[]) => rows.join('\n');
  const files = (a: string) =>
    zipOf([
      { name: 'm/sectors.csv', data: index(['index,id,name,unit', '0,x,X,MJ', '1,y,Y,kg']) },
      { name: 'm/flows.csv', data: index(['index,id,flowable,context,unit', '0,co2,CO2,air,kg']) },
      { name: 'm/indicators.csv', data: index(['index,id,name,unit', '0,g,GWP,kg']) },
      { name: 'm/A.csv', data: a },
      { name: 'm/B.csv', data: '1,2\n' },
      { name: 'm/C.csv', data: '1\n' },
    ]);
  const inputs = (database: Awaited<ReturnType<typeof readLcaFile>>['database']) =>
    database.processes.map((one) =>
      one.exchanges.filter((line) => line.direction === 'input').map((line) => [line.flowId, line.amount, line.unit]),
    );

  test('a list of cells is the same matrix as a full one; inputs are in the unit of what is bought', async () => {
    const full = await readLcaFile(files('0,0.5\n0.25,0\n'), 'x');
    const cells = await readLcaFile(files('row,column,value\n1,0,0.25\n0,1,0.5\n'), 'x');
    expect(inputs(full.database)).toEqual([[['product:y', 0.25, 'kg']], [['product:x', 0.5, 'MJ']]]);
    expect(cells.database).toEqual(full.database);
    expect(full.findings.map((one) => one.code)).toEqual(['lca_read']);
  });

  test('short lines, what is no number, and places outside are said with their line', async () => {
    const short = await readLcaFile(files('0,0.5\n0.25\n'), 'x');
    expect(said(short.findings, 'lca_matrix_line_short')[0]?.place).toEqual({ file: 'A.csv', line: 2 });
    const broken = await readLcaFile(files('row,column,value\n9,0,1\n0,1,much\n'), 'x');
    expect(said(broken.findings, 'lca_matrix_cell').map((one) => one.place.line)).toEqual([2, 3]);
  });
});
