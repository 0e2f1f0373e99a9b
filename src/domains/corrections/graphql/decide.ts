/** Editors decide tickets. */
import { ViewerType } from '#accounts';
import { builder } from '#graphql/builder.ts';
import { connectionOf } from '#graphql/connections.ts';
import { keysetPage } from '#graphql/keyset.ts';
import { pageComplexity } from '#graphql/pages.ts';
import { noErrors, refusedFor, UserErrorType } from '#graphql/user-errors.ts';
import type { Correction as CorrectionRecord } from '../model.ts';
import { maxLengths } from '../rules.ts';
import { findCorrection, writeDecision } from '../store.ts';
import { Correction } from './correction.ts';
import { correctionList } from './lists.ts';
import { type CorrectionPayload, writtenCorrection } from './propose.ts';

export interface Acceptance {
  readonly editor: string;
  readonly now: Date;
  /** For what editors do not state themselves: the release of the import that corrected it; else null. */
  readonly release: number | null;
}

declare module '#graphql/contributor.ts' {
  interface Publishers {
    /** False where the ticket is decided already, or what it is about cannot be corrected so. */
    acceptCorrection(correction: CorrectionRecord, acceptance: Acceptance): Promise<boolean>;
  }
}

const DecideCorrectionPayload = builder.objectRef<CorrectionPayload>('DecideCorrectionPayload').implement({
  description: 'The result of `acceptCorrection` and `declineCorrection`.',
  fields: (t) => ({
    correction: t.field({
      type: Correction,
      nullable: true,
      description: 'The ticket as it is decided; null when it was not.',
      resolve: ({ correction }, _args, context, info) => writtenCorrection(correction, context, info),
    }),
    userErrors: t.field({
      type: [UserErrorType],
      description: 'What is wrong; empty when it was decided.',
      resolve: ({ userErrors }) => [...userErrors],
    }),
  }),
});

const numberArgument = { required: true, description: 'The number of the ticket.' } as const;

builder.mutationField('acceptCorrection', (t) =>
  t.field({
    type: DecideCorrectionPayload,
    nullable: true,
    description:
      'Accepts a correction. What editors state themselves becomes a release of its own; of anything else name the release of the import that corrected it.',
    authScopes: { role: 'EDITOR' },
    args: {
      number: t.arg.int(numberArgument),
      release: t.arg.int({ description: 'The number of the release that has it already.' }),
    },
    complexity: 1_000,
    resolve: async (_root, { number, release }, { contributor, db }) => {
      const viewer = (await contributor?.viewer()) ?? null;
      if (contributor === null || viewer === null) return refusedFor('NOT_POSSIBLE');
      const found = await findCorrection(db, number);
      if (found === null) return refusedFor('NOT_FOUND', 'number');
      const acceptance = { editor: viewer.accountId, now: contributor.now, release: release ?? null };
      const isDone = await contributor.publishers.acceptCorrection(found, acceptance);
      if (!isDone) return refusedFor('NOT_POSSIBLE');
      return { correction: number, userErrors: noErrors };
    },
  }),
);

builder.mutationField('declineCorrection', (t) =>
  t.field({
    type: DecideCorrectionPayload,
    nullable: true,
    description: 'Declines a correction with a reason, which is public.',
    authScopes: { role: 'EDITOR' },
    args: {
      number: t.arg.int(numberArgument),
      answer: t.arg.string({ required: true, description: 'Why; at most 1,000 characters.' }),
    },
    complexity: 50,
    resolve: async (_root, { number, answer }, { contributor, db }) => {
      const viewer = (await contributor?.viewer()) ?? null;
      if (contributor === null || viewer === null) return refusedFor('NOT_POSSIBLE');
      const text = answer.trim();
      if (text === '') return refusedFor('EMPTY_REASON', 'answer');
      if (text.length > maxLengths.answer) return refusedFor('TOO_LONG', 'answer');
      if ((await findCorrection(db, number)) === null) return refusedFor('NOT_FOUND', 'number');
      const decision = { number, editor: viewer.accountId, now: contributor.now };
      return contributor.transaction(async (client, keep) => {
        const isDone = await writeDecision(client, decision, { state: 'DECLINED', answer: text });
        return isDone ? keep({ correction: number, userErrors: noErrors }) : refusedFor('NOT_POSSIBLE');
      });
    },
  }),
);

const Proposal = builder.prismaObject('Correction', {
  variant: 'CorrectionProposal',
  description: 'What was proposed in an open correction; for editors.',
  authScopes: { role: 'EDITOR' },
  select: { number: true },
  fields: (t) => ({
    correction: t.variant(Correction, { description: 'The ticket.' }),
    value: t.exposeString('value', { description: 'What the field should be.' }),
    reason: t.exposeString('reason', { description: 'How one knows.' }),
    evidence: t.exposeString('evidence', { nullable: true, description: 'The address of what proves it.' }),
  }),
});

builder.objectField(ViewerType, 'correctionsToDecide', (t) =>
  t.connection(
    {
      type: Proposal,
      nullable: true,
      description: 'Open corrections with what was proposed, the oldest first.',
      authScopes: { role: 'EDITOR' },
      complexity: pageComplexity,
      resolve: (_viewer, page, context, info) => {
        const list = { name: 'corrections to decide', isAscending: true, where: { state: 'OPEN' } } as const;
        return keysetPage(correctionList(context, info, { ...list, typename: 'CorrectionProposal' }), page);
      },
    },
    connectionOf(Proposal),
  ),
);
