/** `proposeCorrection`: anyone reports that a fact is wrong. */
import type { GraphQLResolveInfo } from 'graphql';
import { builder } from '#graphql/builder.ts';
import type { Context } from '#graphql/context.ts';
import type { Contributor } from '#graphql/contributor.ts';
import { noErrors, refusedFor, type UserError, UserErrorType } from '#graphql/user-errors.ts';
import type { Proposal } from '../model.ts';
import { openCorrection, type ProposalOutcome } from '../store.ts';
import { Correction } from './correction.ts';
import { correctionTarget } from './target.ts';

export interface CorrectionPayload {
  /** The number of the ticket. */
  readonly correction?: number | null;
  readonly userErrors: readonly UserError[];
}

const ProposeCorrectionPayload = builder.objectRef<CorrectionPayload>('ProposeCorrectionPayload').implement({
  description: 'The result of `proposeCorrection`.',
  fields: (t) => ({
    correction: t.field({
      type: Correction,
      nullable: true,
      description: 'The ticket; null when it was not opened.',
      resolve: ({ correction }, _args, context, info) => writtenCorrection(correction, context, info),
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
      target: t.arg.id({ required: true, description: correctionTarget.description('The entry') }),
      field: t.arg.string({
        required: true,
        description: 'The field that is wrong: one of `correctableFields`. It is public at once.',
      }),
      value: t.arg.string({ required: true, description: 'What it should be.' }),
      reason: t.arg.string({ required: true, description: 'How one knows. It is shown to editors only.' }),
      evidence: t.arg.string({ description: 'The http or https address of what proves it.' }),
    },
    complexity: 50,
    resolve: async (_root, { target, field, value, reason, evidence }, context) => {
      const contributor = context.contributor;
      if (contributor === null) return refusedFor('NOT_POSSIBLE');
      const proposal: Proposal = {
        target: correctionTarget.find(target, 'target', context),
        field: field.trim(),
        value: value.trim(),
        reason: reason.trim(),
        evidence: evidence?.trim() || null,
      };
      return proposed(contributor, proposal);
    },
  }),
);

function proposed(contributor: Contributor, proposal: Proposal): Promise<CorrectionPayload> {
  const { network, now } = contributor;
  return contributor.transaction(async (client, keep) =>
    keep(payloadOf(await openCorrection(client, proposal, { network, now }))),
  );
}

function payloadOf(outcome: ProposalOutcome): CorrectionPayload {
  if (outcome.status === 'TOO_MANY') return refusedFor('RATE_LIMITED');
  if (outcome.status === 'REFUSED') {
    return { userErrors: outcome.errors.map(({ argument, problem }) => ({ code: problem, path: [argument] })) };
  }
  return { correction: outcome.number, userErrors: noErrors };
}

/** As it is now: another mutation of the document may have changed what the loader has read before. */
export async function writtenCorrection(
  number: number | null | undefined,
  { loaders }: Context,
  info: GraphQLResolveInfo,
) {
  if (number == null) return null;
  const [written = null] = await loaders.corrections.correction.loadMany([number], info);
  return written;
}
