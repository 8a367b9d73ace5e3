import type { Finding } from '../finding.ts';
import { type CbamGood, type CbamInput, sharesAboveWhole, takenIn } from './cbam.ts';
import type { CbamSector } from './cbam-goods.ts';

type Tell = (code: string, severity: Finding['severity'], place: Finding['place'], zh: string, en: string) => void;

function tellDefaults(tell: Tell, good: CbamGood): void {
  const at = { good: good.id };
  if (good.basis === 'default')
    tell(
      'default_value',
      'warning',
      { at },
      `“${good.id}”的归属排放为默认值`,
      `The attributed emissions of ${good.id} are a default value`,
    );
  if (good.electricity?.basis === 'default')
    tell('default_factor', 'info', { at }, `“${good.id}”的用电因子为默认值`, `The electricity factor of ${good.id} is a default value`);
  for (const one of good.precursors)
    if (one.madeHere === null && one.basis === 'default')
      tell(
        'default_value',
        'warning',
        { at: { ...at, precursor: one.id } },
        `前体“${one.id}”的单位排放为默认值；加成（如有）须已含在所填数值中`,
        `The specific emissions of precursor ${one.id} are a default value; a mark-up, where the rules ask for one, must be in the figure given`,
      );
}

function tellPower(tell: Tell, good: CbamGood, sector: CbamSector): void {
  const at = { good: good.id };
  if (sector.indirectCounts && good.electricity === null)
    tell(
      'electricity_not_stated',
      'warning',
      { at },
      `“${good.id}”须计入间接排放，但未填用电量，按 0 计算`,
      `Indirect emissions of ${good.id} count, but no electricity is stated: computed as 0`,
    );
  if (!sector.indirectCounts)
    tell(
      'indirect_not_counted',
      'info',
      { at },
      `${sector.name.zh}的间接排放只列示，不计入`,
      `Indirect emissions of ${sector.name.en.toLowerCase()} are shown and do not count`,
    );
  if (sector.confidence === 'low')
    tell(
      'rule_to_be_checked',
      'warning',
      { at },
      `“${good.id}”是否计入间接排放，本数据把握不足；申报前请核对现行附件二`,
      `Whether indirect emissions of ${good.id} count is not certain in our data: compare Annex II in force before filing`,
    );
}

function tellPrice(tell: Tell, good: CbamGood): void {
  const price = good.carbonPrice;
  if (price === null) return;
  const at = { good: good.id };
  if (price.evidence === null || price.evidence.trim() === '')
    tell(
      'carbon_price_without_evidence',
      'warning',
      { at },
      `“${good.id}”的应付碳价没有凭证`,
      `No evidence of the carbon price of ${good.id}`,
    );
  if (good.precursors.length > 0)
    tell(
      'carbon_price_own_process',
      'info',
      { at },
      `“${good.id}”的应付碳价只含本生产过程，前体已付的碳价另行证明`,
      `The carbon price of ${good.id} is that of its own process; what was paid for precursors is shown apart`,
    );
}

/** What a source covers is not the system boundary of the production process as the rules draw it. */
function tellSource(tell: Tell, { id, taken }: CbamGood): void {
  const at = { good: id };
  if (taken?.kind === 'entity_year')
    tell(
      'source_domestic_method',
      'info',
      { at },
      `“${id}”的归属排放取自按本国方法核查的年度排放，其中可能含外购电力与热力；申报前核对生产过程的系统边界`,
      `The attributed emissions of ${id} come from a year verified under the domestic method, which may hold purchased power and heat: compare with the system boundary of the process before filing`,
    );
  if (taken?.kind === 'footprint')
    tell(
      'source_life_cycle',
      'warning',
      { at },
      `“${id}”的归属排放取自产品碳足迹的生产阶段，其中可能含用电与其他上游；用电已含在内的，不再另填`,
      `The attributed emissions of ${id} come from the production stage of a product footprint, which may hold electricity and other upstream: do not state such electricity again`,
    );
}

function tellShares(tell: Tell, goods: readonly CbamGood[]): void {
  for (const { goods: names, share } of sharesAboveWhole(goods))
    tell(
      'source_above_whole',
      'error',
      { at: { good: names[0] ?? '' } },
      `${names.map((one) => `“${one}”`).join('、')}共取用同一来源的 ${share.toFixed()} %，超过 100 %；请改正份额`,
      `${names.join(', ')} take ${share.toFixed()} % of one source, more than 100 %: correct the shares`,
    );
}

/** What the reader has to know: what is a default, what does not count, what is not proven, and that the layout is no official template. */
export function cbamFindings(input: CbamInput, sectorOf: (good: CbamGood) => CbamSector, definitive: boolean, source: string): Finding[] {
  const found: Finding[] = [];
  const tell: Tell = (code, severity, place, zh, en) => found.push({ code, severity, place, text: { zh, en }, source });
  tell(
    'layout_not_official',
    'info',
    {},
    '版式与字段次序为本产品自定，不是欧盟委员会的官方沟通模板',
    'Layout and order of fields are our own, not the official communication template of the European Commission',
  );
  if (!definitive)
    tell(
      'transitional_period',
      'info',
      {},
      '报告期始于过渡期：所有货物均申报间接排放',
      'The period starts in the transitional period: indirect emissions of all goods are reported',
    );
  tellShares(tell, input.goods);
  for (const good of input.goods) {
    tellSource(tell, good);
    tellDefaults(tell, good);
    tellPower(tell, good, sectorOf(good));
    tellPrice(tell, good);
    const taken = takenIn(good.id, input.goods);
    if (taken.gt(good.quantity))
      tell(
        'precursor_above_production',
        'error',
        { at: { good: good.id } },
        `其他货物用掉 ${taken.toFixed()} ${good.unit}，超过“${good.id}”的产量 ${good.quantity.toFixed()}；外购部分另列前体`,
        `Other goods take in ${taken.toFixed()} ${good.unit} of ${good.id}, more than the ${good.quantity.toFixed()} made; state what was bought as a precursor of its own`,
      );
  }
  return found;
}
