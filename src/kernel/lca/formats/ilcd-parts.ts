import type { Documentation, Named } from '../dataset.ts';
import { dayIn, given, together } from './fields.ts';
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
  const reviews = children(child(modelling, 'validation'), 'review');
  const method = child(modelling, 'LCIMethodAndAllocation');
  const treatment = child(modelling, 'dataSourcesTreatmentAndRepresentativeness');
  const sources = children(treatment, 'referenceToDataSource');
  const named = (of: Markup | undefined) => textAt(of, 'shortDescription');
  const below = (of: Markup | undefined, ...names: readonly string[]) =>
    together(...names.flatMap((name) => children(of, name).map((one) => one.text)));
  const reviewers = reviews.flatMap((one) => children(one, 'referenceToNameOfReviewerAndInstitution').flatMap((each) => named(each) ?? []));
  const sourceIds = sources.flatMap((one) => referenceOf(one) ?? []);
  const copyright = textAt(publication, 'copyright');
  return given({
    validFrom: dayIn(textAt(time, 'referenceYear')),
    validUntil: dayIn(textAt(time, 'dataSetValidUntil')),
    time: textAt(time, 'timeRepresentativenessDescription'),
    geography: textAt(information, 'geography', 'locationOfOperationSupplyOrProduction', 'descriptionOfRestrictions'),
    technology: below(child(information, 'technology'), 'technologyDescriptionAndIncludedProcesses', 'technologicalApplicability'),
    method: below(
      method,
      ...['LCIMethodPrinciple', 'deviationsFromLCIMethodPrinciple', 'LCIMethodApproaches', 'deviationsFromLCIMethodApproaches'],
      ...['modellingConstants', 'deviationsFromModellingConstants'],
    ),
    sampling: below(
      treatment,
      ...[
        'dataSelectionAndCombinationPrinciples',
        'deviationsFromSelectionAndCombinationPrinciples',
        'dataTreatmentAndExtrapolationsPrinciples',
      ],
      ...['deviationsFromTreatmentAndExtrapolationPrinciples', 'samplingProcedure', 'dataCollectionPeriod'],
    ),
    completeness: below(
      treatment,
      ...['dataCutOffAndCompletenessPrinciples', 'deviationsFromCutOffAndCompletenessPrinciples', 'percentageSupplyOrProductionCovered'],
    ),
    intendedUse: below(child(administration, 'commissionerAndGoal'), 'intendedApplications', 'project'),
    restrictions: together(textAt(publication, 'accessRestrictions'), textAt(treatment, 'useAdviceForDataSet')),
    review: together(
      ...reviews.flatMap((one) => [attribute(one, 'type'), textAt(one, 'reviewDetails'), textAt(one, 'otherReviewDetails')]),
    ),
    reviewer: reviewers.length > 0 ? [...new Set(reviewers)].join(', ') : undefined,
    documentor: named(child(administration, 'dataEntryBy', 'referenceToPersonOrEntityEnteringTheData')),
    generator: named(child(administration, 'dataGenerator', 'referenceToPersonOrEntityGeneratingTheDataSet')),
    owner: named(child(publication, 'referenceToOwnershipOfDataSet')),
    createdAt: dayIn(textAt(administration, 'dataEntryBy', 'timeStamp')),
    copyright: copyright === undefined ? undefined : copyright === 'true',
    sourceIds: sourceIds.length > 0 ? sourceIds : undefined,
  });
}
