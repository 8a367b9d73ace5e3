import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { choose, fill, go, inspect, panel, picture, placesOf, settled, stage } from '../support/journey.ts';
import { languagesOf } from '../support/spoken.ts';

/** A year's report: what it misses is seen before, it is issued with its files, and compared with the year as it stands. */

const { enter, expectNoFaults } = stage();
const languages = languagesOf(import.meta.filename);
/** A year of the demonstration that is locked. */
const year = 2023;

describe.each(languages)('an annual report (%s)', (language) => {
  it('is previewed, issued, downloaded and compared', async () => {
    const visitor = await enter('plant_manager', { language });
    const { page, t } = visitor;
    const { plant } = await placesOf(page);
    const before = await page.request.get(`/api/v1/entities/${plant?.id}/years/${year}/annual-reports`);
    // Of the whole organization's year: other tests issue none for it.
    const number = `AR-${year}-${String(((await before.json()) as { reports: unknown[] }).reports.length + 1).padStart(4, '0')}`;
    await go(page, `/emission/reports/${plant?.id}/${year}`);
    await page.getByRole('heading', { level: 2, name: t('annualReport.preview') }).waitFor();
    await inspect(visitor, 'annual-report-before');

    const name = language === 'zh' ? plant?.name : plant?.nameEn;
    await page
      .getByRole('row', { name: new RegExp(`^${name}`) })
      .getByRole('button', { name: t('annualReport.factsEdit') })
      .click();
    const facts = panel(page, t('annualReport.factsOf', { name: name ?? '' }));
    await fill(facts, { [language === 'zh' ? '联系人' : 'Contact']: `=1+1 #strong[x] <b>${language}</b>` });
    await picture(page, `annual-report-facts-${language}`);
    await facts.getByRole('button', { name: t('common.save') }).click();
    await facts.waitFor({ state: 'hidden' });
    await settled(page);

    await page.getByRole('button', { name: t('annualReport.issue'), exact: true }).click();
    const order = panel(page, t('annualReport.issueTitle', { year }));
    await choose(order, t('annualReport.purpose'), t('annualReport.purposeOf.disclosure'));
    await order.getByRole('button', { name: t('annualReport.issue'), exact: true }).click();
    const row = page.getByRole('row').filter({ hasText: number });
    const pdf = row.getByRole('link', { name: 'PDF', exact: true });
    await pdf.waitFor({ timeout: 30_000 });
    const address = (await pdf.getAttribute('href')) ?? '';
    const first = await (await page.request.get(address)).body();
    expect([first.subarray(0, 5).toString(), (await pdf.getAttribute('title'))?.slice(8)]).toEqual([
      '%PDF-',
      createHash('sha256').update(first).digest('hex'),
    ]);
    expect(Buffer.compare(first, await (await page.request.get(address)).body())).toBe(0);
    await settled(page);
    await inspect(visitor, 'annual-report');

    await row.getByRole('button', { name: t('annualReport.compare') }).click();
    await page.getByRole('dialog').getByText(t('annualReport.same')).waitFor();
    await picture(page, `annual-report-compare-${language}`);
    expectNoFaults();
  });
});
