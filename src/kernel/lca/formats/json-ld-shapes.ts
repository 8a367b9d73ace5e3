import type { Shape } from './unread.ts';

/** What the reader of openLCA JSON-LD takes of each kind of data set, in the names of schema 1.x and 2.x. */

/** References are read by their id; the name beside it stands in the data set they lead to. */
const named: Shape = { '@id': true, name: true, nameZh: true, category: true, categoryPath: true, description: true };
const uncertainty: Shape = {
  ...{ distributionType: true, geomMean: true, geomSd: true, mean: true, sd: true, minimum: true, mode: true, maximum: true },
};
const parameter: Shape = {
  ...{ '@id': true, name: true, value: true, formula: true, description: true, inputParameter: true, isInputParameter: true },
  ...{ parameterScope: true, version: true, uncertainty },
};
const exchange: Shape = {
  ...{ '@id': true, internalId: true, amount: true, amountFormula: true, flow: true, unit: true, flowProperty: true, uncertainty },
  ...{
    input: true,
    isInput: true,
    quantitativeReference: true,
    isQuantitativeReference: true,
    avoidedProduct: true,
    isAvoidedProduct: true,
  },
  ...{ defaultProvider: true, pedigreeUncertainty: true, dqEntry: true, baseUncertainty: true, costValue: true, costFormula: true },
  ...{ currency: true, description: true, location: true },
};
const documentation: Shape = {
  ...{ validFrom: true, validUntil: true, timeDescription: true, geographyDescription: true, technologyDescription: true },
  ...{ inventoryMethodDescription: true, samplingDescription: true, completenessDescription: true, intendedApplication: true },
  ...{ dataCollectionDescription: true, dataSelectionDescription: true, dataTreatmentDescription: true, projectDescription: true },
  ...{ modelingConstantsDescription: true, restrictionsDescription: true, useAdvice: true, reviewDetails: true, reviewer: true },
  ...{ reviews: { details: true, reviewers: true }, dataDocumentor: true, dataGenerator: true, dataSetOwner: true, publication: true },
  ...{ creationDate: true, copyright: true, isCopyrightProtected: true, sources: true },
};

export const jsonLdShapes = {
  categories: { ...named, modelType: true, version: true },
  unitGroups: {
    ...named,
    ...{ version: true, defaultFlowProperty: true },
    units: { '@id': true, name: true, conversionFactor: true, referenceUnit: true, isRefUnit: true, version: true },
  },
  flowProperties: { ...named, version: true, flowPropertyType: true, unitGroup: true },
  flows: {
    ...named,
    ...{ version: true, flowType: true, cas: true, formula: true, synonyms: true, synonymList: true, location: true },
    flowProperties: { flowProperty: true, conversionFactor: true, referenceFlowProperty: true, isRefFlowProperty: true },
  },
  processes: {
    ...named,
    ...{ version: true, processType: true, location: true, defaultAllocationMethod: true, infrastructureProcess: true },
    ...{ isInfrastructureProcess: true, parameters: parameter, exchanges: exchange, processDocumentation: documentation },
    allocationFactors: { allocationType: true, product: true, value: true, exchange: true },
  },
  methods: { ...named, version: true, impactCategories: true },
  indicators: {
    ...named,
    ...{ version: true, refUnit: true, referenceUnitName: true, referenceUnit: true },
    impactFactors: { flow: true, value: true, unit: true, flowProperty: true, location: true },
  },
  parameters: parameter,
  sources: { ...named, version: true, textReference: true, year: true, url: true },
  locations: { ...named, version: true, code: true },
  // Of people the name is kept where a data set says who made it; how to reach them stays in the file.
  actors: { ...named, version: true },
} as const satisfies Record<string, Shape>;
