/** Sends a webhook, signed as Standard Webhooks has it, to no address inside the network of the hub. */
import { createHmac } from 'node:crypto';
import { lookup } from 'node:dns';
import { request } from 'node:https';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import type { DeliveryFailure } from '#subscriptions';

export interface WebhookJob {
  readonly webhook: string;
  readonly url: string;
  /** The same for the same release, however often it is sent. */
  readonly messageId: string;
  readonly body: string;
}

/** The secret stays in its row until it is needed. */
export interface SignedWebhook extends WebhookJob {
  readonly secret: string;
}

const timeoutMs = 10_000;

/** The release that it announces. */
export function releaseOf({ body }: WebhookJob): number {
  return (JSON.parse(body) as { readonly data: { readonly number: number } }).data.number;
}

/** The headers of Standard Webhooks: the id, the time in seconds, and an HMAC-SHA256 of both with the body. */
export function signedHeaders({ secret, messageId, body }: Omit<SignedWebhook, 'url' | 'webhook'>, now: Date) {
  const timestamp = String(Math.floor(now.getTime() / 1_000));
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signature = createHmac('sha256', key).update(`${messageId}.${timestamp}.${body}`).digest('base64');
  return {
    'content-type': 'application/json',
    'webhook-id': messageId,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  };
}

/** No response came: for which of the reasons that an account sees. */
export class WebhookFailed extends Error {
  readonly failure: DeliveryFailure;

  constructor(failure: DeliveryFailure, message: string, options?: ErrorOptions) {
    super(message, options);
    this.failure = failure;
  }
}

export interface WebhookTransport {
  /** The status of the response. */
  send(job: SignedWebhook, now: Date): Promise<number>;
}

export interface TransportParts {
  readonly resolver: typeof lookup;
  /** Addresses that may be connected to; without it public ones. */
  readonly isAllowed?: (address: string) => boolean;
  /** Whose certificates are trusted; without it those of Node. */
  readonly ca?: string;
}

/** The address is checked when the connection is made: a name may lead elsewhere than a moment ago. */
export const publicTransport = transportThrough({ resolver: lookup });

export function transportThrough({ resolver, isAllowed = isPublic, ca }: TransportParts): WebhookTransport {
  const parts = { lookup: checkedLookup(resolver, isAllowed), isAllowed, ...(ca === undefined ? {} : { ca }) };
  return { send: (job, now) => sendThrough(parts, job, now) };
}

interface CheckedParts {
  readonly lookup: LookupFunction;
  readonly isAllowed: (address: string) => boolean;
  readonly ca?: string;
}

function sendThrough({ isAllowed, ...connection }: CheckedParts, job: SignedWebhook, now: Date): Promise<number> {
  return new Promise((resolve, reject) => {
    const url = new URL(job.url);
    const host = url.hostname.replace(/^\[|\]$/g, '');
    if (ipaddr.isValid(host) && !isAllowed(host)) {
      reject(new WebhookFailed('PRIVATE_NETWORK', 'The address is inside a private network'));
      return;
    }
    const options = { method: 'POST', headers: signedHeaders(job, now), timeout: timeoutMs, ...connection };
    const sent = request(url, options, (response) => {
      // What it says is nothing to the hub, and a redirect is not followed.
      response.destroy();
      resolve(response.statusCode ?? 0);
    });
    sent.on('timeout', () => sent.destroy(new WebhookFailed('TIMEOUT', 'No response came in time')));
    sent.on('error', reject);
    sent.end(job.body);
  });
}

function checkedLookup(resolver: typeof lookup, isAllowed: CheckedParts['isAllowed']): LookupFunction {
  return (hostname, options, callback) => {
    resolver(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, '', 0);
      const found = addresses.filter(({ address }) => isAllowed(address));
      const [first] = found;
      if (first === undefined || found.length < addresses.length) {
        return callback(new WebhookFailed('PRIVATE_NETWORK', `${hostname} is inside a private network`), '', 0);
      }
      if (options.all === true) return (callback as unknown as (e: null, all: typeof found) => void)(null, found);
      return callback(null, first.address, first.family);
    });
  };
}

export function isPublic(address: string): boolean {
  return ipaddr.process(address).range() === 'unicast';
}
