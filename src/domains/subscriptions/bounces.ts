/**
 * Mails that come back later: each was sent from an address of its own (variable envelope return path), so that what comes back
 * there says whom it is about, and nobody else can have a subscription ended by making a mail up.
 */
import type { ClientBase } from 'pg';
import { execute, query } from '#platform/database/index.ts';
import { hashOf, isSameSecret } from '#platform/secrets.ts';
import type { Subscriber } from './model.ts';

const proofOf = (token: string): string => hashOf(`bounce\0${token}`).slice(0, 16);

/** `bounces+0b7c….3f9a…@hub.example` */
export function bounceAddress(mailbox: string, { id, token }: Pick<Subscriber, 'id' | 'token'>): string {
  const [local = '', domain = ''] = mailbox.split('@');
  return `${local}+${id.replaceAll('-', '')}.${proofOf(token)}@${domain}`;
}

export interface Bounce {
  readonly id: string;
  readonly proof: string;
}

/** Null for a mail that is no report of a delivery that has failed for good (RFC 3464, 2.3.3; RFC 3463). */
export function readBounce(message: string): Bounce | null {
  const isFailed = /^action:\s*failed\s*$/im.test(message) && /^status:\s*5\.\d{1,3}\.\d{1,3}/im.test(message);
  const end = message.search(/\r?\n\r?\n/);
  const recipients = /^(?:delivered-to|x-original-to|envelope-to|to):.*?\+([\da-f]{32})\.([\da-f]{16})@/im;
  const found = recipients.exec(message.slice(0, end < 0 ? undefined : end));
  if (!isFailed || found === null) return null;
  const [, id = '', proof = ''] = found;
  return {
    id: id.toLowerCase().replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
    proof: proof.toLowerCase(),
  };
}

/** False where the address was not one of a mail that the hub has sent. */
export async function takeBounce(
  client: Pick<ClientBase, 'query'>,
  { id, proof }: Bounce,
  now: Date,
): Promise<boolean> {
  const [found] = await execute(client, query.selectFrom('subscriber').select('token').where('id', '=', id));
  if (found === undefined || !isSameSecret(proofOf(found.token), proof)) return false;
  await execute(client, query.updateTable('subscriber').set({ bounced_at: now }).where('id', '=', id));
  return true;
}
