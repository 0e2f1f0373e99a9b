/** The filter that lists and statistics of projects share. */
import { builder, decodedId } from '#graphql/builder.ts';
import type { Context } from '#graphql/context.ts';
import { shortWords } from '#graphql/lists/words.ts';
import { DateRange, DecimalRange } from '#graphql/ranges.ts';
import { nipDigits, officeId } from '#offices';
import { BadInputError } from '#platform/errors.ts';
import { cachedRegistry, unitId } from '#registry';
import { cachedProjectPlaces } from '../places/reference-data.ts';
import { cachedProgrammes } from '../programmes/reference-data.ts';
import type { BeneficiaryFilter } from '../query/beneficiary.ts';
import type { ProgrammeNode, ProjectFilter, Range } from '../query/filter.ts';
import { ParticipationRole, ProgrammingPeriod } from './enums.ts';
import { programmeId } from './ids.ts';

/** As GraphQL gives it. */
interface Input {
  readonly periods?: readonly (typeof ProgrammingPeriod.$inferType)[] | null | undefined;
  readonly programmes?: readonly string[] | null | undefined;
  readonly countries?: readonly string[] | null | undefined;
  readonly funds?: readonly string[] | null | undefined;
  readonly withinAny?: readonly string[] | null | undefined;
  readonly beneficiaryId?: string | null | undefined;
  readonly beneficiaryNip?: string | null | undefined;
  readonly beneficiaryText?: string | null | undefined;
  readonly roles?: readonly (typeof ParticipationRole.$inferType)[] | null | undefined;
  readonly currencies?: readonly string[] | null | undefined;
  readonly startsOn?: Range | null | undefined;
  readonly endsOn?: Range | null | undefined;
  readonly value?: Range | null | undefined;
  readonly euContribution?: Range | null | undefined;
  readonly text?: string | null | undefined;
  readonly not?: Input | null | undefined;
}

export const ProjectFilterInput = builder.inputRef<Input>('ProjectFilter');

ProjectFilterInput.implement({
  description: 'Filters projects; all conditions must hold. Of a list, one of its values is enough.',
  fields: (t) => ({
    periods: t.field({ type: [ProgrammingPeriod], description: 'Filters projects by programming period.' }),
    programmes: t.idList({
      description: programmeId.description('Filters projects by nodes of the programme tree, at and below them'),
    }),
    countries: t.stringList({
      description:
        'Filters projects by country, ISO 3166-1 codes such as `PL`. Only Kohesio lists projects outside Poland; statistics leave them out unless their country is given.',
    }),
    funds: t.stringList({ description: 'Filters projects by fund, such as `EFRR`.' }),
    withinAny: t.idList({
      description: `${unitId.description('Matches projects with a place in any of these units or in a unit below it')} Projects of the whole country are in no unit.`,
    }),
    beneficiaryId: t.id({
      description:
        'Filters projects by an office or organisation that takes part. Takes the global id of either, or the code or NIP of an office.',
    }),
    beneficiaryNip: t.string({
      description: 'Filters projects by the tax number (NIP) of someone who takes part: 10 digits.',
    }),
    beneficiaryText: t.string({
      description: `Filters projects by words in the name of someone who takes part. ${shortWords}`,
    }),
    roles: t.field({
      type: [ParticipationRole],
      description: 'Filters projects by the role in which someone takes part; with a beneficiary, the same one.',
    }),
    currencies: t.stringList({ description: 'Filters projects by the currency of their amounts: `PLN` or `EUR`.' }),
    startsOn: t.field({ type: DateRange, description: 'Filters projects by their first day.' }),
    endsOn: t.field({ type: DateRange, description: 'Filters projects by their last day.' }),
    value: t.field({ type: DecimalRange, description: `Filters projects by total value, ${anyCurrency}.` }),
    euContribution: t.field({
      type: DecimalRange,
      description: `Filters projects by the contribution of the European Union, ${anyCurrency}.`,
    }),
    text: t.string({
      description: `Filters projects by words in the title, contract number or name of the beneficiary, without regard to case and Polish letters; at most 12. ${shortWords}`,
    }),
    not: t.field({ type: ProjectFilterInput, description: 'Leaves out projects for which all of this holds.' }),
  }),
});

const anyCurrency = 'whatever the currency';

export async function readFilter(input: Input | null | undefined, context: Context): Promise<ProjectFilter> {
  if (input == null) return {};
  const { programmes, withinAny, beneficiaryId, beneficiaryNip, beneficiaryText, not, ...rest } = input;
  const beneficiary = await beneficiaryOf({ beneficiaryId, beneficiaryNip, beneficiaryText }, context);
  const unitIds = withinAny == null ? null : unitsWithin(withinAny, context);
  return {
    ...rest,
    ...(programmes == null ? {} : { programmes: programmes.map((id) => programmeNode(id, context)) }),
    ...(unitIds === null ? {} : { unitIds }),
    ...(beneficiary === null ? {} : { beneficiary }),
    ...(not == null ? {} : { not: await readFilter(not, context) }),
  };
}

/** An unknown node has no projects, as a unit that does not exist has none. */
function programmeNode(id: string, { release }: Context): ProgrammeNode {
  const path = programmeId.find(id, 'programmes', null);
  return release.get(cachedProgrammes).node(path) ?? { id: path, level: 'PROGRAMME' };
}

/** The units and all that lay or lie in them, under all ids that projects were joined to. */
function unitsWithin(ids: readonly string[], context: Context): string[] {
  const registry = context.release.get(cachedRegistry);
  const places = context.release.get(cachedProjectPlaces);
  const found = ids.flatMap((id) => {
    const unit = unitId.find(id, 'withinAny', { context, day: context.today });
    return unit === null ? [] : places.within(unit.id, registry, context.today);
  });
  return ids.length === 1 ? found : [...new Set(found)];
}

type BeneficiaryInput = Pick<Input, 'beneficiaryId' | 'beneficiaryNip' | 'beneficiaryText'>;

async function beneficiaryOf(input: BeneficiaryInput, context: Context): Promise<BeneficiaryFilter | null> {
  const { beneficiaryId: id, beneficiaryNip: nip, beneficiaryText: text } = input;
  if (id == null && nip == null && text == null) return null;
  return {
    ...(id == null ? {} : { known: await knownBeneficiary(id, context) }),
    ...(nip == null ? {} : { nip: tenDigits(nip) }),
    ...(text == null ? {} : { text }),
  };
}

async function knownBeneficiary(id: string, context: Context): Promise<NonNullable<BeneficiaryFilter['known']> | null> {
  const decoded = decodedId(id.trim());
  if (decoded?.typename === 'Organisation') return { organisationId: decoded.id };
  const found = await officeId.find(id, 'beneficiaryId', context);
  return found === null ? null : { officeId: found };
}

function tenDigits(nip: string): string {
  const digits = nipDigits(nip);
  if (/^\d{10}$/.test(digits)) return digits;
  const shown = `"${nip.slice(0, 40)}"`;
  throw new BadInputError(`${shown} in "beneficiaryNip" is not a NIP.`, 'A NIP has 10 digits.', {
    polish: `${shown} w "beneficiaryNip" nie jest numerem NIP. NIP ma 10 cyfr.`,
  });
}
