/** EU-funded projects, as other parts of the hub use them. */
export { mergeList } from './merge/merge.ts';
export type {
  Currency,
  ListedBeneficiary,
  ListedPlace,
  ListedProblem,
  ListedProject,
  ProgrammingPeriod,
  ProjectList,
} from './model.ts';
