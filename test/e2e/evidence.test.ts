import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { choose, day, fill, go, inspect, panel, picture, settled, stage } from '../support/journey.ts';
import { languagesOf, type Spoken } from '../support/spoken.ts';

/** Originals behind numbers: dropped in, recorded, revised, shown, followed to the cell, and never silently wrong. */

const { enter, product, expectNoFaults } = stage();
const languages = languagesOf(import.meta.filename);
const ledger = (language: Spoken) => `日期,煤量 t\r\n2025-01-01,1234.5\r\n2025-01-02,"1,301.0"\r\n2025-01-03,${language}\r\n`;

/** A small, whole PDF with one line on its page. */
function pdf(line: string): Buffer {
  const stream = `BT /F1 18 Tf 40 90 Td (${line}) Tj ET`;
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 180]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>',
    `<</Length ${stream.length}>>\nstream\n${stream}\nendstream`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
  ];
  let text = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const at = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const table = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  const start = text.length;
  return Buffer.from(
    `${text}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${start}\n%%EOF\n`,
  );
}

/** Drops a file from outside onto a place of the page. */
async function drop(onto: Locator, name: string, type: string, content: Buffer): Promise<void> {
  const page = onto.page();
  const transfer = await page.evaluateHandle(
    ({ bytes, fileName, mediaType }) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(atob(bytes), (sign) => sign.charCodeAt(0))], fileName, { type: mediaType }));
      return data;
    },
    { bytes: content.toString('base64'), fileName: name, mediaType: type },
  );
  await onto.dispatchEvent('dragover', { dataTransfer: transfer });
  await onto.dispatchEvent('drop', { dataTransfer: transfer });
}

/** Where a file of the demonstration lies on disk. */
function fileOnDisk(sha256: string): string {
  const files = path.join(product().dataFolder, 'files');
  const found = fs
    .readdirSync(files)
    .map((organization) => path.join(files, organization, sha256.slice(0, 2), sha256.slice(2, 4), sha256))
    .find((file) => fs.existsSync(file));
  if (found === undefined) throw new Error(`no file ${sha256}`);
  return found;
}

/** Records a file as evidence through the upload beside the list, and opens it. */
async function record(page: Page, t: (key: string) => string, name: string, content: Buffer): Promise<void> {
  await go(page, '/evidence');
  await page
    .getByRole('button', { name: t('evidence.upload') })
    .first()
    .click();
  const upload = panel(page, t('evidence.upload'));
  await drop(upload.getByRole('button', { name: new RegExp(t('evidence.dropTitle')) }), name, 'application/octet-stream', content);
  await upload.getByRole('button', { name: t('evidence.record') }).click();
  await upload.getByRole('link', { name: t('evidence.openDetail') }).click();
  await page.getByRole('heading', { level: 1, name: name.replace(/\.\w+$/, '') }).waitFor();
  await settled(page);
}

describe.each(languages)('evidence (%s)', (language) => {
  it('is dropped in, described, recorded, shown as a table, and revised by a PDF while the first file stays', async () => {
    const visitor = await enter('plant_statistician', { language });
    const { page, t } = visitor;
    await go(page, '/evidence');
    await page
      .getByRole('button', { name: t('evidence.upload') })
      .first()
      .click();
    const upload = panel(page, t('evidence.upload'));
    const content = Buffer.from(ledger(language));
    await drop(upload.getByRole('button', { name: new RegExp(t('evidence.dropTitle')) }), `ledger-${language}.csv`, 'text/csv', content);
    await upload.getByText(createHash('sha256').update(content).digest('hex')).waitFor();
    const title = upload.getByLabel(t('evidence.title'), { exact: true });
    expect(await title.inputValue()).toBe(`ledger-${language}`);
    await title.fill('');
    await upload.getByRole('button', { name: t('evidence.record') }).click();
    await upload.getByText(t('common.required')).waitFor();
    await fill(upload, { [t('evidence.title')]: `2025-01 ledger ${language}`, [t('evidence.note')]: 'scanned at the gate' });
    await choose(upload, t('evidence.kindLabel'), t('evidence.kind.consumption_ledger'));
    await day(upload, t('evidence.periodFrom'), '2025-01-01');
    await day(upload, t('evidence.periodTo'), '2025-01-31');
    await picture(page, `upload-${language}`);
    await upload.getByRole('button', { name: t('evidence.record') }).click();
    await upload.getByText(t('evidence.recordedDone')).waitFor();
    await upload.getByRole('link', { name: t('evidence.openDetail') }).click();

    await page.getByRole('heading', { level: 1, name: `2025-01 ledger ${language}` }).waitFor();
    await page.getByRole('cell', { name: '1,301.0' }).waitFor();
    await page.getByRole('columnheader', { name: '煤量 t' }).waitFor();
    await page.getByText(t('evidence.unused'), { exact: true }).waitFor();
    await inspect(visitor, 'evidence-csv', ['日期']);

    await page.getByRole('button', { name: t('evidence.revise') }).click();
    const form = panel(page, t('evidence.revise'));
    await drop(
      form.getByRole('button', { name: new RegExp(t('evidence.dropTitle')) }),
      'signed.pdf',
      'application/pdf',
      pdf(`Ledger ${language}`),
    );
    await form.getByText('signed.pdf').waitFor();
    await form.getByRole('button', { name: t('common.save') }).click();
    await form.getByText(t('common.required')).waitFor();
    await fill(form, { [t('evidence.reviseNote')]: 'the signed original' });
    await form.getByRole('button', { name: t('common.save') }).click();
    await form.waitFor({ state: 'hidden' });
    const frame = page.locator('iframe[title="signed.pdf"]');
    await frame.waitFor();
    const shown = await page.request.get((await frame.getAttribute('src')) ?? '');
    expect([shown.status(), shown.headers()['content-type']]).toEqual([200, 'application/pdf']);
    await page.getByText('the signed original').waitFor();
    await inspect(visitor, 'evidence-pdf');
    await page
      .locator('section')
      .filter({ hasText: t('evidence.revisions') })
      .getByRole('button', { name: t('evidence.preview') })
      .click();
    await page.getByRole('cell', { name: '1,301.0' }).waitFor();
    expectNoFaults();
  });

  it('leads to the cells that rest on it', async () => {
    const { page, t } = await enter('internal_auditor', { language });
    await go(page, `/evidence?month=2024-07`);
    await page
      .getByRole('row', { name: /2024-07/ })
      .getByRole('link')
      .first()
      .click();
    await page.getByRole('heading', { name: t('evidence.usedBy') }).waitFor();
    const uses = page
      .locator('section')
      .filter({ hasText: t('evidence.usedBy') })
      .getByRole('link');
    const name = (await uses.first().textContent()) ?? '';
    await uses.first().click();
    await page.getByRole('grid').waitFor();
    const beside = page.getByRole('complementary');
    await beside.waitFor();
    expect(name).toContain('2024-07');
    await beside
      .getByText(language === 'zh' ? /2024年7月/ : /Jul(y)? 2024/)
      .first()
      .waitFor();
    await picture(page, `used-by-${language}`);
    expectNoFaults();
  });

  it('that was tampered with on disk is reported, not shown', async () => {
    const visitor = await enter('lab_analyst', { language });
    const { page, t } = visitor;
    const content = Buffer.from(`sample,carbon %\r\n${language},52.98\r\n`);
    await record(page, t, `tampered-${language}.csv`, content);
    await page.getByRole('cell', { name: '52.98' }).waitFor();
    const file = fileOnDisk(createHash('sha256').update(content).digest('hex'));
    fs.chmodSync(file, 0o600);
    fs.writeFileSync(file, content.toString().replace('52.98', '49.98'));
    visitor.expecting(/GET \/api\/v1\/files\/\w+\S* 422/);
    await page.reload();
    await page
      .getByRole('alert')
      .filter({ hasText: language === 'zh' ? '文件已损坏' : 'File damaged' })
      .waitFor();
    expect(await page.getByText('49.98').count()).toBe(0);
    await inspect(visitor, 'evidence-damaged');
    fs.writeFileSync(file, content);
    await page.getByRole('button', { name: t('common.retry') }).click();
    await page.getByRole('cell', { name: '52.98' }).waitFor();
    expectNoFaults();
  });

  it('of a kind that is not taken is refused in words, whatever its name says', async () => {
    const visitor = await enter('plant_reviewer', { language });
    const { page, t } = visitor;
    visitor.expecting(/POST \/api\/v1\/files 4(15|22)/);
    await go(page, '/evidence');
    await page
      .getByRole('button', { name: t('evidence.upload') })
      .first()
      .click();
    const upload = panel(page, t('evidence.upload'));
    const place = upload.getByRole('button', { name: new RegExp(t('evidence.dropTitle')) });
    await drop(place, 'report.pdf', 'application/pdf', Buffer.from('4d5a90000300000004000000ffff0000b800000000000000', 'hex'));
    const refused = upload.getByRole('alert').filter({ hasText: language === 'zh' ? '不接受这种文件' : 'File type not accepted' });
    await refused.waitFor();
    await picture(page, `refused-${language}`);
    await drop(place, 'page.csv', 'text/csv', Buffer.from('<!doctype html><script>alert(1)</script>'));
    await refused.waitFor();
    await drop(place, 'good.csv', 'text/csv', Buffer.from(`a,b\r\n1,${language}\r\n`));
    await upload.getByRole('button', { name: t('evidence.record') }).waitFor();
    expect(await upload.getByRole('alert').count()).toBe(0);
    expectNoFaults();
  });
});
