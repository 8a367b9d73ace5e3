import { describe, expect, it } from 'vitest';
import { hire } from '../support/hire.ts';
import { choose, day, fill, go, inspect, panel, picture, placesOf, settled, stage } from '../support/journey.ts';
import { languagesOf } from '../support/spoken.ts';

/** Who belongs to the organization, what measures, and what its statement says is inside. */

const { arrive, enter, expectNoFaults } = stage();
const languages = languagesOf(import.meta.filename);

describe.each(languages)('the organization (%s)', (language) => {
  const mark = language === 'zh' ? '中' : 'E';

  it('is a tree that leads to each entity and unit', async () => {
    const visitor = await enter('internal_auditor', { language });
    const { page, t } = visitor;
    const { plant: found, units } = await placesOf(page);
    const nameOf = (one: { name: string; nameEn: string } | undefined) => (language === 'zh' ? one?.name : one?.nameEn) ?? '';
    await go(page, '/organization');
    const tree = page.getByRole('tree');
    await tree.waitFor();
    const plant = nameOf(found);
    await page.getByText(plant, { exact: true }).first().click();
    await page.getByRole('heading', { level: 2, name: plant }).waitFor();
    await page.getByRole('heading', { level: 2, name: t('organization.consolidation') }).waitFor();
    const unit = nameOf(units.find((one) => one.code === '2'));
    await tree.getByText(unit, { exact: true }).first().click();
    await page.getByRole('heading', { level: 2, name: unit }).waitFor();
    await page.getByRole('heading', { level: 2, name: t('organization.fuelStreams') }).waitFor();
    await inspect(visitor, 'unit-of-tree');
    // Whoever may not change it reads why.
    const edit = page.getByRole('button', { name: t('common.edit'), exact: true });
    expect(await edit.getAttribute('aria-disabled')).toBe('true');
    expect(await edit.getAttribute('aria-description')).toContain(language === 'zh' ? '集团碳管理负责人' : 'Group carbon manager');
    expectNoFaults();
  });

  it('takes an entity and a unit; mistakes are named at their place and nothing entered is lost', async () => {
    const visitor = await enter('group_carbon_manager', { language });
    const { page, t } = visitor;
    visitor.expecting(/POST \/api\/v1\/(entities|units) 4(09|22)/);
    await go(page, '/organization');
    await page.getByRole('button', { name: t('organization.addEntity'), exact: true }).click();
    const form = panel(page, t('organization.addEntity'));
    const save = form.getByRole('button', { name: t('common.save') });
    await fill(form, {
      [t('common.nameZh')]: `试点公司${mark}`,
      [t('organization.equityShare')]: 'abc',
      [t('organization.address')]: '滨江路 2 号',
    });
    await save.click();
    await form.getByText(t('common.invalidNumber')).waitFor();
    await form.getByText(t('common.required')).first().waitFor();
    await fill(form, { [t('common.nameEn')]: `Pilot company ${mark}`, [t('organization.equityShare')]: '150' });
    await save.click();
    await form.getByRole('alert').first().waitFor();
    await form
      .getByText(language === 'zh' ? '不得大于 100。' : /100/)
      .first()
      .waitFor();
    await picture(page, `entity-refused-${language}`);
    expect(await form.getByLabel(t('organization.address'), { exact: true }).inputValue()).toBe('滨江路 2 号');
    await fill(form, { [t('organization.equityShare')]: '60' });
    await save.click();
    const name = language === 'zh' ? `试点公司${mark}` : `Pilot company ${mark}`;
    await page.getByRole('heading', { level: 2, name: new RegExp(name) }).waitFor();

    await page.getByRole('button', { name: t('common.edit'), exact: true }).click();
    const change = panel(page, t('organization.changeEntity'));
    await fill(change, { [t('organization.address')]: '滨江路 3 号' });
    await change.getByRole('button', { name: t('common.save') }).click();
    await change.waitFor({ state: 'hidden' });
    await page.getByText('滨江路 3 号').waitFor();

    expect(await page.getByRole('button', { name: t('organization.addUnit') }).count(), 'units stand below plants').toBe(0);
    await page.getByRole('button', { name: t('organization.addChild') }).click();
    const below = panel(page, t('organization.addEntity'));
    await fill(below, { [t('common.nameZh')]: `试点厂${mark}`, [t('common.nameEn')]: `Pilot plant ${mark}` });
    await below.getByRole('button', { name: t('common.save') }).click();
    await below.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: t('organization.addUnit') }).click();
    const unit = panel(page, t('organization.addUnit'));
    await fill(unit, {
      [t('common.nameZh')]: `试点机组${mark}`,
      [t('common.nameEn')]: `Pilot unit ${mark}`,
      [t('organization.unitCode')]: `P-${language}`,
      [t('organization.capacity')]: '50',
      [t('organization.streamCode')]: 'Not A Code',
    });
    await unit.getByRole('button', { name: t('common.save') }).click();
    await unit.getByText(t('common.invalidCode')).waitFor();
    await fill(unit, { [t('organization.streamCode')]: 'coal' });
    await day(unit, t('organization.commissioned'), '2025-06-01');
    await unit.getByRole('button', { name: t('common.save') }).click();
    await page.getByRole('heading', { level: 2, name: language === 'zh' ? `试点机组${mark}` : `Pilot unit ${mark}` }).waitFor();
    expectNoFaults();
  });

  it('takes a meter and its calibration with the certificate', async () => {
    const visitor = await enter('metering_engineer', { language });
    const { page, t } = visitor;
    visitor.expecting(/POST \/api\/v1\/meters 4(09|22)/);
    const { plant } = await placesOf(page);
    await go(page, '/organization/meters');
    await page.getByRole('button', { name: t('organization.addMeter') }).click();
    const form = panel(page, t('organization.addMeter'));
    await form.getByRole('button', { name: t('common.save') }).click();
    await form.getByText(t('common.required')).first().waitFor();
    await fill(form, {
      [t('common.nameZh')]: `给煤机秤${mark}`,
      [t('common.nameEn')]: `Feeder scale ${mark}`,
      [t('common.code')]: `FD-${language}`,
      [t('organization.meterParameter')]: 'circulating_water_m3',
      [t('organization.accuracyClass')]: '0.5',
      [t('organization.accuracy')]: '0.5',
    });
    await choose(form, t('organization.placeOf'), (language === 'zh' ? plant?.name : plant?.nameEn) ?? '');
    await day(form, t('organization.inServiceFrom'), '2024-01-01');
    await form.getByRole('button', { name: t('common.save') }).click();
    await form.waitFor({ state: 'hidden' });

    await page.getByRole('cell', { name: `FD-${language}` }).click();
    const meter = panel(page, language === 'zh' ? `给煤机秤${mark}` : `Feeder scale ${mark}`);
    await meter.getByText(t('organization.calibrationNone')).waitFor();
    await meter.getByRole('button', { name: t('organization.recordCalibration') }).click();
    const calibration = panel(page, t('organization.recordCalibration'));
    await day(calibration, t('organization.calibratedOn'), '2025-01-10');
    expect(await calibration.getByLabel(t('organization.validUntil'), { exact: true }).inputValue()).toBe('2026-01-09');
    await fill(calibration, { [t('organization.body')]: '省计量院', [t('organization.certificate')]: `JL-${language}-77` });
    await calibration.getByRole('button', { name: t('organization.chooseEvidence') }).click();
    const picker = panel(page, t('evidence.pick'));
    await picker.getByRole('button', { name: t('evidence.upload') }).click();
    const upload = panel(page, t('evidence.upload'));
    await upload.getByLabel(t('evidence.file'), { exact: true }).setInputFiles({
      name: `certificate-${language}.csv`,
      mimeType: 'text/csv',
      buffer: Buffer.from(`certificate,${language}\r\nJL-77,0.1\r\n`),
    });
    await choose(upload, t('evidence.kindLabel'), t('evidence.kind.calibration_certificate'));
    const record = upload.getByRole('button', { name: t('evidence.record') });
    await record.click();
    // Closed before it is recorded, nothing would be chosen.
    await record.waitFor({ state: 'hidden' });
    await upload
      .getByRole('button', { name: t('common.close'), exact: true })
      .last()
      .click();
    await picker.getByRole('button', { name: t('evidence.pickDone', { count: 1 }) }).click();
    await calibration.getByRole('button', { name: t('common.save') }).click();
    await calibration.waitFor({ state: 'hidden' });
    await meter.getByText(`JL-${language}-77`).first().waitFor();
    await picture(page, `meter-calibrated-${language}`);
    await meter.getByText(t('organization.calibrationState.valid'), { exact: true }).waitFor();
    await meter.getByRole('link', { name: `certificate-${language}` }).click();
    await page.getByRole('heading', { level: 1, name: `certificate-${language}` }).waitFor();
    await page.getByRole('link', { name: new RegExp(language === 'zh' ? `给煤机秤${mark}` : `Feeder scale ${mark}`) }).waitFor();
    expectNoFaults();
  });

  it('corrects a calibration, changes the meter, takes it out of service; the history says why', async () => {
    const visitor = await enter('metering_engineer', { language });
    const { page, t } = visitor;
    const { plant } = await placesOf(page);
    await go(page, '/organization/meters');
    await page.getByRole('button', { name: t('organization.addMeter') }).click();
    const form = panel(page, t('organization.addMeter'));
    await fill(form, {
      [t('common.nameZh')]: `电能表${mark}`,
      [t('common.nameEn')]: `Power meter ${mark}`,
      [t('common.code')]: `EM-${language}`,
      [t('organization.meterParameter')]: 'circulating_water_m3',
      [t('organization.accuracyClass')]: '0.5',
      [t('organization.accuracy')]: '0.5',
    });
    await choose(form, t('organization.placeOf'), (language === 'zh' ? plant?.name : plant?.nameEn) ?? '');
    await day(form, t('organization.inServiceFrom'), '2024-01-01');
    await form.getByRole('button', { name: t('common.save') }).click();
    await form.waitFor({ state: 'hidden' });
    await page.getByRole('cell', { name: `EM-${language}` }).click();
    const meter = panel(page, language === 'zh' ? `电能表${mark}` : `Power meter ${mark}`);

    await meter.getByRole('button', { name: t('organization.recordCalibration') }).click();
    const calibration = panel(page, t('organization.recordCalibration'));
    await day(calibration, t('organization.calibratedOn'), '2025-01-10');
    await fill(calibration, { [t('organization.body')]: '省计量院', [t('organization.foundError')]: '0.45' });
    await calibration.getByRole('button', { name: t('common.save') }).click();
    await calibration.waitFor({ state: 'hidden' });
    await meter.getByRole('button', { name: t('organization.correct'), exact: true }).click();
    const correction = panel(page, t('organization.correctCalibration'));
    await fill(correction, { [t('organization.foundError')]: '-0.54' });
    await correction.getByRole('button', { name: t('common.save') }).click();
    await correction.getByText(t('common.required')).waitFor();
    await fill(correction, { [t('common.reason')]: '证书抄错' });
    await correction.getByRole('button', { name: t('common.save') }).click();
    await correction.waitFor({ state: 'hidden' });
    await meter.getByText(t('organization.corrected'), { exact: true }).waitFor();

    await meter.getByRole('button', { name: t('organization.changeMeter') }).click();
    const change = panel(page, t('organization.changeMeter'));
    await fill(change, { [t('organization.accuracyClass')]: '0.2S', [t('common.reason')]: '铭牌复核' });
    await change.getByRole('button', { name: t('common.save') }).click();
    await change.waitFor({ state: 'hidden' });
    await meter.getByRole('button', { name: t('organization.retireMeter') }).click();
    const retire = panel(page, t('organization.retireMeter'));
    await fill(retire, { [t('common.reason')]: '拆除检修' });
    await retire.getByRole('button', { name: t('common.save') }).click();
    await retire.waitFor({ state: 'hidden' });
    await meter.getByRole('button', { name: t('organization.bringBackMeter') }).waitFor();
    await meter.getByText(t('organization.outOfService'), { exact: true }).first().waitFor();
    const history = meter.getByRole('list', { name: t('organization.meterHistory') });
    for (const told of ['拆除检修', '铭牌复核', '证书抄错']) await history.getByText(told).waitFor();
    await history.getByText(/0\.45% → -0\.54%/).waitFor();
    await picture(page, `meter-history-${language}`);
    expectNoFaults();
  });

  it('states its scope: drafted by one, refused to the drafter, approved by another', async () => {
    const administrator = await enter('administrator', { language });
    const drafter = await hire(administrator, await arrive({ language }), `scope-${language}@demo.example`, [
      'group_carbon_manager',
      'top_management',
    ]);
    const { page, t } = drafter;
    await go(page, '/organization/scope');
    await page.getByRole('button', { name: t('organization.draftScope') }).click();
    const form = panel(page, t('organization.draftScope'));
    await day(form, t('organization.effectiveFrom'), '2025-02-01');
    await fill(form, {
      [t('organization.statement')]: `边界包括示例热电厂全部机组（${mark}）。`,
      [t('organization.statementEn')]: `The boundary holds every unit of the plant (${mark}).`,
    });
    await form.getByRole('button', { name: t('common.save') }).click();
    await form.waitFor({ state: 'hidden' });
    const own = page.getByRole('button', { name: t('organization.approve') });
    expect(await own.getAttribute('aria-disabled')).toBe('true');
    expect(await own.getAttribute('aria-description')).toContain(language === 'zh' ? '提出人不能批准' : 'Who proposed may not approve');
    await own.hover();
    await picture(page, `scope-drafter-${language}`);

    const other = await enter('top_management', { language });
    await go(other.page, '/organization/scope');
    await other.page.getByText(mark, { exact: false }).first().waitFor();
    await other.page.getByRole('button', { name: t('organization.approve') }).click();
    const dialog = other.page.getByRole('dialog');
    await dialog.getByText(t('organization.approveText')).waitFor();
    await dialog.getByRole('button', { name: t('organization.approve') }).click();
    await dialog.waitFor({ state: 'hidden' });
    await settled(other.page);
    await inspect(other, 'scope-approved');
    const newest = other.page
      .locator('section')
      .filter({ hasText: `（${mark}）` })
      .or(other.page.locator('section').filter({ hasText: `(${mark})` }))
      .first();
    await newest.getByText(t('organization.scopeState.approved'), { exact: true }).waitFor();
    expectNoFaults();
  });
});
