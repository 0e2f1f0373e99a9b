/** Who sends a request, and whether they may: before anything else is done for it. */
import type { Quota } from '#graphql/context.ts';
import { type Caller, type Callers, UnknownKeyError } from './callers.ts';
import type { HubRequest } from './message.ts';
import type { RateLimit } from './rate-limit.ts';

export interface AdmissionParts {
  readonly callers: Callers;
  readonly rateLimit: RateLimit | null;
}

/** Whatever becomes of a request, it takes a point; a wrong key takes one of those of its address. */
export async function admit(
  { callers, rateLimit }: AdmissionParts,
  request: HubRequest,
  noteQuota: (quota: Quota | null) => void,
): Promise<Caller> {
  const take = async (caller: Caller): Promise<Caller> => {
    if (rateLimit !== null) noteQuota(await rateLimit.take(caller, 1));
    return caller;
  };
  try {
    return await take(await callers.identify(request));
  } catch (error) {
    if (error instanceof UnknownKeyError) await take(callers.anonymous(request));
    throw error;
  }
}
