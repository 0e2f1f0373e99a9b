/** Offices of public administration, as other parts of the hub use them. */
import './graphql/index.ts';
import './references.ts';
import './search.ts';

export { correctOffice } from './correct.ts';
export { OfficeTier } from './graphql/enums.ts';
export { officeListArgs } from './graphql/filter.ts';
export { namedOffice, officeId, officeIds } from './graphql/ids.ts';
export { pageOfOffices } from './graphql/of-account.ts';
export { Office } from './graphql/office.ts';
export { idsBelow, idsOf, unitIdsWithin } from './graphql/units.ts';
export { officeLoaders } from './loaders.ts';
export {
  type DerivedOffice,
  type OfficeFacts,
  type OfficeRow,
  type OfficeTier as OfficeTierName,
  officeKinds,
  officeTiers,
} from './model.ts';
export { officeNameKey } from './names.ts';
export { isValidNip, isValidRegon, nipDigits, regonDigits } from './numbers.ts';
export { findOffices, type OfficeReferenceData } from './reference-data.ts';
export { officesNamed, officesNumbered } from './selections.ts';
export {
  deriveOfficesAgain,
  type NewEdition,
  type OfficeEntry,
  type OfficesOutcome,
  upsertOffices,
} from './upsert.ts';
