/** EU-funded projects, as other parts of the hub use them. */
import './graphql/index.ts';
import './programmes/search.ts';
import './search.ts';

export { projectFieldOf, writeProjectField } from './editorial/correct.ts';
export { isProjectField, projectFields, projectValueOf } from './editorial/fields.ts';
export { findProjects, type KnownProjects } from './facts/find.ts';
export type {
  ModuleFacts,
  ParticipationFacts,
  ProductFacts,
  ProjectFacts,
  RatingFacts,
} from './facts/model.ts';
export { type FactsOutcome, writeProjectFacts } from './facts/write.ts';
export { projectId } from './graphql/ids.ts';
export { Project } from './graphql/nodes.ts';
export { projectListArgs } from './graphql/order.ts';
export { ofParty, projectsOfCitation } from './graphql/parents.ts';
export { contractKeyOf } from './identity.ts';
export { projectLoaders } from './loaders.ts';
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
export { removeUnnamedOrganisations } from './parties/store.ts';
export { cachedProjectPlaces } from './places/reference-data.ts';
export { cachedProgrammes } from './programmes/reference-data.ts';
export { removeTotals, writeTotals } from './programmes/store.ts';
export { addRedactions, type GivenRedaction } from './redactions/add.ts';
export { nameRedactionOf } from './redactions/names.ts';
export type { PersonalColumns } from './redactions/sweep-options.ts';
export { type FactName, factNames, type StatedFacts, statedFacts } from './stated-facts.ts';
