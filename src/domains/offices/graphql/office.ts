/** An office as the newest lists tell it. */
import { builder } from '#graphql/builder.ts';
import type { Context } from '#graphql/context.ts';
import { Release, Source } from '#graphql/releases.ts';
import { heldOffices } from '../held.ts';
import type { OfficeRow } from '../model.ts';
import { OfficeKind, OfficeStatus, OfficeTier } from './enums.ts';

/** Fields elsewhere may resolve to an office's id or to its row; neither costs a query. */
export const Office = builder.loadableNode('Office', {
  description: 'An office of public administration. Sources: official lists of offices; see source.',
  id: {
    resolve: ({ id }: OfficeRow) => id,
    description: 'Global id; stays the same through editions of lists, renames and moves.',
  },
  load: async (ids: string[], { release }: Context): Promise<(OfficeRow | null)[]> =>
    ids.map((id) => release.get(heldOffices).office(id) ?? null),
  isTypeOf: (value: unknown) => typeof value === 'object' && value !== null && 'nipValid' in value,
  fields: (t) => ({
    name: t.exposeString('name', { description: 'The official name, in Polish, as the newest list writes it.' }),
    kind: t.expose('kind', { type: OfficeKind, description: 'Its kind.' }),
    tier: t.expose('tier', { type: OfficeTier, description: 'The administration it belongs to.' }),
    status: t.expose('status', { type: OfficeStatus, description: 'Whether it stands.' }),
    nip: t.exposeString('nip', {
      nullable: true,
      description: 'Tax number (NIP), 10 digits, as the list has it; see isNipValid. Null when no list tells it.',
    }),
    regon: t.exposeString('regon', {
      nullable: true,
      description: 'REGON, 9 or 14 digits, as the list has it; see isRegonValid. Null when no list tells it.',
    }),
    source: t.field({
      type: Source,
      description: 'The edition of the list that first told its present state.',
      resolve: ({ sourceId }) => sourceId,
    }),
    release: t.field({
      type: Release,
      description: 'The release that last changed what is known of it.',
      resolve: ({ changedIn }) => changedIn,
    }),
  }),
});
