/** What mutations of calls are given. */
import type { SubmissionKey } from '../review/reviewable.ts';

export const callArgument = { required: true, description: 'The slug of the call.' } as const;
export const officeArgument = { required: true, description: 'The code of the office, such as `jst-246601`.' } as const;
export const submissionArgument = {
  required: true,
  description: 'The number of the submission within its call.',
} as const;

export function keyOf({ call, submission }: { readonly call: string; readonly submission: number }): SubmissionKey {
  return { slug: call, sequence: submission };
}
