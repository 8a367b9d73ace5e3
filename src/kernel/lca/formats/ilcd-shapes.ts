import type { Shape } from './unread.ts';

/** What the reader of ILCD takes of each kind of data set; the kinds that stand here are those it reads. */

const named: Shape = { '#': true, '@refObjectId': true, '@type': true, '@uri': true, '@version': true, shortDescription: true };
const head: Shape = { '@version': true, '@locations': true, '@metaDataOnly': true };
const identity: Shape = { UUID: true, name: true, shortName: true, classificationInformation: true };
/** Format, time of writing, address and former version of a file: of the file, not of the data. */
const written: Shape = {
  dataEntryBy: { referenceToDataSetFormat: true, timeStamp: true },
  publicationAndOwnership: { dataSetVersion: true, permanentDataSetURI: true, referenceToPrecedingDataSetVersion: true },
};
const uncertain: Shape = { uncertaintyDistributionType: true, relativeStandardDeviation95In: true };

export const ilcdShapes: Readonly<Record<string, Shape>> = {
  unitGroupDataSet: {
    ...head,
    unitGroupInformation: { dataSetInformation: identity, quantitativeReference: { referenceToReferenceUnit: true } },
    units: { unit: { '@dataSetInternalID': true, '@unitId': true, name: true, meanValue: true } },
    administrativeInformation: written,
  },
  flowPropertyDataSet: {
    ...head,
    flowPropertiesInformation: {
      dataSetInformation: { ...identity, generalComment: true },
      quantitativeReference: { referenceToReferenceUnitGroup: named },
    },
    administrativeInformation: written,
  },
  flowDataSet: {
    ...head,
    flowInformation: {
      dataSetInformation: { ...identity, CASNumber: true, sumFormula: true, synonyms: true, generalComment: true },
      quantitativeReference: { referenceToReferenceFlowProperty: true },
      geography: { locationOfSupply: true },
      technology: { technologicalApplicability: true },
    },
    modellingAndValidation: { LCIMethod: { typeOfDataSet: true }, LCIMethodAndAllocation: { typeOfDataSet: true } },
    flowProperties: { flowProperty: { '@dataSetInternalID': true, meanValue: true, referenceToFlowPropertyDataSet: named } },
    administrativeInformation: written,
  },
  sourceDataSet: {
    ...head,
    sourceInformation: { dataSetInformation: { ...identity, sourceCitation: true } },
    administrativeInformation: written,
  },
  processDataSet: {
    ...head,
    processInformation: {
      dataSetInformation: { ...identity, generalComment: true, synonyms: true },
      quantitativeReference: { '@type': true, referenceToReferenceFlow: true },
      time: { referenceYear: true, dataSetValidUntil: true, timeRepresentativenessDescription: true },
      geography: { locationOfOperationSupplyOrProduction: { '@location': true, descriptionOfRestrictions: true } },
      technology: { technologyDescriptionAndIncludedProcesses: true, technologicalApplicability: true },
      mathematicalRelations: {
        variableParameter: {
          '@name': true,
          formula: true,
          meanValue: true,
          minimumValue: true,
          maximumValue: true,
          comment: true,
          ...uncertain,
        },
      },
    },
    modellingAndValidation: {
      LCIMethodAndAllocation: {
        ...{ typeOfDataSet: true, LCIMethodPrinciple: true, deviationsFromLCIMethodPrinciple: true, LCIMethodApproaches: true },
        ...{ deviationsFromLCIMethodApproaches: true, modellingConstants: true, deviationsFromModellingConstants: true },
      },
      dataSourcesTreatmentAndRepresentativeness: {
        ...{ dataCutOffAndCompletenessPrinciples: true, deviationsFromCutOffAndCompletenessPrinciples: true, referenceToDataSource: true },
        ...{ dataSelectionAndCombinationPrinciples: true, deviationsFromSelectionAndCombinationPrinciples: true },
        ...{ dataTreatmentAndExtrapolationsPrinciples: true, deviationsFromTreatmentAndExtrapolationPrinciples: true },
        ...{ samplingProcedure: true, dataCollectionPeriod: true, percentageSupplyOrProductionCovered: true, useAdviceForDataSet: true },
      },
      validation: {
        review: { '@type': true, reviewDetails: true, otherReviewDetails: true, referenceToNameOfReviewerAndInstitution: named },
      },
    },
    administrativeInformation: {
      commissionerAndGoal: { intendedApplications: true, project: true },
      dataGenerator: { referenceToPersonOrEntityGeneratingTheDataSet: named },
      dataEntryBy: { referenceToDataSetFormat: true, timeStamp: true, referenceToPersonOrEntityEnteringTheData: named },
      publicationAndOwnership: {
        ...{ dataSetVersion: true, permanentDataSetURI: true, referenceToPrecedingDataSetVersion: true, copyright: true },
        ...{ accessRestrictions: true, referenceToOwnershipOfDataSet: named },
      },
    },
    exchanges: {
      exchange: {
        ...{ '@dataSetInternalID': true, referenceToFlowDataSet: named, location: true, exchangeDirection: true, meanAmount: true },
        ...{ resultingAmount: true, minimumAmount: true, maximumAmount: true, referenceToVariable: true, generalComment: true },
        ...{ allocations: true, ...uncertain },
      },
    },
  },
  LCIAMethodDataSet: {
    ...head,
    LCIAMethodInformation: { dataSetInformation: identity, quantitativeReference: { referenceQuantity: named } },
    characterisationFactors: {
      factor: { referenceToFlowDataSet: named, location: true, meanValue: true, resultingValue: true, exchangeDirection: true },
    },
    administrativeInformation: written,
  },
};
