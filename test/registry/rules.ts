/** The pure rules of the registry, tested without the database and the GraphQL types that come with `#registry`. */
export * from '../../src/domains/registry/codes.ts';
export { voivodeshipOfIsoCode } from '../../src/domains/registry/iso-codes.ts';
export type * from '../../src/domains/registry/model.ts';
export { nutsCodeOf } from '../../src/domains/registry/nuts.ts';
export { nutsRegionOf } from '../../src/domains/registry/nuts-editions.ts';
export * from '../../src/domains/registry/resolve/index.ts';
export { subregionOfPowiat, subregions } from '../../src/domains/registry/subregions.ts';
export { comparePolish, foldName } from '../../src/domains/registry/text.ts';
