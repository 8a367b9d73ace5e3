import { expect, it } from 'vitest';
import { choose, go, inspect, panel, stage, type Visitor } from '../support/journey.ts';
import { languagesOf } from '../support/spoken.ts';

/** 计量读数: readings are uploaded with a gap in them, the gap is filled for a reason, and the month goes into the month grid, where it says so. */

const { enter, expectNoFaults } = stage();
const [language = 'zh'] = languagesOf(import.meta.filename);
/** Data of the stream that are a wording elsewhere. */
const own = ['kWh', 'MWh', 'CSV', 'GATE-2', 'csv', 'date', 'collector', 'SHA-256', 'Asia/Shanghai', 'purchased_mwh', 'usage_kwh', 'sha256'];

/** Ten days of January: 9 and 11 kWh by turns every quarter of an hour, but for two hours of the 5th in which nothing came. */
function readings(): string {
  const lines = ['date,usage_kwh'];
  for (let i = 1; i <= 960; i += 1) {
    const [day, minutes] = [Math.floor((i - 1) / 96) + 1, (((i - 1) % 96) + 1) * 15];
    if (day === 5 && minutes > 8 * 60 && minutes <= 10 * 60) continue;
    // 24:00 is printed as 0:00 of the day that it closes.
    const hour = Math.floor(minutes / 60) % 24;
    lines.push(`${day}/1/2025 ${hour}:${String(minutes % 60).padStart(2, '0')},${i % 2 === 0 ? 11 : 9}`);
  }
  return `${lines.join('\n')}\n`;
}

async function opened(visitor: Visitor): Promise<void> {
  const { page } = visitor;
  await go(page, '/emission/meter-readings');
  await page.getByText('GATE-2').first().click();
  await page.getByRole('heading', { level: 1, name: /GATE-2/ }).waitFor();
}

it('is read in, filled and taken over', async () => {
  const engineer = await enter('metering_engineer', { language });
  const { page, t } = engineer;
  await opened(engineer);
  await page.getByRole('button', { name: t('metering.upload'), exact: true }).click();
  const upload = panel(page, t('metering.upload'));
  await upload.locator('input[type=file]').setInputFiles({ name: 'gate-2.csv', mimeType: 'text/csv', buffer: Buffer.from(readings()) });
  await upload.getByRole('button', { name: t('metering.take', { n: 952 }) }).click();
  await upload.waitFor({ state: 'hidden' });
  const address = `${new URL(page.url()).pathname}?month=2025-01`;
  await go(page, address);
  // 952 readings of 10 kWh on the average.
  await page.getByText('9,520', { exact: false }).first().waitFor();
  await inspect(engineer, 'meter-stream', own);

  await page
    .getByRole('button', { name: t('metering.fill.deed'), exact: true })
    .first()
    .click();
  const form = panel(page, new RegExp(t('metering.fill.deed')));
  await form.getByText(t('metering.fill.wouldPut', { n: 8, use: '80', unit: 'kWh' })).waitFor();
  await choose(form, t('metering.fill.method'), t('metering.fill.methods.linear'));
  await form.getByRole('alert').waitFor();
  await choose(form, t('metering.fill.method'), t('metering.fill.methods.neighbour_day'));
  await form.getByLabel(t('common.reason')).fill('2025-01-05');
  await inspect(engineer, 'meter-fill', own);
  await form.getByRole('button', { name: t('common.save'), exact: true }).click();
  await form.waitFor({ state: 'hidden' });
  await page.getByText('9,600', { exact: false }).first().waitFor();
  await page.getByRole('heading', { name: t('metering.fill.title') }).scrollIntoViewIfNeeded();
  await inspect(engineer, 'meter-filled', own);

  const statistician = await enter('plant_statistician', { language });
  await go(statistician.page, address);
  await statistician.page.getByRole('button', { name: t('metering.takeOver'), exact: true }).click();
  const over = panel(statistician.page, t('metering.takeOver'));
  await inspect(statistician, 'meter-take-over', own);
  await over.getByRole('button', { name: t('common.save'), exact: true }).click();
  await over.waitFor({ state: 'hidden' });
  const streams = (await (await page.request.get('/api/v1/meter-streams')).json()) as { items: { code: string; unitId: string }[] };
  const unitId = streams.items.find((one) => one.code === 'GATE-2')?.unitId;
  const grid = (await (await page.request.get(`/api/v1/units/${unitId}/years/2025/grid`)).json()) as {
    cells: { month: string; rowKey: string; value: string; acquisition: string }[];
  };
  expect(grid.cells.find((one) => one.month === '2025-01' && one.rowKey.includes('purchased_mwh'))).toMatchObject({
    value: '9.6',
    acquisition: 'estimated',
  });
  expectNoFaults();
}, 120_000);
