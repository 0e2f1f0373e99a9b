/** All tickets, and one by its number. */
import { builder } from '#graphql/builder.ts';
import { connectionOf } from '#graphql/connections.ts';
import type { Context } from '#graphql/context.ts';
import { type KeysetList, keysetPage } from '#graphql/keyset.ts';
import { isNumbers, pageComplexity } from '#graphql/pages.ts';
import type { Correction as CorrectionRecord } from '../model.ts';
import { type CorrectionFilter, correctionsBetween, countCorrections, findCorrection } from '../store.ts';
import { Correction, CorrectionState } from './correction.ts';
import { targetDescription, targetOf } from './target.ts';

builder.queryFields((t) => ({
  correction: t.field({
    type: Correction,
    nullable: true,
    description: 'A correction by its number; null when there is none.',
    args: { number: t.arg.int({ required: true, description: 'The number of the ticket.' }) },
    resolve: (_root, { number }, context) => {
      context.readsLive();
      return findCorrection(context.db, number);
    },
  }),
  corrections: t.connection(
    {
      type: Correction,
      description: 'Corrections that were proposed, the newest first.',
      args: {
        target: t.arg.id({ description: targetDescription('Filters corrections by the entry they are about') }),
        state: t.arg({ type: CorrectionState, description: 'Filters corrections by their state.' }),
      },
      complexity: pageComplexity,
      resolve: (_root, { target, state, ...page }, context) => {
        const filter = { target: target == null ? null : targetOf(target, 'target', context), state: state ?? null };
        return keysetPage(correctionList(context, filter), page);
      },
    },
    connectionOf(Correction),
  ),
}));

function correctionList(context: Context, filter: CorrectionFilter): KeysetList<CorrectionRecord> {
  context.readsLive();
  const numberOf = (key: readonly string[] | null): number | null => (key === null ? null : Number(key[0]));
  return {
    name: 'corrections',
    keyOf: ({ number }) => [String(number)],
    isKey: (key) => isNumbers(key, 1),
    fetch: ({ after, before, backwards, limit }) =>
      correctionsBetween(context.db, { ...filter, after: numberOf(after), before: numberOf(before), backwards, limit }),
    count: () => countCorrections(context.db, filter),
  };
}
