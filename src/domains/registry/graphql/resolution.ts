/** What a reference that people write (a code in any shape, a name in any form) may mean. */
import { builder } from '#graphql/builder.ts';
import { weighed } from '#graphql/complexity.ts';
import type { Context } from '#graphql/context.ts';
import type { MatchMethod } from '#graphql/matches.ts';
import { BadInputError } from '#platform/errors.ts';
import { checkCovered } from '../coverage.ts';
import type { IsoDate } from '../model.ts';
import { cachedRegistry } from '../reference-cache.ts';
import {
  type ResolutionMethod as Method,
  type Resolution,
  type ResolutionCandidate,
  resolutionMethods,
  resolveReference,
} from '../resolve/index.ts';
import { type UnitOnDay, unitAsOf, wasCodeOf } from '../unit-on-day.ts';
import { TerritorialLevel } from './enums.ts';
import { TerritorialUnit } from './unit.ts';

/** Between so many, other requests get their turn: a misspelt name takes up to a millisecond. */
const referencesAtOnce = 25;
/** Of all references together; lists of places in one cell take the longest to read. */
const maximalText = 50_000;

const methodDescriptions: Readonly<Record<Method, string>> = {
  TERC_CODE: 'The TERC in force on the day.',
  TERC_CODE_FORMER: 'A TERC that the unit had before the day.',
  TERC_CODE_LATER: 'A TERC that the unit got after the day.',
  TERC_CODE_PADDED: 'A TERC filled up with zeros to the length of a longer one.',
  TERC_CODE_WITHOUT_KIND: 'The first 6 digits of a TERC, without the kind.',
  TERC_CODE_OTHER_KIND: 'A TERC whose last digit names another kind than the unit has.',
  TERC_CODE_LEADING_ZERO: 'A TERC that lost its leading zero, as spreadsheets do.',
  ISO_CODE: 'The ISO 3166-2 code of a voivodeship, `PL-02` or, before 2018, `PL-DS`.',
  NUTS_CODE: 'A NUTS code of 2010, 2013, 2016 or 2021: the voivodeships that the region is, or in which it lies.',
  BDL_ID: 'A 12-digit id of the Local Data Bank.',
  KTS_ID: 'A 14-digit KTS code of Statistics Poland.',
  NTS_ID: 'A 10-digit code of the former NTS nomenclature.',
  PATH: 'A name with the names of the units around it.',
  NAME: 'The official name.',
  NAME_FOLDED: 'The official name without regard to case and to Polish letters.',
  NAME_FORMER: 'A name that the unit had before the day.',
  NAME_LATER: 'A name that the unit got after the day.',
  NAME_SHORT: 'The official name without what distinguishes it from its namesakes: `Dobra` for `Dobra (Szczecińska)`.',
  NAME_INFLECTED: 'The official name in another case: `Rzeszowa`, `w Gliwicach`, `powiatu kieleckiego`.',
  NAME_ABBREVIATED: 'The official name with shortened words: `Ostrów Wlkp.`, `Góra Św. Małgorzaty`.',
  NAME_FUZZY: 'A name that differs from the official one by a letter or two.',
};

// Joins keep the method beside what they joined, and give it out as a MatchMethod.
resolutionMethods satisfies readonly (typeof MatchMethod.$inferType)[];

const ResolutionMethod = builder.enumType('ResolutionMethod', {
  description: 'How a reference was understood.',
  values: Object.fromEntries(
    resolutionMethods.map((method) => [method, { description: methodDescriptions[method] }]),
  ) as Record<Method, { description: string }>,
});

const TerritorialUnitReference = builder.inputType('TerritorialUnitReference', {
  description: 'A territorial unit as a document names it: by a code, a text or both.',
  fields: (t) => ({
    text: t.string({
      description:
        'A name in any form, such as `gm. Morawica`, `powiat m. st. Warszawa`, `Slupsk`, `WOJ.: LUBELSKIE, POW.: Biała Podlaska`.',
    }),
    code: t.string({
      description:
        'A code in any shape: TERC with 2, 4, 6 or 7 digits, with blanks, without its leading zero, no longer in force; BDL, NTS or KTS id.',
    }),
    level: t.field({ type: TerritorialLevel, description: 'Returns all units below that are at this level.' }),
    within: t.string({ description: 'TERC of a unit that must contain the candidates.' }),
  }),
});

interface ResolvedCandidate extends Omit<ResolutionCandidate, 'unit'> {
  readonly unit: UnitOnDay;
}

const Candidate = builder.objectRef<ResolvedCandidate>('TerritorialUnitCandidate').implement({
  description: 'A unit that a reference may mean.',
  fields: (t) => ({
    unit: t.field({
      type: TerritorialUnit,
      description: 'The unit as it is on the day; one that does not exist then, as it was last.',
      resolve: ({ unit }) => unit,
    }),
    confidence: t.exposeFloat('confidence', {
      description: 'The confidence, from 0 to 1. Candidates that fit equally well share it.',
    }),
    method: t.expose('method', { type: ResolutionMethod, description: 'How the reference was understood.' }),
    matchedCode: t.exposeString('matchedCode', {
      nullable: true,
      description: 'The TERC that the code was read as, as it was; null when the text matched.',
    }),
    matchedName: t.exposeString('matchedName', {
      nullable: true,
      description: 'The official name that the text was read as, as it was; null when the code matched.',
    }),
  }),
});

interface ResolvedReference extends Omit<Resolution, 'candidates'> {
  readonly candidates: readonly ResolvedCandidate[];
}

const TerritorialUnitResolution = builder.objectRef<ResolvedReference>('TerritorialUnitResolution').implement({
  description: 'The result for one reference. An ambiguous reference has several candidates.',
  fields: (t) => ({
    text: t.exposeString('text', { nullable: true, description: 'The text that was requested.' }),
    code: t.exposeString('code', { nullable: true, description: 'The code that was requested.' }),
    candidates: t.field({
      type: [Candidate],
      description: 'The candidates by confidence; at most 50.',
      resolve: ({ candidates }) => [...candidates],
    }),
  }),
});

/** A text is read in several ways, and a name may have typing errors. */
const referenceCost = 3;

builder.queryField('resolveTerritorialUnits', (t) =>
  t.field({
    type: [TerritorialUnitResolution],
    description: `Finds the units that codes and names in any common form may mean; at most 500 references (another number where the field limits.references says so) with ${maximalText} characters of text together, answered in their order.`,
    args: {
      references: t.arg({ type: [TerritorialUnitReference], required: true, description: 'What to find.' }),
      asOf: t.arg({ type: 'Date', description: 'The day whose codes and names are meant; by default today.' }),
    },
    complexity: weighed(
      { weight: referenceCost, raisedBy: ['references'], multipliedBy: ['references'] },
      ({ references }: { references: readonly unknown[] }) => ({
        field: referenceCost * Math.max(1, references.length),
        multiplier: Math.max(1, references.length),
      }),
    ),
    resolve: async (_root, { references, asOf }, context) => {
      const max = context.limits.references;
      if (references.length > max) {
        throw new BadInputError(
          `${references.length} references were given at once.`,
          `Give at most ${max}, and the rest in further queries.`,
          {
            polish: `Podano ${references.length} odniesień naraz. Podaj najwyżej ${max}, a resztę w następnych zapytaniach.`,
          },
        );
      }
      const length = references.reduce((sum, { text }) => sum + (text?.length ?? 0), 0);
      if (length > maximalText) {
        throw new BadInputError(
          `The texts of the references have ${length} characters together.`,
          `Give at most ${maximalText} at once, and the rest in further queries.`,
          {
            polish: `Teksty odniesień mają razem ${length} znaków. Podaj najwyżej ${maximalText} naraz, a resztę w następnych zapytaniach.`,
          },
        );
      }
      const empty = references.findIndex(({ text, code }) => text == null && code == null);
      if (empty >= 0) {
        throw new BadInputError(`references[${empty}] has neither "text" nor "code".`, 'Give one of them, or both.', {
          polish: `references[${empty}] nie ma ani "text", ani "code". Podaj jedno z nich albo oba.`,
        });
      }
      const { resolutionIndex, coverage } = context.release.get(cachedRegistry);
      checkCovered(coverage, asOf);
      const day = asOf ?? context.today;
      const resolutions: ResolvedReference[] = [];
      for (const [index, reference] of references.entries()) {
        if (index > 0 && index % referencesAtOnce === 0) await othersTurn(context);
        resolutions.push(withUnits(resolveReference(resolutionIndex, reference, day), asOf, context));
      }
      return resolutions;
    },
  }),
);

async function othersTurn({ signal }: Context): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  signal?.throwIfAborted();
}

function withUnits(
  { candidates, ...resolution }: Resolution,
  asOf: IsoDate | null | undefined,
  context: Context,
): ResolvedReference {
  const registry = context.release.get(cachedRegistry);
  return {
    ...resolution,
    candidates: candidates.flatMap((candidate) => {
      const unit = registry.unit(candidate.unit.id);
      const shown = unit && unitAsOf(unit, asOf, context);
      const isFormerCode =
        candidate.matchedCode !== null && shown !== undefined && wasCodeOf(shown, candidate.matchedCode);
      return shown === undefined ? [] : [{ ...candidate, unit: { ...shown, isFormerCode } }];
    }),
  };
}
