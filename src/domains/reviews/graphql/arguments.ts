/** Who sends a mutation about what is submitted and reviewed, and the texts that it brings. */
import type { Context } from '#graphql/context.ts';
import type { Contributor } from '#graphql/contributor.ts';
import type { Viewer } from '#platform/viewer.ts';
import type { Editing } from '../acting.ts';

export interface SignedIn {
  readonly contributor: Contributor;
  readonly viewer: Viewer;
}

/** Of a field whose scopes let nobody else in; null where there are no accounts. */
export async function signedInOf({ contributor }: Context): Promise<SignedIn | null> {
  const viewer = (await contributor?.viewer()) ?? null;
  return contributor === null || viewer === null ? null : { contributor, viewer };
}

export async function editingOf(context: Context): Promise<Editing | null> {
  const signedIn = await signedInOf(context);
  if (signedIn === null) return null;
  const { contributor, viewer } = signedIn;
  const { reader, transaction, now, publishers } = contributor;
  const send: Editing['send'] = (mail) => contributor.deliver(mail);
  return { reader, transaction, now, publishers, send, viewer, publicUrl: context.publicUrl };
}

/** A text as it is stored; undefined where it is empty or too long. */
export function storedText(text: string, max: number): string | undefined {
  const trimmed = text.replaceAll('\0', '').trim();
  return trimmed === '' || trimmed.length > max ? undefined : trimmed;
}
