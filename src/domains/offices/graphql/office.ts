/** An office as the newest lists state it. */

import { builder } from '#graphql/builder.ts';
import { connectionOf } from '#graphql/connections.ts';
import { linkedPage } from '#graphql/lists/linked.ts';
import type { ListKind } from '#graphql/lists/links.ts';
import { pageUrlField } from '#graphql/page-url.ts';
import { pageComplexity } from '#graphql/pages.ts';
import { rowRelease, rowSource } from '#graphql/releases.ts';
import { nodesByIds, selectionOfEntries } from '#graphql/rows.ts';
import { asOfArgument, TerritorialUnit, unitOfRow } from '#registry';
import { officesOf } from '../lists.ts';
import type { OfficeName as NameRecord } from '../model.ts';
import { OfficeKind, OfficeNameType, OfficeStatus, OfficeTier } from './enums.ts';
import { officeListArgs, readListArguments } from './filter.ts';

const OfficeName = builder.objectRef<NameRecord>('OfficeName').implement({
  description: 'A name of an office, with the days of its validity as lists show them.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'The name, in Polish.' }),
    type: t.expose('type', { type: OfficeNameType, description: 'What kind of name it is.' }),
    validFrom: t.expose('validFrom', {
      type: 'Date',
      nullable: true,
      description: 'The first day on which a list shows it; it may have begun before. Null when unknown.',
    }),
    validTo: t.expose('validTo', {
      type: 'Date',
      nullable: true,
      description: 'The first day on which a list no longer shows it; null while it stands, or when unknown.',
    }),
  }),
});

const OfficeAddress = builder.prismaObject('Office', {
  variant: 'OfficeAddress',
  description: 'The address of an office, as the list writes it.',
  select: {},
  fields: (t) => ({
    street: t.exposeString('street', { nullable: true, description: 'Street or square; null in places without.' }),
    building: t.exposeString('building', { nullable: true, description: 'Number of the building, and of the flat.' }),
    postalCode: t.exposeString('postalCode', { nullable: true, description: 'Postal code as `44-100`.' }),
    post: t.exposeString('post', { nullable: true, description: 'The place of the post office.' }),
    locality: t.exposeString('locality', { nullable: true, description: 'Town or village.' }),
  }),
});

export const Office = builder.prismaNode('Office', {
  description:
    'An office of public administration, as the newest lists state it. Sources: official lists of offices, see `source`. Persons, personal e-mails and mobile phones are not taken.',
  select: { id: true },
  nullable: true,
  extensions: { nodesByIds: nodesByIds(({ loaders }) => loaders.offices.office) },
  id: { field: 'id', description: 'Global id; stays the same through editions of lists, renames and moves.' },
  fields: (t) => ({
    code: t.exposeString('id', {
      description:
        "The id of the office inside this hub, such as `jst-246601`: `jst-` and the unit it serves for local government, else the list's own key.",
    }),
    url: t.string({ select: { id: true }, ...pageUrlField('offices', ({ id }: { id: string }) => id) }),
    name: t.exposeString('name', { description: 'The official name, in Polish, as the newest list writes it.' }),
    shortName: t.exposeString('shortName', { nullable: true, description: 'A short form of the name; null without.' }),
    names: t.field({
      type: [OfficeName],
      complexity: { field: 1, multiplier: 2 },
      description: 'All its names, the official one first, former ones last.',
      select: { names: true },
      resolve: ({ names }) => names as unknown as NameRecord[],
    }),
    kind: t.expose('kind', { type: OfficeKind, description: 'Its kind.' }),
    tier: t.expose('tier', { type: OfficeTier, description: 'The administration it belongs to.' }),
    status: t.expose('status', { type: OfficeStatus, description: 'Its status.' }),
    withdrawnOn: t.expose('withdrawnOn', {
      type: 'Date',
      nullable: true,
      description: 'The day that a list states as its end, or of the first complete list that leaves it out.',
    }),
    nip: t.exposeString('nip', {
      nullable: true,
      description: 'Tax number (NIP), 10 digits, as the list has it, right or wrong. Null when no list states it.',
    }),
    isNipValid: t.exposeBoolean('nipValid', {
      nullable: true,
      description: 'Whether the NIP has 10 digits and the right check digit; null without a NIP.',
    }),
    regon: t.exposeString('regon', {
      nullable: true,
      description: 'REGON, 9 or 14 digits, as the list has it, right or wrong. Null when no list states it.',
    }),
    isRegonValid: t.exposeBoolean('regonValid', {
      nullable: true,
      description: 'Whether the REGON has 9 or 14 digits and the right check digits; null without a REGON.',
    }),
    address: t.variant(OfficeAddress, { description: 'Its address.' }),
    seat: t.field({
      type: TerritorialUnit,
      nullable: true,
      description:
        'The unit of its seat, as it is today or on `asOf`. The office of a rural gmina may have its seat in the town beside it; null when not known.',
      args: asOfArgument(t.arg),
      select: { seatUnitId: true },
      resolve: ({ seatUnitId }, args, context) => unitOfRow(seatUnitId, args, context),
    }),
    servesUnit: t.field({
      type: TerritorialUnit,
      nullable: true,
      description: 'The unit whose office it is, as it is today or on `asOf`; null for offices of the whole country.',
      args: asOfArgument(t.arg),
      select: { servedUnitId: true },
      resolve: ({ servedUnitId }, args, context) => unitOfRow(servedUnitId, args, context),
    }),
    phone: t.exposeString('phone', {
      nullable: true,
      description: 'General telephone as `+48 32 239 11 65`, with `wew. 12` for an extension; never a mobile phone.',
    }),
    email: t.exposeString('email', { nullable: true, description: 'General e-mail; never that of a person.' }),
    website: t.exposeString('website', { nullable: true, description: 'URL of its web site.' }),
    bip: t.exposeString('bip', {
      nullable: true,
      description: 'URL of its pages in the public information bulletin (BIP).',
    }),
    eDeliveryAddress: t.exposeString('eDelivery', {
      nullable: true,
      description: 'Electronic-delivery address (ADE) as `AE:PL-12345-67890-ABCDE-12`.',
    }),
    epuapAddress: t.exposeString('epuap', {
      nullable: true,
      description: 'Address of its mailbox at ePUAP, the older electronic delivery, as `/urzad/skrytka`.',
    }),
    source: t.field({
      ...rowSource,
      description: 'The edition of the list that first stated its present form; see `records` for all lists.',
    }),
    release: t.field({ ...rowRelease, description: 'The release that last changed what is known of it.' }),
  }),
});

builder.prismaObjectFields(Office, (t) => {
  const list = (kind: ListKind, description: string) =>
    t.connection(
      {
        type: Office,
        description,
        args: officeListArgs,
        complexity: pageComplexity,
        select: { id: true },
        resolve: async ({ id }, args, context, info) =>
          linkedPage<{ id: string }>(
            context,
            { kind, keys: [id], ...(await readListArguments(args, context)) },
            args,
            selectionOfEntries('Office', context, info),
          ),
      },
      connectionOf(Office),
    );
  return {
    parent: t.field({
      type: Office,
      nullable: true,
      description: 'The office that it is subordinate to or a part of; null without.',
      select: { parentId: true },
      resolve: ({ parentId }, _args, { loaders }, info) =>
        parentId === null ? null : loaders.offices.office.load(parentId, info),
    }),
    children: list(officesOf.parent, 'The offices whose parent it is.'),
    predecessors: t.field({
      type: [Office],
      description: 'The offices whose tasks it took over, by name.',
      select: { id: true },
      resolve: ({ id }, _args, { loaders }, info) => loaders.offices.predecessors.load(id, info),
    }),
    successors: t.field({
      type: [Office],
      description: 'The offices that took over its tasks, by name.',
      select: { id: true },
      resolve: ({ id }, _args, { loaders }, info) => loaders.offices.successors.load(id, info),
    }),
  };
});
