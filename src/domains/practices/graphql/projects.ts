/** What practices, calls, events, living labs and documents have to do with projects, from both ends. */
import { builder } from '#graphql/builder.ts';
import { pageComplexity, pageOf } from '#graphql/pages.ts';
import { Project } from '#projects';
import type { Entry, Inference as InferenceData } from '../model.ts';
import { compareOrderKeys, orderKeyOf } from '../snapshot.ts';
import { Call, Citation, Event, entriesField, entriesOf, LivingLab, Practice } from './entries.ts';
import { Inference } from './parts.ts';
import type { Fields } from './texts.ts';

builder.objectFields(Project, (t) => ({
  practices: entriesField(t, Practice, 'PRACTICE', 'Practices that belong to it, by title.', ({ id }, all) =>
    all.leadingTo('PRACTICE', 'PROJECT', id),
  ),
  calls: entriesField(t, Call, 'CALL', 'Calls that belong to it, the one that closes last first.', ({ id }, all) =>
    all.leadingTo('CALL', 'PROJECT', id),
  ),
  events: entriesField(t, Event, 'EVENT', 'Events that belong to it, the latest first.', ({ id }, all) =>
    all.leadingTo('EVENT', 'PROJECT', id),
  ),
  livingLabs: entriesField(t, LivingLab, 'LIVING_LAB', 'Living labs that belong to it, by title.', ({ id }, all) =>
    all.leadingTo('LIVING_LAB', 'PROJECT', id),
  ),
  citations: entriesField(
    t,
    Citation,
    'CITATION',
    'The documents that tell of it, by title; none of a project that only lists know.',
    ({ id }, all) => {
      const slugs = all.leadingTo('PROJECT', 'PROJECT', id).flatMap(({ outline }) => outline.citations ?? []);
      return [...new Set(slugs)]
        .map((slug) => all.target('CITATION', slug))
        .toSorted((a, b) => compareOrderKeys('CITATION', orderKeyOf(a), orderKeyOf(b)));
    },
  ),
  inferences: t.field({
    type: [Inference],
    description: 'What no document says outright, and how it was inferred.',
    resolve: ({ id }, _args, context): InferenceData[] =>
      entriesOf(context)
        .leadingTo('PROJECT', 'PROJECT', id)
        .flatMap(({ outline }) => outline.inferences ?? []),
  }),
}));

builder.objectField(Practice, 'project', (t) => projectField(t, 'null for most'));
builder.objectField(Call, 'project', (t) => projectField(t, 'null when no source names one'));
builder.objectField(Event, 'project', (t) => projectField(t, 'null when no source names one'));
builder.objectField(LivingLab, 'project', (t) => projectField(t, 'null when no source names one'));

function projectField<K extends 'PRACTICE' | 'CALL' | 'EVENT' | 'LIVING_LAB'>(t: Fields<Entry<K>>, otherwise: string) {
  return t.field({
    type: Project,
    nullable: true,
    description: `The project that it belongs to; ${otherwise}.`,
    resolve: (entry, _args, context, info) => {
      const { project } = (entry as Entry<'PRACTICE'>).outline;
      const id = project === undefined ? null : entriesOf(context).projectId(project);
      return id == null ? null : context.loaders.projects.byId.load(id, info);
    },
  });
}

builder.objectField(Citation, 'projects', (t) =>
  t.connection({
    type: Project,
    description: 'Projects that it tells of, by title.',
    complexity: pageComplexity,
    resolve: async ({ slug }, args, context, info) => {
      const page = pageOf<Entry<'PROJECT'>>(entriesOf(context).leadingTo('PROJECT', 'CITATION', slug), args, {
        name: 'projects of a citation',
        keyOf: orderKeyOf,
        compareKeys: (a, b) => compareOrderKeys('PROJECT', a, b),
      });
      const ids = page.edges.map(({ node }) => node.outline.projectId as string);
      const rows = await context.loaders.projects.byId.loadEntries(ids, info);
      const edges = page.edges.map(({ cursor }, index) => ({ cursor, node: rows[index] }));
      return { ...page, edges } as never;
    },
  }),
);
