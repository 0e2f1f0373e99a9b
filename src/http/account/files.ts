/** Files of applications, for those who may see the answer that a file is. Null for everybody else. */
import { findFile, submittedAnswers } from '#live-calls';
import { stateOfReview } from '#reviews';
import type { HubResponse } from '../message.ts';
import { applying } from './applications.ts';
import type { SignedInExchange } from './exchange.ts';
import { reviewing } from './reviews.ts';
import { submitted } from './submissions.ts';

type Params = Readonly<Record<string, string>>;
type Found = Promise<HubResponse | null>;

export async function fileOfApplicant(exchange: SignedInExchange, params: Params): Found {
  const applied = await applying(exchange, params);
  if (applied === null) return null;
  return fileOf(exchange, { slug: applied.call.slug, officeId: applied.officeId }, params['sha256'] ?? '');
}

export async function fileOfSubmission(exchange: SignedInExchange, params: Params): Found {
  const found = await submitted(exchange, params);
  return found === null ? null : answeredFile(exchange, found.submission, params);
}

/** Once there is no conflict of interest. */
export async function fileOfReviewer(exchange: SignedInExchange, params: Params): Found {
  const found = await reviewing(exchange, params);
  if (found === null || !['STARTED', 'COMPLETED'].includes(stateOfReview(found.review))) return null;
  return answeredFile(exchange, { officeId: found.officeId, sequence: found.review.sequence }, params);
}

async function answeredFile(
  exchange: SignedInExchange,
  { officeId, sequence }: { readonly officeId: string; readonly sequence: number },
  { slug = '', key = '' }: Params,
): Found {
  const answers = (await submittedAnswers(exchange.parts.database.pool, slug, sequence)) ?? {};
  return Object.hasOwn(answers, key) ? fileOf(exchange, { slug, officeId }, String(answers[key])) : null;
}

async function fileOf(
  { parts }: SignedInExchange,
  owner: { readonly slug: string; readonly officeId: string },
  sha256: string,
): Found {
  const file = await findFile(parts.database.pool, owner, sha256);
  return file === null || parts.uploads === null ? null : parts.uploads.response(owner, file);
}
