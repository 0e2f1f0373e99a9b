/** A ticket as everyone sees it. */
import { builder } from '#graphql/builder.ts';
import { labelEnums } from '#graphql/labels.ts';
import { Release } from '#graphql/releases.ts';
import { nodesByIds } from '#graphql/rows.ts';
import { conflictsOf } from '../conflict.ts';
import { correctionTargets, pageOfTarget } from '../model.ts';
import { namesOf } from './target-names.ts';

const targets = namesOf(correctionTargets);

export const CorrectionTargetType = builder.enumType('CorrectionTargetType', {
  description: 'What kind of entry a correction is about.',
  values: targets.values,
});

export const CorrectionState = builder.enumType('CorrectionState', {
  description: 'What became of a correction.',
  values: {
    OPEN: { description: 'Waiting for an editor.' },
    ACCEPTED: { description: 'Accepted; `release` has it.' },
    DECLINED: { description: 'Declined; `answer` says why.' },
  },
});

labelEnums({
  CorrectionTargetType: targets.labels,
  CorrectionState: {
    OPEN: ['otwarte', 'Open'],
    ACCEPTED: ['przyjęte', 'Accepted'],
    DECLINED: ['odrzucone', 'Declined'],
  },
});

/** What was proposed is public only once an editor has read and accepted it: nobody publishes through a report. */
export const Correction = builder.prismaNode('Correction', {
  description:
    'A public ticket: somebody reported that a fact is wrong. What was proposed is shown once an editor has accepted it.',
  id: { field: 'number', description: 'Global id; made from the number.' },
  select: { number: true },
  nullable: true,
  extensions: {
    nodesByIds: nodesByIds(
      ({ loaders }) => loaders.corrections.correction,
      (id) => (/^[1-9]\d{0,8}$/.test(id) ? Number(id) : 0),
    ),
  },
  fields: (t) => ({
    number: t.exposeInt('number', { description: 'The number of the ticket.' }),
    url: t.string({
      description: 'The address of its page.',
      resolve: ({ number }, _args, { publicUrl }) => `${publicUrl}/corrections/${number}`,
    }),
    state: t.expose('state', { type: CorrectionState, description: 'What became of it.' }),
    targetType: t.expose('targetType', {
      type: CorrectionTargetType,
      description: 'What kind of entry it is about.',
    }),
    targetKey: t.exposeString('targetKey', {
      description: 'The code, slug or id of the entry, as in the address of its page.',
    }),
    targetUrl: t.string({
      description: 'The address of the page of the entry.',
      select: { targetType: true, targetKey: true },
      resolve: ({ targetType: type, targetKey: key }, _args, { publicUrl }) => publicUrl + pageOfTarget({ type, key }),
    }),
    field: t.exposeString('field', { description: 'The field that is said to be wrong.' }),
    proposedAt: t.expose('proposedAt', { type: 'DateTime', description: 'When it was reported.' }),
    decidedAt: t.expose('decidedAt', { type: 'DateTime', nullable: true, description: 'When an editor decided it.' }),
    answer: t.exposeString('answer', { nullable: true, description: 'Why it was declined.' }),
    value: t.string({
      nullable: true,
      description: 'What the field should be; null unless it was accepted.',
      select: { state: true, value: true },
      resolve: ({ state, value }) => (state === 'ACCEPTED' ? value : null),
    }),
    evidence: t.string({
      nullable: true,
      description: 'The address of what proves it; null unless it was accepted.',
      select: { state: true, evidence: true },
      resolve: ({ state, evidence }) => (state === 'ACCEPTED' ? evidence : null),
    }),
    release: t.field({
      type: Release,
      nullable: true,
      description: 'The release that has it; null unless it was accepted.',
      select: { release: true },
      resolve: ({ release }, _args, { loaders }, info) =>
        release === null ? null : loaders.corrections.release.get(release, info),
    }),
    conflict: t.loadable({
      type: 'String',
      nullable: true,
      description:
        'What an import has stated since of the same field, if it is neither what it stated before nor what was accepted.',
      complexity: 5,
      load: async (numbers: number[], { db }) => {
        const conflicts = await conflictsOf(db, numbers);
        return numbers.map((number) => conflicts.get(number) ?? null);
      },
      resolve: ({ number }) => number,
    }),
  }),
});
