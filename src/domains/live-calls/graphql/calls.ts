/** Calls that editors prepare, publish and extend. */
import { builder } from '#graphql/builder.ts';
import { DonePayload, done, refusedFor } from '#graphql/user-errors.ts';
import { editingOf } from '#reviews';
import { draftCall, extend, publishDraft } from '../editing.ts';
import { FormError } from '../questions.ts';
import type { NewCall } from '../store.ts';
import { callArgument, slugOf } from './arguments.ts';
import { CallInput, newCallOf } from './call-input.ts';

/** Where the input has what the domain names otherwise. */
const inputPaths: Readonly<Partial<Record<keyof NewCall, readonly string[]>>> = {
  titlePl: ['title', 'pl'],
  titleEn: ['title', 'en'],
  populationFrom: ['population', 'from'],
  populationTo: ['population', 'to'],
};

builder.mutationFields((t) => ({
  saveCall: t.field({
    type: DonePayload,
    nullable: true,
    description: 'Saves the draft of a call, which only editors see. A published call is not replaced.',
    authScopes: { role: 'EDITOR' },
    args: { call: t.arg({ type: CallInput, required: true, description: 'The call.' }) },
    complexity: 100,
    resolve: async (_root, { call }, context) => {
      const editing = await editingOf(context);
      if (editing === null) return refusedFor('NOT_POSSIBLE');
      try {
        const outcome = await draftCall(editing, newCallOf(call));
        if (outcome === 'SAVED') return done;
        if (outcome === 'TAKEN') return refusedFor('TAKEN', 'call', 'slug');
        return refusedFor('INVALID_VALUE', 'call', ...(inputPaths[outcome] ?? [outcome]));
      } catch (error) {
        if (!(error instanceof FormError)) throw error;
        return refusedFor('INVALID_VALUE', 'call', ...pathOf(error));
      }
    },
  }),
  publishCall: t.field({
    type: DonePayload,
    nullable: true,
    description: 'Publishes a call as a release. From then on its questions stay as they are; it can be extended.',
    authScopes: { role: 'EDITOR' },
    args: { call: t.arg.id(callArgument) },
    complexity: 1_000,
    resolve: async (_root, { call }, context) => {
      const editing = await editingOf(context);
      return editing !== null && (await publishDraft(editing, slugOf(call))) ? done : refusedFor('NOT_POSSIBLE');
    },
  }),
  extendCall: t.field({
    type: DonePayload,
    nullable: true,
    description: 'Extends a call that has not closed, as a release. Whoever has begun to apply gets a mail.',
    authScopes: { role: 'EDITOR' },
    args: {
      call: t.arg.id(callArgument),
      closesAt: t.arg({ type: 'DateTime', required: true, description: 'When it closes; later than before.' }),
    },
    complexity: 1_000,
    resolve: async (_root, { call, closesAt }, context) => {
      const editing = await editingOf(context);
      return editing !== null && (await extend(editing, slugOf(call), closesAt))
        ? done
        : refusedFor('NOT_POSSIBLE', 'closesAt');
    },
  }),
}));

function pathOf({ problem, place }: FormError): string[] {
  const list = problem === 'STEP_NAME' || problem === 'EMPTY_STEP' ? 'steps' : 'questions';
  return place === null ? [list] : [list, place];
}
