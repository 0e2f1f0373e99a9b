/** What mutations of calls are given. */
import type { Context } from '#graphql/context.ts';
import { namedOffice, officeId } from '#offices';
import { callId } from '#practices';
import type { SubmissionKey } from '../review/reviewable.ts';

export const callArgument = { required: true, description: callId.description('The call') } as const;
export const officeArgument = { required: true, description: officeId.description('The office') } as const;
export const submissionArgument = {
  required: true,
  description: 'The number of the submission within its call.',
} as const;

/** The slug of the call that an argument names, which may be a draft. */
export function slugOf(call: string): string {
  return callId.find(call, 'call', null);
}

export function keyOf({ call, submission }: { readonly call: string; readonly submission: number }): SubmissionKey {
  return { slug: slugOf(call), sequence: submission };
}

/** An application by its call and office. */
export interface ApplicationNames {
  readonly call: string;
  readonly office: string;
}

export async function namesOf({ call, office }: ApplicationNames, context: Context): Promise<ApplicationNames> {
  return { call: slugOf(call), office: await namedOffice(office, 'office', context) };
}
