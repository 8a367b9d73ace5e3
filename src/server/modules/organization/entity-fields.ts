import type { Faults } from '../../work/faults.ts';
import type { EntityFields, EntityInput } from './store/entities.ts';

const regionPattern = /^[A-Z]{2}-[A-Z0-9]{1,3}$/;

/** The fields with exact numbers; every fault goes to `faults`. Place and days in the tree are checked apart. */
export function readEntityFields(input: EntityInput, faults: Faults): EntityFields {
  if (!/^[A-Z]{2}$/.test(input.country)) {
    faults.add('not_a_country', '/country', {
      zh: '请写两位大写国家代码，如 CN。',
      en: 'Give the two capital letters of the country, such as CN.',
    });
  }
  if (input.region !== null && !(regionPattern.test(input.region) && input.region.startsWith(`${input.country}-`))) {
    faults.add('not_a_region', '/region', {
      zh: '请写 ISO 3166-2 地区代码，并与国家一致，如 CN-JS。',
      en: 'Give the ISO 3166-2 code of a region of that country, such as CN-JS.',
    });
  }
  return {
    parentId: input.parentId,
    kind: input.kind,
    name: input.name,
    nameEn: input.nameEn,
    code: input.code,
    country: input.country,
    region: input.region,
    address: input.address,
    longitude: faults.decimalOrNull('/longitude', input.longitude, { min: '-180', max: '180' }),
    latitude: faults.decimalOrNull('/latitude', input.latitude, { min: '-90', max: '90' }),
    altitudeM: faults.decimalOrNull('/altitudeM', input.altitudeM, { min: '-500', max: '9000' }),
    industryCode: input.industryCode,
    equitySharePct: faults.decimal('/equitySharePct', input.equitySharePct, { min: '0', max: '100' }),
    financialControl: input.financialControl,
    operationalControl: input.operationalControl,
    fixedAssetInvestment: input.fixedAssetInvestment,
    validFrom: input.validFrom,
    validTo: input.validTo,
  };
}
