/** A territorial unit on one day. Whatever it leads to is answered for the same day. */

import { builder } from '#graphql/builder.ts';
import type { Context } from '#graphql/context.ts';
import { pageUrl } from '#graphql/page-url.ts';
import { Release, Source } from '#graphql/releases.ts';
import { Language } from '#graphql/scalars.ts';
import { isoCodeOf, tercToBdlId } from '../codes.ts';
import { checkCovered } from '../coverage.ts';
import { isAtLevel, isCityWithPowiatRights, isSelfGovernment, levelOf } from '../levels.ts';
import { type IsoDate, territorialLevels } from '../model.ts';
import { englishNameOf } from '../names.ts';
import { type NutsCodes as Nuts, nutsCodeOf } from '../nuts.ts';
import { cachedRegistry } from '../reference-cache.ts';
import {
  alongside,
  keyOfUnit,
  parseUnitKey,
  type UnitKey,
  type UnitOnDay,
  unitWithKey,
  wasCodeOf,
} from '../unit-on-day.ts';
import { isCertainOn, type RegistryView } from '../view.ts';
import { TerritorialKind, TerritorialLevel } from './enums.ts';

export function viewOf(day: IsoDate, { release }: Context): RegistryView {
  return release.get(cachedRegistry).viewAt(day);
}

const NutsCodes = builder.objectRef<Nuts>('NutsCodes').implement({
  description:
    'Codes of the statistical regions of the EU (NUTS 2016, unchanged for Poland in NUTS 2021), derived from the TERC.',
  fields: (t) => ({
    nuts1: t.exposeString('nuts1', { description: 'Macroregion, such as PL9.' }),
    nuts2: t.exposeString('nuts2', {
      nullable: true,
      description: 'Region, such as PL91; null for the voivodeship mazowieckie, which is two.',
    }),
    nuts3: t.exposeString('nuts3', {
      nullable: true,
      description: 'Subregion, such as PL911; null for voivodeships.',
    }),
  }),
});

function unitOfKey(key: UnitKey, context: Context): UnitOnDay | undefined {
  const registry = context.release.get(cachedRegistry);
  checkCovered(registry.coverage, key.asOf, key.id);
  return unitWithKey(registry, key, context);
}

export const TerritorialUnit = builder.objectRef<UnitOnDay>('TerritorialUnit');

builder.node(TerritorialUnit, {
  description:
    'A unit of the territorial division of Poland as TERYT registers it, in the state in which it was on one day: the day of `asOf`, without it today. A unit that has ended is shown as it was last. Source: TERC register of Statistics Poland (GUS).',
  id: {
    resolve: keyOfUnit,
    parse: parseUnitKey,
    description:
      'Global id; stays the same through renames, changes of kind and moves. As of a requested day it carries the day, so that a cache keeps both states, and `node` returns the unit as of that day.',
  },
  loadMany: (keys, context) => keys.map((key) => unitOfKey(key, context)),
  // An error at its own place, where Pothos would fail all ids together.
  extensions: {
    nodesByIds: (keys: readonly UnitKey[], context: Context) =>
      keys.map((key) => {
        try {
          return unitOfKey(key, context);
        } catch (error) {
          return error;
        }
      }),
  },
  isTypeOf: (value) => typeof value === 'object' && value !== null && 'unit' in value && 'day' in value,
  fields: (t) => ({
    terc: t.string({
      description: 'TERC code: 2 digits (voivodeship), 4 (powiat) or 7 (gmina and its parts; the 7th is the kind).',
      resolve: ({ version }) => version.terc,
    }),
    url: t.string({
      description: 'The address of its page.',
      resolve: ({ version, asOf }, _args, context) =>
        pageUrl(context, 'units', version.terc) + (asOf === null ? '' : `?asOf=${asOf}`),
    }),
    isFormerCode: t.boolean({
      description:
        'Whether the code by which it was looked up, or the given `code`, is one that it had before and has no longer on the day; false for units that were reached otherwise.',
      args: {
        code: t.arg.string({
          description: 'A TERC to compare with, which gives the same result wherever the unit was reached.',
        }),
      },
      resolve: (state, { code }) => (code == null ? (state.isFormerCode ?? false) : wasCodeOf(state, code)),
    }),
    powiatTerc: t.string({
      nullable: true,
      description:
        'The 4-digit TERC under which the unit is a powiat: of a powiat its own, of a city with powiat rights its second code; null for all others (see powiat).',
      resolve: ({ version }) => version.powiatTerc,
    }),
    bdlId: t.string({
      nullable: true,
      description: 'The 12-digit id in the Local Data Bank (BDL) of GUS; null where it cannot be derived.',
      resolve: ({ version }) => tercToBdlId(version.terc),
    }),
    nutsCode: t.string({
      nullable: true,
      description:
        'NUTS code: the NUTS 2 region of a voivodeship (mazowieckie, which is two, has its NUTS 1), the NUTS 3 subregion in which any other unit lies; null where it cannot be derived.',
      resolve: ({ version }) => mostPreciseNuts(version.terc),
    }),
    nuts: t.field({
      type: NutsCodes,
      nullable: true,
      description: 'The regions of all three NUTS levels in which it lies; null where they cannot be derived.',
      resolve: ({ version }) => nutsCodeOf(version.terc),
    }),
    isoCode: t.string({
      nullable: true,
      description: 'ISO 3166-2 code of a voivodeship, as `PL-02`; null for all others.',
      resolve: ({ version }) => (version.kind === 'VOIVODESHIP' ? isoCodeOf(version.terc) : null),
    }),
    name: t.string({
      description: 'The official name without the kind; voivodeships in lower case.',
      args: { lang: t.arg({ type: Language, defaultValue: 'PL', required: true, description: 'The language.' }) },
      resolve: ({ version }, { lang }) => (lang === 'EN' ? englishNameOf(version) : version.name),
    }),
    kind: t.field({ type: TerritorialKind, description: 'Its kind.', resolve: ({ version }) => version.kind }),
    level: t.field({
      type: TerritorialLevel,
      description: 'Its level; of a city with powiat rights GMINA, see levels.',
      resolve: ({ version }) => levelOf(version),
    }),
    levels: t.field({
      type: [TerritorialLevel],
      description: 'All levels at which it counts: a city with powiat rights is both a powiat and a gmina.',
      resolve: ({ version }) => territorialLevels.filter((level) => isAtLevel(version, level)),
    }),
    isSelfGovernment: t.boolean({
      description:
        'Whether it governs itself: voivodeships, powiats and gminas do; parts, districts and delegatury do not.',
      resolve: ({ version }) => isSelfGovernment(version),
    }),
    isCityWithPowiatRights: t.boolean({
      description: 'Whether it is a city with powiat rights (miasto na prawach powiatu).',
      resolve: ({ version }) => isCityWithPowiatRights(version),
    }),
    validFrom: t.field({
      type: 'Date',
      description: 'The first day on which a register shows this state; it may have begun before.',
      resolve: ({ version }) => version.validFrom,
    }),
    validTo: t.field({
      type: 'Date',
      nullable: true,
      description: 'The first day on which a register no longer shows this state; null while it stands.',
      resolve: ({ version }) => version.validTo,
    }),
    isCertain: t.boolean({
      description:
        'False when the day lies between a register that shows this state and the next, which shows another: the change may have happened before or after that day.',
      resolve: ({ version, day }) => isCertainOn(version, day),
    }),
    source: t.field({
      type: Source,
      description: 'The register that first shows this state.',
      resolve: ({ version }, _args, { loaders }, info) => loaders.releases.sources.get(version.sourceId, info),
    }),
    release: t.field({
      type: Release,
      description: 'The release that last changed what is known of this unit, its history included.',
      resolve: ({ unit }, _args, { loaders }, info) => loaders.releases.releases.get(unit.changedIn, info),
    }),
  }),
});

builder.objectFields(TerritorialUnit, (t) => ({
  parent: t.field({
    type: TerritorialUnit,
    nullable: true,
    description:
      'The unit directly above: of a part or auxiliary unit its gmina, of a gmina its powiat, of a powiat or a city with powiat rights its voivodeship; null for a voivodeship.',
    resolve: (state, _args, context) => alongside(viewOf(state.day, context).parent(state), state, context),
  }),
  ancestors: t.field({
    type: [TerritorialUnit],
    complexity: { field: 1, multiplier: 3 },
    description: 'All units above, from the parent to the voivodeship.',
    resolve: (state, _args, context) =>
      viewOf(state.day, context)
        .ancestors(state)
        .map((above) => alongside(above, state, context)),
  }),
  voivodeship: t.field({
    type: TerritorialUnit,
    nullable: true,
    description: 'The voivodeship in which it lies or which it is.',
    resolve: (state, _args, context) =>
      alongside(viewOf(state.day, context).atLevel(state, 'VOIVODESHIP'), state, context),
  }),
  powiat: t.field({
    type: TerritorialUnit,
    nullable: true,
    description: 'The powiat, or city with powiat rights, in which it lies or which it is; null for a voivodeship.',
    resolve: (state, _args, context) => alongside(viewOf(state.day, context).atLevel(state, 'POWIAT'), state, context),
  }),
}));

function mostPreciseNuts(terc: string): string | null {
  const codes = nutsCodeOf(terc);
  return codes?.nuts3 ?? codes?.nuts2 ?? codes?.nuts1 ?? null;
}
