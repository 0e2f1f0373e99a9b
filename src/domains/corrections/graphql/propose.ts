/** `proposeCorrection`: anyone reports that a fact is wrong. */
import { doOnce, maxKeyLength } from '#accounts';
import { builder } from '#graphql/builder.ts';
import type { Contributor } from '#graphql/contributor.ts';
import { idempotencyKeyArgument, noErrors, refusedFor, type UserError, UserErrorType } from '#graphql/user-errors.ts';
import type { Correction as CorrectionRecord, Proposal } from '../model.ts';
import { findCorrection, openCorrection, type ProposalOutcome } from '../store.ts';
import { Correction } from './correction.ts';
import { targetDescription, targetOf } from './target.ts';

export interface CorrectionPayload {
  readonly correction?: CorrectionRecord | null;
  readonly userErrors: readonly UserError[];
}

const ProposeCorrectionPayload = builder.objectRef<CorrectionPayload>('ProposeCorrectionPayload').implement({
  description: 'The result of `proposeCorrection`.',
  fields: (t) => ({
    correction: t.field({
      type: Correction,
      nullable: true,
      description: 'The ticket; null when it was not opened.',
      resolve: ({ correction }) => correction ?? null,
    }),
    userErrors: t.field({
      type: [UserErrorType],
      description: 'What is wrong with the arguments; empty when the ticket was opened.',
      resolve: ({ userErrors }) => [...userErrors],
    }),
  }),
});

builder.mutationField('proposeCorrection', (t) =>
  t.field({
    type: ProposeCorrectionPayload,
    nullable: true,
    description:
      'Reports that a fact is wrong and opens a public ticket. No account is needed; one network may open ten an hour.',
    authScopes: { everyone: true },
    args: {
      target: t.arg.id({ required: true, description: targetDescription('The entry') }),
      field: t.arg.string({
        required: true,
        description: 'The field that is wrong: one of `correctableFields`. It is public at once.',
      }),
      value: t.arg.string({ required: true, description: 'What it should be.' }),
      reason: t.arg.string({ required: true, description: 'How one knows. It is shown to editors only.' }),
      evidence: t.arg.string({ description: 'The http or https address of what proves it.' }),
      idempotencyKey: t.arg.string(idempotencyKeyArgument),
    },
    complexity: 50,
    resolve: async (_root, { target, field, value, reason, evidence, idempotencyKey }, context) => {
      const contributor = context.contributor;
      if (contributor === null) return refusedFor('NOT_POSSIBLE');
      const proposal: Proposal = {
        target: targetOf(target, 'target', context),
        field: field.trim(),
        value: value.trim(),
        reason: reason.trim(),
        evidence: evidence?.trim() || null,
      };
      return proposed(contributor, proposal, idempotencyKey ?? null);
    },
  }),
);

async function proposed(contributor: Contributor, proposal: Proposal, key: string | null): Promise<CorrectionPayload> {
  const { database, network, now } = contributor;
  if (key !== null && key.length > maxKeyLength) return refusedFor('TOO_LONG', 'idempotencyKey');
  const viewer = await contributor.viewer();
  const request = { viewer, network, key, mutation: 'proposeCorrection', input: proposal, now };
  const outcome = await doOnce<ProposalOutcome>(database, request, async (client) => {
    const result = await openCorrection(client, proposal, { network, now });
    return { result, isKept: result.status === 'OPENED' };
  });
  if (outcome === null) return refusedFor('KEY_REUSED', 'idempotencyKey');
  if (outcome.status === 'TOO_MANY') return refusedFor('RATE_LIMITED');
  if (outcome.status === 'REFUSED') {
    return { userErrors: outcome.errors.map(({ argument, problem }) => ({ code: problem, path: [argument] })) };
  }
  return { correction: await findCorrection(database.pool, outcome.number), userErrors: noErrors };
}
