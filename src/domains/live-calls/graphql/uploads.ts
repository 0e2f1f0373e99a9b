/** Files of applications for clients of the API: an address for one file, and then the file as the answer to a question. */
import { builder } from '#graphql/builder.ts';
import { noErrors, refusedFor, type UserError, UserErrorType } from '#graphql/user-errors.ts';
import { signedInOf } from '#reviews';
import { attachSent, type StagedTarget, stageUpload } from '../files/staged.ts';
import { ApplicationPayload, applicantOf, savedPayload } from './apply.ts';
import { callArgument, officeArgument } from './arguments.ts';

interface Created {
  readonly target?: StagedTarget & { readonly url: string };
  readonly userErrors: readonly UserError[];
}

const UploadTarget = builder.objectRef<StagedTarget & { readonly url: string }>('UploadTarget').implement({
  description: 'An address to which one file may be sent, once.',
  authScopes: { role: 'CONTRIBUTOR' },
  fields: (t) => ({
    uploadId: t.exposeString('id', { description: 'Its id, as `attachUpload` takes it.' }),
    url: t.exposeString('url', {
      description:
        'Where to `POST` the content of the file, as it is, within 15 minutes. The address is a secret; no cookie is needed.',
    }),
    maxBytes: t.exposeInt('maxBytes', { description: 'How many bytes the file may have.' }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime', description: 'Until when it can be sent.' }),
  }),
});

const CreateUploadPayload = builder.objectRef<Created>('CreateUploadPayload').implement({
  description: 'The result of `createUpload`.',
  fields: (t) => ({
    target: t.field({
      type: UploadTarget,
      nullable: true,
      description: 'Where to send the file; null when nothing was created.',
      resolve: ({ target }) => target ?? null,
    }),
    userErrors: t.field({
      type: [UserErrorType],
      description: 'What is wrong; empty when it was created.',
      resolve: ({ userErrors }) => [...userErrors],
    }),
  }),
});

const argumentOf = { UNKNOWN_FIELD: ['question'], FILE_TYPE: ['fileName'], FILE_TOO_LARGE: ['bytes'] } as const;

builder.mutationFields((t) => ({
  createUpload: t.field({
    type: CreateUploadPayload,
    nullable: true,
    description:
      'Creates an address for a file of an application: send the file there, then attach it with `attachUpload`. An account may have ten waiting.',
    authScopes: { role: 'CONTRIBUTOR' },
    args: {
      call: t.arg.id(callArgument),
      office: t.arg.id(officeArgument),
      question: t.arg.string({ required: true, description: 'The key of a question that takes a file.' }),
      fileName: t.arg.string({ required: true, description: 'The name of the file, with its extension.' }),
      bytes: t.arg.int({ required: true, description: 'How many bytes it has.' }),
    },
    complexity: 50,
    resolve: async (_root, { question, fileName: name, bytes, ...names }, context) => {
      const signedIn = await signedInOf(context);
      const found = await applicantOf(signedIn, names, context);
      if (signedIn === null || found === null) return refusedFor('NOT_FOUND');
      const { maxUploadBytes } = signedIn.contributor;
      if (maxUploadBytes === null) return refusedFor('NOT_POSSIBLE');
      return signedIn.contributor.transaction(async (client, keep): Promise<Created> => {
        const outcome = await stageUpload(client, found.applicant, { question, name, bytes }, maxUploadBytes);
        if (typeof outcome === 'string') {
          return refusedFor(outcome, ...(argumentOf[outcome as keyof typeof argumentOf] ?? []));
        }
        const url = `${context.publicUrl}/uploads?token=${outcome.token}`;
        return keep({ target: { ...outcome, url }, userErrors: noErrors });
      });
    },
  }),
  attachUpload: t.field({
    type: ApplicationPayload,
    nullable: true,
    description: 'Saves the file that was sent to an address of `createUpload` as the answer to its question.',
    authScopes: { role: 'CONTRIBUTOR' },
    args: {
      call: t.arg.id(callArgument),
      office: t.arg.id(officeArgument),
      uploadId: t.arg.string({ required: true, description: 'The id that `createUpload` returned.' }),
      version: t.arg.int({ required: true, description: 'The version that was read; 0 for the first.' }),
    },
    complexity: 50,
    resolve: async (_root, { uploadId: id, version, ...names }, context) => {
      const signedIn = await signedInOf(context);
      const found = await applicantOf(signedIn, names, context);
      if (signedIn === null || found === null) return refusedFor('NOT_FOUND');
      return signedIn.contributor.transaction(async (client, keep) => {
        const outcome = await attachSent(client, found.applicant, { id, version });
        return outcome === null ? refusedFor('NOT_FOUND', 'uploadId') : savedPayload(outcome, found.names, keep);
      });
    },
  }),
}));
