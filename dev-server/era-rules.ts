import type { Era, EraRules } from './era.ts'

/** Longest texts since November 2025, in characters. */
export const laterMax: EraRules['max'] = {
  name: 128,
  benchmarkDescription: 256,
  datasetDescription: 256,
  datasetLocation: 128,
}

const laterWords = {
  notOperational: 'User cannot mark a benchmark as operational if its containers are not operational',
  wrongPreparator: 'container',
  operationalModel: 'model',
  model: 'Model',
}

const mlcube: EraRules = {
  era: 'mlcube',
  features: [],
  demands: [],
  max: { name: 20, benchmarkDescription: 100, datasetDescription: 20, datasetLocation: 100 },
  containers: 'files',
  authority: false,
  models: false,
  component: { table: 'mlcubes', key: 'model_mlcube' },
  referenceKey: 'reference_model_mlcube',
  filters: false,
  ordering: null,
  search: false,
  autoApproval: false,
  committee: false,
  topology: false,
  operationFirst: true,
  finalizedResults: false,
  referenceNeedsDataset: true,
  datasetsOfDevelopmentOnly: true,
  fullDataset: [],
  hiddenInDataset: ['owner', 'report'],
  participants: false,
  certificates: false,
  certificatesForOwner: false,
  datasetsForModelOwner: false,
  typedJson: true,
  words: {
    notOperational: 'User cannot mark a benchmark as operational if its MLCubes are not operational',
    wrongPreparator: 'MLCube',
    operationalModel: 'model mlcube',
    model: 'Mlcube',
  },
}

const container: EraRules = {
  ...mlcube,
  era: 'container',
  max: laterMax,
  containers: 'json',
  authority: true,
  filters: true,
  autoApproval: true,
  operationFirst: false,
  finalizedResults: true,
  referenceNeedsDataset: false,
  datasetsOfDevelopmentOnly: false,
  fullDataset: ['owner'],
  participants: true,
  certificates: true,
  words: laterWords,
}

const model: EraRules = {
  ...container,
  era: 'model',
  models: true,
  component: { table: 'models', key: 'model' },
  referenceKey: 'reference_model',
  ordering: 'any',
  fullDataset: ['owner', 'preparator'],
  hiddenInDataset: ['report'],
  certificatesForOwner: true,
  datasetsForModelOwner: true,
}

const topology: EraRules = {
  ...model,
  era: 'topology',
  ordering: ['name', 'created_at'],
  search: true,
  committee: true,
  topology: true,
  typedJson: false,
}

/** The rules of each era. */
export const eraRules: Readonly<Record<Era, EraRules>> = { mlcube, container, model, topology }
