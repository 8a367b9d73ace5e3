import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { ledgerAccountKinds, ledgerKinds } from '../../src/contract/ledger-kinds.ts';
import { choose, fill, go, inspect, panel, picture, settled, stage, type Visitor } from '../support/journey.ts';
import { languagesOf } from '../support/spoken.ts';

/** The carbon-asset ledger: bought, moved, proposed for surrender by one, approved by another with the code, told by the statement. */

const { enter, expectNoFaults } = stage();
const languages = languagesOf(import.meta.filename);
/** Each language in a class of its own that the demonstration does not hold. */
const vintage = { zh: '2020', en: '2019' } as const;

async function openForm({ page, t }: Visitor) {
  await page
    .getByRole('button', { name: t('ledger.enter.button') })
    .first()
    .click();
  const form = panel(page, t('ledger.enter.title'));
  await form.waitFor();
  return form;
}

/** Buys 5,000 allowances of a new class into the trading account and moves 3,000 of them to the registry. */
async function buyAndTransfer(visitor: Visitor) {
  const { page, t, language } = visitor;
  const buy = await openForm(visitor);
  await choose(buy, t('ledger.to'), ledgerAccountKinds.trading.title[language]);
  await choose(buy, t('ledger.class'), t('ledger.enter.newClass'));
  await fill(buy, { [t('ledger.vintage')]: vintage[language], [t('ledger.quantity')]: '5,000', [t('ledger.documentNo')]: 'T-1' });
  await picture(page, `movement-buy-${language}`);
  await buy.getByRole('button', { name: t('ledger.enter.submit'), exact: true }).click();
  await buy.waitFor({ state: 'hidden' });

  const move = await openForm(visitor);
  await choose(move, t('ledger.enter.kind'), ledgerKinds.transfer.title[language]);
  await choose(move, t('ledger.from'), ledgerAccountKinds.trading.title[language]);
  await choose(move, t('ledger.to'), ledgerAccountKinds.registry.title[language]);
  await choose(move, t('ledger.class'), `CEA ${vintage[language]}`);
  await move.getByText(t('ledger.enter.standing', { quantity: '5,000 t' })).waitFor();
  await fill(move, { [t('ledger.quantity')]: '3000' });
  await move.getByRole('button', { name: t('ledger.enter.submit'), exact: true }).click();
  await move.waitFor({ state: 'hidden' });
}

// A button that has just been busy may still carry the name of its busy sign; it is found by its own part.

/** Proposes to surrender 1,200 and gives the code that is shown once. */
async function proposeSurrender(visitor: Visitor): Promise<string> {
  const { page, t, language } = visitor;
  const form = await openForm(visitor);
  await choose(form, t('ledger.enter.kind'), ledgerKinds.surrender.title[language]);
  await choose(form, t('ledger.class'), `CEA ${vintage[language]}`);
  await fill(form, { [t('ledger.quantity')]: '9999' });
  await fill(form, { [t('ledger.beneficiary')]: 'CHP', [t('ledger.period')]: '2024', [t('ledger.claim')]: 'compliance 2024' });
  visitor.expecting(/POST \/api\/v1\/ledger\/instructions 409/);
  await form.getByRole('button', { name: t('ledger.enter.propose') }).click();
  await form.getByRole('alert').filter({ hasText: '9999' }).waitFor();
  await picture(page, `movement-refused-${language}`);
  await fill(form, { [t('ledger.quantity')]: '1200' });
  await form.getByRole('button', { name: t('ledger.enter.propose') }).click();
  const shown = page.getByLabel(t('ledger.code.label'));
  await shown.waitFor();
  await picture(page, `code-${language}`);
  const code = ((await shown.textContent()) ?? '').trim();
  expect(code).toMatch(/^\d{6}$/);
  await page.getByRole('button', { name: t('ledger.code.done') }).click();
  return code;
}

/** The other person: a wrong code first, then the right one. */
async function approve({ page, t, language }: Visitor, code: string) {
  await page.getByRole('button', { name: t('ledger.instruction.approve'), exact: true }).click();
  const form = panel(page, new RegExp(t('ledger.instruction.approveTitle')));
  await fill(form, { [t('ledger.instruction.code')]: code === '111111' ? '222222' : '111111' });
  await form.getByRole('button', { name: t('ledger.instruction.approve') }).click();
  await form.getByText(t('ledger.instruction.codeWrong', { count: 4 })).waitFor();
  await picture(page, `approve-wrong-${language}`);
  await fill(form, { [t('ledger.instruction.code')]: code });
  await form.getByRole('button', { name: t('ledger.instruction.approve') }).click();
  await page.waitForURL(/\/asset\/ledger\?transaction=/);
  await panel(page, t('ledger.book.transaction')).getByText('compliance 2024').waitFor();
  await settled(page);
}

const row = (page: Page, text: string | RegExp) => page.getByRole('row').filter({ hasText: text });

describe.each(languages)('the carbon-asset ledger (%s)', (language) => {
  it('buy, transfer, propose a surrender, approve it with the code, read it in the statement', async () => {
    const keeper = await enter('asset_manager', { language });
    const { page, t } = keeper;
    await go(page, '/asset/holdings');
    await buyAndTransfer(keeper);
    const code = await proposeSurrender(keeper);
    await row(page, `CEA ${vintage[language]}`)
      .getByRole('link', { name: /1,200$/ })
      .waitFor();
    await inspect(keeper, 'holdings');
    await go(page, '/asset/instructions');
    const own = page.getByRole('button', { name: t('ledger.instruction.approve'), exact: true });
    expect(await own.getAttribute('aria-disabled')).toBe('true');
    await inspect(keeper, 'instructions-own');

    const approver = await enter('top_management', { language, width: 1920 });
    await go(approver.page, '/workbench');
    await approver.page.getByRole('link', { name: language === 'zh' ? /碳资产指令待批准/ : /asset ledger to approve/ }).click();
    await approver.page.getByRole('heading', { name: t('ledger.instruction.waiting') }).waitFor();
    await inspect(approver, 'instructions');
    await approve(approver, code);
    await inspect(approver, 'transaction');

    // 5,000 bought, 3,000 moved to the registry, 1,200 of them reserved and surrendered.
    await go(page, '/asset/holdings');
    const held = row(page, `CEA ${vintage[language]}`);
    await held.getByRole('link', { name: /2,000$/ }).waitFor();
    await held.getByRole('link', { name: /1,200$/ }).waitFor();
    await inspect(keeper, 'holdings-after');
    await held.getByRole('link', { name: /1,800$/ }).click();
    await page.getByRole('heading', { level: 1, name: new RegExp(t('ledger.statement.title')) }).waitFor();
    await row(page, /1,800/).first().waitFor();
    await inspect(keeper, 'statement');
    await page.getByRole('button', { name: ledgerKinds.transfer.title[language], exact: true }).click();
    await panel(page, t('ledger.book.transaction')).getByText('CEA-').first().waitFor();
    await picture(page, `statement-transaction-${language}`);
    await go(page, '/asset/ledger');
    await inspect(keeper, 'ledger');
    expectNoFaults();
  });
});

describe('an issue (en)', () => {
  it('rests on an attested statement; a wrong purchase is reversed; a proposal is rejected with a reason', async () => {
    const keeper = await enter('asset_manager', { language: 'en' });
    const { page, t } = keeper;
    await go(page, '/asset/attestations');
    await page
      .getByRole('button', { name: t('ledger.attest.button') })
      .first()
      .click();
    const attest = panel(page, t('ledger.attest.title'));
    await fill(attest, { [t('ledger.vintage')]: '2020', [t('ledger.attest.attested')]: '800', [t('ledger.documentNo')]: 'A-2020' });
    await picture(page, 'attest-form');
    await attest.getByRole('button', { name: t('common.save') }).click();
    await attest.waitFor({ state: 'hidden' });
    await go(page, '/asset/ledger');
    const issue = await openForm(keeper);
    await choose(issue, t('ledger.enter.kind'), ledgerKinds.issue.title.en);
    await choose(issue, t('ledger.enter.attestation'), /A-2020/);
    await fill(issue, { [t('ledger.quantity')]: '500' });
    await picture(page, 'movement-issue');
    await issue.getByRole('button', { name: t('ledger.enter.submit') }).click();
    await issue.waitFor({ state: 'hidden' });
    await go(page, '/asset/attestations');
    await row(page, 'A-2020').getByRole('cell', { name: '500', exact: true }).waitFor();
    await inspect(keeper, 'attestations');

    await go(page, '/asset/ledger');
    const buy = await openForm(keeper);
    await choose(buy, t('ledger.class'), 'CEA 2020');
    await fill(buy, { [t('ledger.quantity')]: '70', [t('ledger.documentNo')]: 'T-70' });
    await buy.getByRole('button', { name: t('ledger.enter.submit') }).click();
    await row(page, 'T-70').first().click();
    const transaction = panel(page, t('ledger.book.transaction'));
    await transaction.getByRole('button', { name: t('ledger.book.reverse') }).click();
    const reverse = panel(page, t('ledger.book.reverse'));
    await fill(reverse, { [t('common.reason')]: 'entered twice' });
    await reverse.getByRole('button', { name: t('ledger.book.reverse') }).click();
    await transaction.getByText(t('ledger.book.reversed'), { exact: true }).waitFor();
    await picture(page, 'transaction-reversed');

    await go(page, '/asset/instructions');
    const loss = await openForm(keeper);
    await choose(loss, t('ledger.enter.kind'), ledgerKinds.write_off.title.en);
    await choose(loss, t('ledger.class'), 'CEA 2020');
    await fill(loss, { [t('ledger.quantity')]: '100', [t('common.reason')]: 'cancelled by the registry' });
    await loss.getByRole('button', { name: t('ledger.enter.propose') }).click();
    await page.getByRole('button', { name: t('ledger.code.done') }).click();
    const approver = await enter('finance_officer', { language: 'en' });
    await go(approver.page, '/asset/instructions');
    await approver.page.getByRole('button', { name: t('ledger.instruction.reject') }).click();
    const reject = panel(approver.page, t('ledger.instruction.rejectTitle'));
    await fill(reject, { [t('common.reason')]: 'no notice of the registry' });
    await reject.getByRole('button', { name: t('ledger.instruction.reject') }).click();
    await row(approver.page, 'no notice of the registry').waitFor();
    await inspect(approver, 'instructions-rejected');
    expectNoFaults();
  });
});
