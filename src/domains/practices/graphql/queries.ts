/** Looking entries up and listing them. */
import { builder } from '#graphql/builder.ts';
import type { Context } from '#graphql/context.ts';
import { noWords } from '#graphql/filter-words.ts';
import { pageComplexity } from '#graphql/pages.ts';
import { Office } from '#offices';
import { BadInputError } from '#platform/errors.ts';
import type { Entry, Party, RecordKind } from '../model.ts';
import { findSlugs, wordsOf } from '../store.ts';
import { Call, Citation, Event, entriesOf, LivingLab, Practice, pageOfEntries } from './entries.ts';
import { CallKind, PracticeStage } from './enums.ts';
import { practicesWithin } from './units.ts';

const textDescription =
  'Only those in whose texts, Polish or English, every word of this one occurs, without regard to case and to Polish letters; at most 200 characters.';
const maximalText = 200;

type Wanted<K extends RecordKind> = (entry: Entry<K>) => boolean;

/** Null when the text was not given. */
async function textFilter<K extends RecordKind>(
  kind: K,
  text: string | null | undefined,
  context: Context,
): Promise<Wanted<K> | null> {
  if (text == null) return null;
  if (text.length > maximalText) {
    throw new BadInputError(`The filter "text" has ${text.length} characters.`, `Give at most ${maximalText}.`, {
      polish: `Filtr "text" ma znaków: ${text.length}. Podaj najwyżej ${maximalText}.`,
    });
  }
  if (wordsOf(text).length === 0) {
    throw noWords('text');
  }
  const slugs = await findSlugs(context.db, kind, text);
  return ({ slug }) => slugs.has(slug);
}

function all<K extends RecordKind>(
  entries: readonly Entry<K>[],
  conditions: readonly (Wanted<K> | null)[],
): Entry<K>[] {
  const given = conditions.filter((condition) => condition !== null);
  return entries.filter((entry) => given.every((condition) => condition(entry)));
}

function involves(parties: readonly Party[] | undefined, office: string): boolean {
  return parties?.some((party) => party.office === office) ?? false;
}

function isIn<K extends RecordKind>(entries: readonly Entry<K>[]): Wanted<K> {
  const wanted = new Set(entries);
  return (entry) => wanted.has(entry);
}

const withinDescription =
  'TERC (2, 4, 6 or 7 digits) of a unit: only practices of offices that sit in it or below it or serve one of these units, and practices carried out there.';

const PracticeFilter = builder.inputType('PracticeFilter', {
  description: 'Which practices; all conditions must hold.',
  fields: (t) => ({
    topic: t.string({ description: 'Slug of a topic: only practices on it.' }),
    stage: t.field({ type: PracticeStage, description: 'Only practices at this stage.' }),
    office: t.globalID({ for: Office, description: 'Id of an office: only practices in which it has a role.' }),
    within: t.string({ description: withinDescription }),
    event: t.string({ description: 'Slug of an event: only practices shown at it.' }),
    call: t.string({ description: 'Slug of a call: only practices submitted to it.' }),
    text: t.string({ description: textDescription }),
  }),
});

builder.queryField('practices', (t) =>
  t.connection({
    type: Practice,
    description: 'Practices in Polish order of their titles.',
    args: { filter: t.arg({ type: PracticeFilter, description: 'Which practices; without it all.' }) },
    complexity: pageComplexity,
    resolve: async (_root, { filter, ...page }, context) => {
      const { topic, stage, office, within, event, call, text } = filter ?? {};
      const snapshot = entriesOf(context);
      const found = all(snapshot.list('PRACTICE'), [
        topic == null ? null : ({ outline }) => outline.topics?.includes(topic) ?? false,
        stage == null ? null : ({ outline }) => outline.stage === stage,
        office == null ? null : ({ outline }) => involves(outline.offices, office.id),
        within == null ? null : isIn(practicesWithin(within, context)),
        event == null ? null : ({ slug }) => snapshot.presentations(slug).some((shown) => shown.event.slug === event),
        call == null ? null : ({ outline }) => outline.submissions?.some((one) => one.call === call) ?? false,
        await textFilter('PRACTICE', text, context),
      ]);
      return pageOfEntries('PRACTICE', found, page);
    },
  }),
);

const CallFilter = builder.inputType('CallFilter', {
  description: 'Which calls; all conditions must hold.',
  fields: (t) => ({
    kind: t.field({ type: CallKind, description: 'Only calls that ask for this.' }),
    organiser: t.globalID({ for: Office, description: 'Id of an office: only calls that it holds or leads.' }),
    openOn: t.field({ type: 'Date', description: 'Only calls that take applications on this day.' }),
    closesFrom: t.field({ type: 'Date', description: 'Only calls that close on this day or later.' }),
    closesTo: t.field({ type: 'Date', description: 'Only calls that close on this day or earlier.' }),
    event: t.string({ description: 'Slug of an event: only calls for practices to be shown at it.' }),
    text: t.string({ description: textDescription }),
  }),
});

builder.queryField('calls', (t) =>
  t.connection({
    type: Call,
    description: 'Calls, the one that closes last first.',
    args: { filter: t.arg({ type: CallFilter, description: 'Which calls; without it all.' }) },
    complexity: pageComplexity,
    resolve: async (_root, { filter, ...page }, context) => {
      const { kind, organiser, openOn, closesFrom, closesTo, event, text } = filter ?? {};
      const found = all(entriesOf(context).list('CALL'), [
        kind == null ? null : ({ outline }) => outline.kind === kind,
        organiser == null ? null : ({ outline }) => involves(outline.organisers, organiser.id),
        openOn == null
          ? null
          : ({ outline }) => isOpen(outline.opensOn ?? outline.announcedOn, outline.closesOn, openOn),
        closesFrom == null ? null : ({ outline: { closesOn } }) => closesOn !== undefined && closesOn >= closesFrom,
        closesTo == null ? null : ({ outline: { closesOn } }) => closesOn !== undefined && closesOn <= closesTo,
        event == null ? null : ({ outline }) => outline.event === event,
        await textFilter('CALL', text, context),
      ]);
      return pageOfEntries('CALL', found, page);
    },
  }),
);

function isOpen(from: string | undefined, to: string | undefined, day: string): boolean {
  return from !== undefined && from <= day && (to === undefined || day <= to);
}

const EventFilter = builder.inputType('EventFilter', {
  description: 'Which events; all conditions must hold.',
  fields: (t) => ({
    organiser: t.globalID({ for: Office, description: 'Id of an office: only events that it holds or leads.' }),
    from: t.field({ type: 'Date', description: 'Only events that last to this day or longer.' }),
    to: t.field({ type: 'Date', description: 'Only events that begin on this day or earlier.' }),
    text: t.string({ description: textDescription }),
  }),
});

builder.queryField('events', (t) =>
  t.connection({
    type: Event,
    description: 'Events, the latest first.',
    args: { filter: t.arg({ type: EventFilter, description: 'Which events; without it all.' }) },
    complexity: pageComplexity,
    resolve: async (_root, { filter, ...page }, context) => {
      const { organiser, from, to, text } = filter ?? {};
      const found = all(entriesOf(context).list('EVENT'), [
        organiser == null ? null : ({ outline }) => involves(outline.organisers, organiser.id),
        from == null ? null : ({ outline: { startsOn, endsOn = startsOn } }) => endsOn !== undefined && endsOn >= from,
        to == null ? null : ({ outline: { startsOn } }) => startsOn !== undefined && startsOn <= to,
        await textFilter('EVENT', text, context),
      ]);
      return pageOfEntries('EVENT', found, page);
    },
  }),
);

builder.queryField('livingLabs', (t) =>
  t.connection({
    type: LivingLab,
    description: 'Living labs in Polish order of their titles.',
    complexity: pageComplexity,
    resolve: (_root, page, context) => pageOfEntries('LIVING_LAB', entriesOf(context).list('LIVING_LAB'), page),
  }),
);

builder.queryField('citations', (t) =>
  t.connection({
    type: Citation,
    description: 'The documents that practices, calls, events and living labs cite, in Polish order of their titles.',
    complexity: pageComplexity,
    resolve: (_root, page, context) => pageOfEntries('CITATION', entriesOf(context).list('CITATION'), page),
  }),
);

const slug = 'Its slug.';

builder.queryFields((t) => ({
  practice: t.field({
    type: Practice,
    nullable: true,
    description: 'One practice; null when there is none with the slug.',
    args: { slug: t.arg.string({ required: true, description: slug }) },
    resolve: (_root, args, context) => entriesOf(context).entry('PRACTICE', args.slug),
  }),
  call: t.field({
    type: Call,
    nullable: true,
    description: 'One call; null when there is none with the slug.',
    args: { slug: t.arg.string({ required: true, description: slug }) },
    resolve: (_root, args, context) => entriesOf(context).entry('CALL', args.slug),
  }),
  event: t.field({
    type: Event,
    nullable: true,
    description: 'One event; null when there is none with the slug.',
    args: { slug: t.arg.string({ required: true, description: slug }) },
    resolve: (_root, args, context) => entriesOf(context).entry('EVENT', args.slug),
  }),
  livingLab: t.field({
    type: LivingLab,
    nullable: true,
    description: 'One living lab; null when there is none with the slug.',
    args: { slug: t.arg.string({ required: true, description: slug }) },
    resolve: (_root, args, context) => entriesOf(context).entry('LIVING_LAB', args.slug),
  }),
}));
