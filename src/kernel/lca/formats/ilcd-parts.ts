import type { Documentation, Named } from '../dataset.ts';
import { dayIn, given } from './fields.ts';
import { attribute, child, children, inLanguages, type Markup, textAt } from './markup.ts';

/** What every ILCD data set has: an identity, names, a folder; and the documentation of a process. */

const informationNames = [
  'processInformation',
  'flowInformation',
  'flowPropertiesInformation',
  'unitGroupInformation',
  'sourceInformation',
  'contactInformation',
  'LCIAMethodInformation',
];

function dataSetInformation(element: Markup): Markup | undefined {
  return child(
    element.children.find((one) => informationNames.includes(one.name)),
    'dataSetInformation',
  );
}

export const uuidOf = (element: Markup): string | undefined => textAt(dataSetInformation(element), 'UUID');

export const referenceOf = (reference: Markup | undefined): string | undefined => attribute(reference, 'refObjectId');

/** Flows and processes have a name of parts; other data sets a plain one. */
export function namesOf(element: Markup): { readonly name: string; readonly nameZh?: string } {
  const set = dataSetInformation(element);
  const name = child(set, 'name');
  const parts = ['baseName', 'treatmentStandardsRoutes', 'mixAndLocationTypes', 'flowProperties', 'functionalUnitFlowProperties'];
  const each = parts.map((part) => inLanguages(name, part));
  const whole = each.flatMap((one) => one.name ?? []).join('; ');
  const zh = each.flatMap((one) => one.nameZh ?? []).join('；');
  const plain = inLanguages(set, 'name');
  const short = inLanguages(set, 'shortName');
  const shown = whole !== '' ? whole : (plain.name ?? short.name ?? uuidOf(element) ?? '');
  const shownZh = zh !== '' ? zh : (plain.nameZh ?? short.nameZh);
  return { name: shown, ...(shownZh === undefined ? {} : { nameZh: shownZh }) };
}

export function folderOf(element: Markup): Pick<Named, 'category'> {
  const information = child(dataSetInformation(element), 'classificationInformation');
  const elementary = child(information, 'elementaryFlowCategorization');
  const classes = elementary ? children(elementary, 'category') : children(child(information, 'classification'), 'class');
  const names = [...classes]
    .sort((a, b) => Number(attribute(a, 'level') ?? 0) - Number(attribute(b, 'level') ?? 0))
    .map((one) => one.text.replace(/\s+/g, ' '));
  return names.length > 0 ? { category: names } : {};
}

export function documentationOf(element: Markup): Documentation {
  const information = child(element, 'processInformation');
  const time = child(information, 'time');
  const modelling = child(element, 'modellingAndValidation');
  const administration = child(element, 'administrativeInformation');
  const publication = child(administration, 'publicationAndOwnership');
  const review = child(modelling, 'validation', 'review');
  const sources = children(child(modelling, 'dataSourcesTreatmentAndRepresentativeness'), 'referenceToDataSource');
  const named = (of: Markup | undefined) => textAt(of, 'shortDescription');
  const sourceIds = sources.flatMap((one) => referenceOf(one) ?? []);
  const copyright = textAt(publication, 'copyright');
  return given({
    validFrom: dayIn(textAt(time, 'referenceYear')),
    validUntil: dayIn(textAt(time, 'dataSetValidUntil')),
    time: textAt(time, 'timeRepresentativenessDescription'),
    geography: textAt(information, 'geography', 'locationOfOperationSupplyOrProduction', 'descriptionOfRestrictions'),
    technology: textAt(information, 'technology', 'technologyDescriptionAndIncludedProcesses'),
    method: textAt(modelling, 'LCIMethodAndAllocation', 'LCIMethodPrinciple'),
    completeness: textAt(modelling, 'dataSourcesTreatmentAndRepresentativeness', 'dataCutOffAndCompletenessPrinciples'),
    intendedUse: textAt(administration, 'commissionerAndGoal', 'intendedApplications'),
    restrictions: textAt(publication, 'accessRestrictions'),
    review: textAt(review, 'reviewDetails'),
    reviewer: named(child(review, 'referenceToNameOfReviewerAndInstitution')),
    documentor: named(child(administration, 'dataEntryBy', 'referenceToPersonOrEntityEnteringTheData')),
    generator: named(child(administration, 'dataGenerator', 'referenceToPersonOrEntityGeneratingTheDataSet')),
    owner: named(child(publication, 'referenceToOwnershipOfDataSet')),
    createdAt: dayIn(textAt(administration, 'dataEntryBy', 'timeStamp')),
    copyright: copyright === undefined ? undefined : copyright === 'true',
    sourceIds: sourceIds.length > 0 ? sourceIds : undefined,
  });
}
