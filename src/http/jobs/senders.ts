/** After each release: enqueues the mails and webhooks that are due, and sends what is enqueued. */
import { createHash, randomUUID } from 'node:crypto';
import type { ClientBase } from 'pg';
import { amendmentReminders } from '#corrections';
import type { FilePlace } from '#exports/stores/index.ts';
import { callReminders } from '#live-calls';
import { type Clock, dayInPoland } from '#platform/clock.ts';
import type { Database } from '#platform/database/index.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { EnqueueMail, Mail, Mailer } from '#platform/mail/mailer.ts';
import { latestRelease } from '#platform/releases/latest.ts';
import {
  type Attempt,
  deliveryRetries,
  disableWebhook,
  goneStatus,
  noteAttempt,
  noteBounce,
  takeDueDigest,
  takeDueWebhook,
  webhookSecret,
} from '#subscriptions';
import { clean, isAnythingToClean } from './cleaning.ts';
import { digestMail } from './digest-mail.ts';
import type { JobObserver } from './job-line.ts';
import { JobQueue } from './queue.ts';
import {
  publicTransport,
  releaseOf,
  type SignedWebhook,
  WebhookFailed,
  type WebhookJob,
  type WebhookTransport,
} from './webhook-request.ts';

export interface SendersParts extends JobObserver {
  readonly database: Database;
  readonly mailer: Mailer;
  readonly publicUrl: string;
  /** The mailbox of mails that come back. */
  readonly bounces?: string | null | undefined;
  readonly clock: Clock;
  /** Without it webhooks go to public addresses alone. */
  readonly transport?: WebhookTransport | undefined;
  /** Where uploads are; without it nobody can add any. */
  readonly uploads?: { readonly place: FilePlace } | undefined;
}

/** Null where there is no mail, or nobody is to hear of releases. */
export function sendersOf({
  isOn,
  mailer,
  ...parts
}: Omit<SendersParts, 'mailer'> & { readonly isOn: boolean; readonly mailer: Mailer | null }): Senders | null {
  return isOn && mailer !== null ? new Senders({ ...parts, mailer }) : null;
}

/** For mails that must arrive; without a queue they are sent at once. */
export function deliveryBy(senders: Senders | null, send: (mail: Mail) => void): (mail: Mail) => void {
  return (mail) => (senders === null ? send(mail) : senders.deliver(mail));
}

/** For mails without which something must not be done; without a queue they are sent at once. */
export function enqueuingBy(senders: Senders | null, send: (mail: Mail) => void): () => Promise<EnqueueMail> {
  return async () => (senders === null ? async (_client, mail) => send(mail) : senders.enqueuing());
}

const queues = { mail: 'mail', webhook: 'webhook', cleaning: 'cleaning' } as const;
/** A new day brings mails of releases that came after yesterday's. */
const intervalMs = 60_000;

/** What an attempt came to; with an error, it is tried again. */
interface Tried extends Pick<Attempt, 'status' | 'failure'> {
  readonly error: unknown;
}

class Senders {
  readonly #parts: SendersParts;
  readonly #queue: JobQueue;
  #timer: NodeJS.Timeout | undefined;
  #enqueuing: Promise<void> = Promise.resolve();
  #isClosed = false;
  #cleanedOn = '';

  constructor(parts: SendersParts) {
    this.#parts = parts;
    this.#queue = new JobQueue(parts.database, parts, [
      { queue: queues.mail, retries: 10, firstDelaySeconds: 5, run: (mail: Mail) => this.#sendMail(mail) },
      {
        queue: queues.webhook,
        retries: deliveryRetries,
        firstDelaySeconds: 5,
        run: (job: WebhookJob) => this.#sendWebhook(job),
      },
      { queue: queues.cleaning, retries: 10, firstDelaySeconds: 60, run: () => this.#clean() },
    ]);
  }

  /** Goes on with what a process before this one left; again where that failed. */
  async resume(): Promise<void> {
    await this.#queue.resume();
    clearInterval(this.#timer);
    this.#timer = setInterval(() => void this.enqueue(), intervalMs).unref();
    await this.enqueue();
  }

  /** One after the other; whoever comes meanwhile is served by the next. */
  enqueue(): Promise<void> {
    this.#enqueuing = this.#enqueuing
      .then(() => this.#enqueueDue())
      .catch((error: unknown) => {
        if (!this.#isClosed) this.#parts.log.warn({ err: error }, 'mails and webhooks wait');
      });
    return this.#enqueuing;
  }

  /** Whoever makes a request does not wait for it. Where the queue cannot take it, it is sent at once. */
  deliver(mail: Mail): void {
    const name = randomUUID();
    const queued = { ...mail, messageId: this.#messageId(name) };
    const { mailer, log } = this.#parts;
    this.#enqueueMail(name, queued).catch((error: unknown) => {
      log.warn({ err: error }, 'a mail was not enqueued, and is sent at once');
      mailer.send(queued).catch(() => undefined);
    });
  }

  async enqueuing(): Promise<EnqueueMail> {
    await this.#queue.start();
    return (client, mail) => this.#addMail(client, randomUUID(), mail);
  }

  #addMail(client: ClientBase, name: string, mail: Mail): Promise<void> {
    return this.#queue.add(client, queues.mail, name, { ...mail, messageId: this.#messageId(name) });
  }

  /** The queue begins over connections of its own: who waited for it inside a transaction could hold the last one. */
  async #enqueueMail(name: string, mail: Mail): Promise<void> {
    await this.#queue.start();
    await inTransaction(this.#parts.database.pool, (client) => this.#queue.add(client, queues.mail, name, mail));
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#timer);
    await this.#enqueuing;
    await this.#queue.close();
  }

  async #enqueueDue(): Promise<void> {
    const { database, clock } = this.#parts;
    const latest = await latestRelease(database.pool);
    const today = dayInPoland(clock());
    let isMore = true;
    while (isMore && !this.#isClosed) {
      isMore = await inTransaction(database.pool, (client) => this.#enqueueDigest(client, latest, today));
    }
    isMore = true;
    while (isMore && !this.#isClosed) {
      isMore = await inTransaction(database.pool, (client) => this.#enqueueWebhooks(client, latest));
    }
    isMore = true;
    while (isMore && !this.#isClosed) {
      isMore = await inTransaction(database.pool, (client) => this.#enqueueReminder(client));
    }
    if (!this.#isClosed) await this.#enqueueCleaning(today);
  }

  /** Once a day, whichever server comes first. */
  async #enqueueCleaning(today: string): Promise<void> {
    const { pool } = this.#parts.database;
    if (this.#cleanedOn === today || !(await isAnythingToClean(pool))) return;
    await inTransaction(pool, (client) => this.#queue.add(client, queues.cleaning, today, { today }));
    this.#cleanedOn = today;
  }

  #clean(): Promise<void> {
    const { database, uploads, clock } = this.#parts;
    return clean({ database, place: uploads?.place ?? null }, clock());
  }

  async #enqueueDigest(client: ClientBase, latest: number, today: string): Promise<boolean> {
    const digest = await takeDueDigest(client, { latest, today });
    if (digest === null) return false;
    const { subscriber, news, through } = digest;
    const name = `${subscriber.id} ${through}`;
    const { publicUrl, bounces } = this.#parts;
    const mail = digestMail(digest, { publicUrl, bounces, messageId: this.#messageId(name) });
    if (news.length > 0) await this.#queue.add(client, queues.mail, name, mail);
    return true;
  }

  async #enqueueReminder(client: ClientBase): Promise<boolean> {
    const { clock, publicUrl } = this.#parts;
    for (const take of [...callReminders, ...amendmentReminders]) {
      const due = await take(client, { now: clock(), publicUrl });
      if (due === null) continue;
      const { name, mail } = due;
      if (mail !== null) await this.#addMail(client, name, mail);
      return true;
    }
    return false;
  }

  async #enqueueWebhooks(client: ClientBase, latest: number): Promise<boolean> {
    const { publicUrl, clock } = this.#parts;
    const due = await takeDueWebhook(client, latest, clock());
    if (due === null) return false;
    for (const { number, releasedAt } of due.releases) {
      const data = { number, releasedAt, url: `${publicUrl}/releases/${number}` };
      const body = JSON.stringify({ type: 'release.published', timestamp: releasedAt, data });
      const name = `${due.id} ${number}`;
      const job: WebhookJob = { webhook: due.id, url: due.url, messageId: hashed(name), body };
      await this.#queue.add(client, queues.webhook, name, job);
    }
    return true;
  }

  /** The same at every attempt, so that a mailbox drops the second copy of one that was sent when the process was killed. */
  #messageId(name: string): string {
    return `<${hashed(name)}@${new URL(this.#parts.publicUrl).hostname}>`;
  }

  /** An address that refuses mail for good (RFC 5321, 5yz) gets no more. */
  async #sendMail(mail: Mail): Promise<void> {
    const { mailer, database, clock } = this.#parts;
    try {
      await mailer.send(mail);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      await noteBounce(database.pool as unknown as ClientBase, mail.to, clock());
    }
  }

  async #sendWebhook(job: WebhookJob): Promise<void> {
    const { database, clock } = this.#parts;
    const client = database.pool as unknown as ClientBase;
    // It was deleted since, or is gone, or its account is disabled.
    const secret = await webhookSecret(client, job.webhook);
    if (secret === null) return;
    const { status, failure, error } = await this.#tryWebhook({ ...job, secret });
    await noteAttempt(client, { webhook: job.webhook, release: releaseOf(job), at: clock(), status, failure });
    if (status === goneStatus) await disableWebhook(client, job.webhook, clock());
    else if (error !== null) throw error;
  }

  async #tryWebhook(job: SignedWebhook): Promise<Tried> {
    const { transport = publicTransport, clock } = this.#parts;
    try {
      const status = await transport.send(job, clock());
      if (status >= 200 && status <= 299) return { status, failure: null, error: null };
      return { status, failure: 'STATUS', error: new Error(`The webhook answered ${status}`) };
    } catch (error) {
      const failure = error instanceof WebhookFailed ? error.failure : 'UNREACHABLE';
      return { status: null, failure, error };
    }
  }
}

function isRefusal(error: unknown): boolean {
  const { responseCode = 0, command } = error as { responseCode?: number; command?: string };
  return responseCode >= 500 && responseCode < 600 && command === 'RCPT TO';
}

function hashed(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, 32);
}
