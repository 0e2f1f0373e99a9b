/** Metrics and their observations, as other parts of the hub use them. */
import './graphql/index.ts';
import './search.ts';

export * from './assessments/index.ts';
export { isMetricField, metricFields, metricTextOf, writeMetricText } from './editorial/definitions.ts';
export {
  findObservation,
  observationValueOf,
  type StoredObservation,
  statedAs,
  writeObservation,
} from './editorial/observations.ts';
export { type Flag, flagNames, flags } from './flags.ts';
export { Metric } from './graphql/metric.ts';
export { Observation } from './graphql/observation.ts';
export { observationKey } from './ids.ts';
export { latestValueOf } from './latest.ts';
export { isLevel, type Level, levelNames, levelNumbers } from './levels.ts';
export { metricLoaders } from './loaders.ts';
export * from './model.ts';
export { formatPeriod, isPartOfYear, lastDayOf, parsePeriod, periodFault } from './period.ts';
export { metricReference } from './reference-cache.ts';
export { binsOf, classesOf, isAscendingBest, percentileCont } from './statistics.ts';
export { countSlicesAgain } from './store/count-slices-again.ts';
export { type BatchOutcome, mergeObservations, type ObservationBatch } from './store/merge.ts';
export type { SourceRow, Statement } from './store/stage.ts';
export { codeOfLabel, isTotal } from './text.ts';
