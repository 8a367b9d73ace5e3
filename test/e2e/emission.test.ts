import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { cellOf, settled, stage } from '../support/journey.ts';
import { languagesOf } from '../support/spoken.ts';

/** Emission in a real browser: a month from pasted ledger to locked, and a total followed down to its file. */

const stand = stage();

async function enter(persona: string, language: 'zh' | 'en' = 'zh'): Promise<Page> {
  return (await stand.enter(persona, { language })).page;
}

async function tree(page: Page): Promise<{ units: { id: string; code: string }[]; entities: { id: string; kind: string }[] }> {
  const reply = await page.request.get('/api/v1/organization', { headers: { 'x-tanheng': '1' } });
  return (await reply.json()) as { units: { id: string; code: string }[]; entities: { id: string; kind: string }[] };
}

async function openGrid(page: Page, unitCode: string, year: number, search = ''): Promise<void> {
  const unit = (await tree(page)).units.find((one) => one.code === unitCode);
  await page.goto(`/emission/units/${unit?.id}/${year}${search}`);
  await page.getByRole('grid').waitFor();
  await settled(page);
}

/** What a cell says; the active one holds its text in a field. */
async function textIn(at: Locator): Promise<string> {
  const field = at.getByRole('textbox');
  return (await field.count()) > 0 ? await field.inputValue() : ((await at.textContent()) ?? '');
}

async function paste(page: Page, text: string, keys = 'Control+V'): Promise<void> {
  await page.evaluate((block) => navigator.clipboard.writeText(block), text);
  await page.keyboard.press(keys);
}

async function saved(page: Page): Promise<void> {
  await page.locator('[data-save="saved"]').waitFor();
}

const generation = /发电量/;
const heat = /供热量/;
const coal = /燃煤消耗量/;

describe('a month, from the ledger to locked', () => {
  it('is pasted, undone, corrected where it is wrong, and saves itself', async () => {
    const page = await enter('plant_statistician');
    await openGrid(page, '2', 2025);
    await cellOf(page, coal, 1).click();
    await paste(page, '182,345.67\t１６４２１０．１２ t\t158.9 kt\r\n0.5312\t0.5298\t0,5345\r\n');
    expect(await textIn(cellOf(page, coal, 1))).toContain('182,345.67');
    const wrong = cellOf(page, /收到基元素碳含量/, 3);
    expect(await wrong.getAttribute('aria-invalid')).toBe('true');
    await wrong.click();
    await page.getByRole('tooltip').getByText('无法判断是小数点还是千位分隔').waitFor();
    await page.locator('[data-save="attention"]').waitFor();

    await page.keyboard.type('0.5345');
    await page.keyboard.press('Enter');
    await saved(page);
    expect(await textIn(cellOf(page, coal, 3))).toContain('158,900.00');
    expect(await textIn(cellOf(page, coal, 3))).toContain('kt');

    await cellOf(page, coal, 1).click();
    await page.keyboard.press('Control+Z');
    await page.keyboard.press('Control+Z');
    await saved(page);
    expect(await textIn(cellOf(page, coal, 2))).not.toContain('164,210.12');
    await page.keyboard.press('Control+Y');
    await page.locator('[data-save="attention"]').waitFor();
    await page.keyboard.press('Control+Y');
    await saved(page);
    expect(await textIn(cellOf(page, coal, 2))).toContain('164,210.12');
    await page.reload();
    await page.getByRole('grid').waitFor();
    expect(await textIn(cellOf(page, coal, 2))).toContain('164,210.12');
    stand.expectNoFaults();
  });

  it('is worked by keyboard like a spreadsheet and copied out as it came in', async () => {
    const page = await enter('plant_statistician');
    await openGrid(page, '2', 2025);
    await cellOf(page, generation, 5).click();
    await page.keyboard.type('300000.5');
    await page.keyboard.press('Tab');
    await page.keyboard.type('12.5 kWh');
    await page.keyboard.press('Escape');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Control+R');
    await saved(page);
    expect(await textIn(cellOf(page, generation, 7))).toContain('300,000.500');
    await page.keyboard.press('Control+C');
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('300000.5\t300000.5\t300000.5');
    await page.keyboard.press('Delete');
    await saved(page);
    expect(await textIn(cellOf(page, generation, 6))).not.toContain('300');
    stand.expectNoFaults();
  });

  it('shows both values when somebody else was faster, and lets the writer choose', async () => {
    const [writer, theirs] = [await stand.enter('plant_statistician'), await enter('lab_analyst')];
    const mine = writer.page;
    writer.expecting(/ 409$/);
    await openGrid(mine, '1', 2025);
    await openGrid(theirs, '1', 2025);
    await cellOf(theirs, coal, 4).click();
    await theirs.keyboard.type('111');
    await theirs.keyboard.press('Enter');
    await saved(theirs);
    await cellOf(mine, coal, 4).click();
    await mine.keyboard.type('222');
    await mine.keyboard.press('Enter');
    await mine.locator('[data-save="attention"]').waitFor();
    await mine.getByRole('button', { name: '前往下一处' }).click();
    const choice = mine.getByRole('alert').filter({ hasText: '他人已修改此数值' });
    expect(await choice.textContent()).toContain('222');
    expect(await choice.textContent()).toContain('111');
    await choice.getByRole('button', { name: '以我的覆盖' }).click();
    await saved(mine);
    expect(await textIn(cellOf(mine, coal, 4))).toContain('222.00');
    stand.expectNoFaults();
  });

  it('gets its evidence and reasons, and goes through four pairs of hands', async () => {
    const statistician = await enter('plant_statistician');
    await openGrid(statistician, '2', 2024);
    await cellOf(statistician, heat, 12).click();
    await statistician.keyboard.type('240,123.45');
    await statistician.keyboard.press('Enter');
    await saved(statistician);

    await cellOf(statistician, generation, 12).getByRole('button', { name: '没有证据' }).click();
    const cellPanel = statistician.getByRole('complementary', { name: '发电量' });
    await cellPanel.locator('input[type=file]').setInputFiles({
      name: '2024-12 抄表.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('日期,MWh\r\n2024-12-31,322746.999\r\n'),
    });
    await cellPanel.getByText('抄表.csv').first().waitFor();
    await cellOf(statistician, generation, 12).getByRole('button', { name: '证据 1 份' }).waitFor();

    await statistician.getByRole('button', { name: '2024年12月：打开月份侧栏' }).click();
    const month = statistician.getByRole('complementary', { name: '2024年12月' });
    const submit = month.getByRole('button', { name: '提交审核' });
    expect(await submit.getAttribute('aria-disabled')).toBe('true');
    for (let left = await month.getByRole('button', { name: '说明理由' }).count(); left > 0; left -= 1) {
      await month.getByRole('button', { name: '说明理由' }).first().click();
      await month.getByRole('textbox', { name: '说明理由' }).fill('结算单次月到，已索取');
      await month.getByRole('button', { name: '保存理由' }).click();
      await month.getByRole('textbox', { name: '说明理由' }).waitFor({ state: 'detached' });
    }
    await submit.click();
    await month.getByText('待审核').first().waitFor();
    const own = month.getByRole('button', { name: '审核通过' });
    await own.waitFor();
    expect(await own.getAttribute('aria-disabled')).toBe('true');

    const reviewer = await enter('plant_reviewer');
    await openGrid(reviewer, '2', 2024, '?month=2024-12');
    await reviewer.getByRole('button', { name: '审核通过', exact: true }).click();
    const ownApproval = reviewer.getByRole('button', { name: '批准', exact: true });
    await ownApproval.waitFor();
    expect(await ownApproval.getAttribute('aria-disabled')).toBe('true');

    const manager = await enter('plant_manager');
    await openGrid(manager, '2', 2024, '?month=2024-12');
    await manager.getByRole('button', { name: '批准', exact: true }).click();
    await manager.getByRole('complementary', { name: '2024年12月' }).getByRole('button', { name: '锁定', exact: true }).waitFor();

    const group = await enter('group_carbon_manager');
    await openGrid(group, '2', 2024, '?month=2024-12');
    await group.getByRole('button', { name: '锁定', exact: true }).click();
    await group.getByRole('button', { name: '锁定', exact: true }).waitFor({ state: 'detached' });

    await statistician.reload();
    await statistician.getByRole('grid').waitFor();
    expect(await cellOf(statistician, heat, 12).getAttribute('aria-readonly')).toBe('true');
    await cellOf(statistician, heat, 12).click();
    await statistician.keyboard.press('Delete');
    await statistician.getByText('数值只读', { exact: false }).first().waitFor();
    stand.expectNoFaults();
  });
});

describe('a total', () => {
  for (const language of languagesOf(import.meta.filename)) {
    it(`is followed down to the ledger file in four clicks (${language})`, async () => {
      const page = await enter('internal_auditor', language);
      const entity = (await tree(page)).entities.find((one) => one.kind === 'plant');
      await page.goto(`/emission/entities/${entity?.id}/2024`);
      await settled(page);
      const steps = page.getByRole('tree');

      await page
        .getByRole('link', { name: /3,523,581/ })
        .first()
        .click(); // 1
      await steps.waitFor();
      expect(page.url()).toContain('/derivation?node=');
      await page.getByText('3,523,581.128232').first().waitFor();
      await steps.getByRole('treeitem', { name: /2024-07/ }).click(); // 2
      await page
        .getByRole('img', { name: /E_combustion/ })
        .first()
        .waitFor();
      const file = steps.getByRole('button', { name: language === 'zh' ? /打开证据.*入炉煤/ : /Open the evidence.*(coal|煤)/i }).first();
      await file.click(); // 3
      await page
        .getByRole('dialog')
        .last()
        .getByRole('link', { name: /2024-07/ })
        .first()
        .waitFor();
      stand.expectNoFaults();
    });
  }

  it('can be derived over any page, by an address that can be passed on', async () => {
    const page = await enter('internal_auditor', 'en');
    const unit = (await tree(page)).units.find((one) => one.code === '1');
    await page.goto(`/workbench?derivation=${encodeURIComponent(`unit:${unit?.id}:2024:E_unit_month@unit=1,month=2024-07`)}`);
    await page.getByRole('tree').waitFor();
    await page.getByText('320,263.2642891').first().waitFor();
    await page.getByText('Frozen on').first().waitFor();
    await page.getByRole('button', { name: 'Check the snapshot' }).click();
    await page.getByText('the same, byte by byte').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('tree').waitFor({ state: 'detached' });
    expect(page.url()).not.toContain('derivation');
    stand.expectNoFaults();
  });

  it('stands beside its completeness and shows its months as a chart and as a table', async () => {
    const page = await enter('top_management', 'en');
    const entity = (await tree(page)).entities.find((one) => one.kind === 'plant');
    await page.goto(`/emission/entities/${entity?.id}/2024`);
    await settled(page);
    await page.getByRole('heading', { name: 'Completeness' }).waitFor();
    await page
      .getByRole('img', { name: /emission and intensity by month\. Jan 2024/ })
      .first()
      .waitFor();
    await page.getByText('Table', { exact: true }).first().click();
    await page.getByRole('row', { name: /Jul 2024.*320,263\.26/ }).waitFor();
    stand.expectNoFaults();
  });
});
