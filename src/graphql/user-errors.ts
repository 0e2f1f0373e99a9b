/** What is wrong with what a mutation was given: a value in its payload, so that a form can show it at the field. */
import { builder } from './builder.ts';
import { labelEnums, labelOf } from './labels.ts';
import { languageArgument } from './language.ts';
import { userErrorTexts as codes, type UserError, type UserErrorCode } from './user-error-codes.ts';

export type { UserError, UserErrorCode } from './user-error-codes.ts';

const UserErrorCodeEnum = builder.enumType('UserErrorCode', {
  description: 'What is wrong with what a mutation was given.',
  values: Object.fromEntries(Object.entries(codes).map(([code, [, description]]) => [code, { description }])) as Record<
    UserErrorCode,
    { description: string }
  >,
});
labelEnums({ UserErrorCode: codes });

export const UserErrorType = builder.objectRef<UserError>('UserError').implement({
  description: 'Something that is wrong with what a mutation was given; nothing was changed.',
  fields: (t) => ({
    code: t.expose('code', { type: UserErrorCodeEnum, description: 'What is wrong.' }),
    path: t.exposeStringList('path', {
      description: 'The argument at fault, and the field inside it; empty when it is none in particular.',
    }),
    message: t.string({
      description: 'The same for people.',
      args: { lang: t.arg(languageArgument) },
      resolve: ({ code }, { lang }) => labelOf('UserErrorCode', code, lang === 'PL' ? 'pl' : 'en'),
    }),
  }),
});

interface Payload {
  readonly userErrors: readonly UserError[];
}

/** What a mutation returns that has nothing to show but whether it was done. */
export const DonePayload = builder.objectRef<Payload>('DonePayload').implement({
  description: 'Whether a mutation was done.',
  fields: (t) => ({
    isDone: t.boolean({ description: 'Whether it was done.', resolve: ({ userErrors }) => userErrors.length === 0 }),
    userErrors: t.field({
      type: [UserErrorType],
      description: 'What is wrong; empty when it was done.',
      resolve: ({ userErrors }) => [...userErrors],
    }),
  }),
});

export const done: Payload = { userErrors: [] };

export const noErrors: readonly UserError[] = [];

export function refusedFor(code: UserErrorCode, ...path: string[]): { readonly userErrors: readonly UserError[] } {
  return { userErrors: [{ code, path }] };
}
