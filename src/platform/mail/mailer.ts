/** Mail goes to the server of SMTP_URL; without one each message is a file in a folder, so that nothing is lost. */
import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ClientBase } from 'pg';
import type { Logger } from 'pino';

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** The same for the same message however often it is sent, so that a mailbox can drop the second copy. */
  readonly messageId?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Where it comes back to when it cannot be delivered; without it to the sender. */
  readonly bounceTo?: string;
}

/** In the transaction of the client: with what it writes, or not at all. */
export type EnqueueMail = (client: ClientBase, mail: Mail) => Promise<void>;

export interface Mailer {
  readonly sendsBySmtp: boolean;
  send(mail: Mail): Promise<void>;
  close(): void;
}

export interface MailSettings {
  readonly smtpUrl: string | null;
  readonly from: string;
  /** The mailbox of mails that come back; null: there is none. */
  readonly bounces?: string | null;
  /** Where messages go without SMTP_URL. */
  readonly outbox: string;
}

export function openMailer({ smtpUrl, from, outbox }: MailSettings, log: Logger): Mailer {
  return logged(smtpUrl === null ? folderMailer(from, outbox) : smtpMailer(from, smtpUrl), log);
}

/** A line for each mail: to whom and about what is nobody else's business. */
function logged(mailer: Mailer, log: Logger): Mailer {
  const via = mailer.sendsBySmtp ? 'SMTP' : 'outbox';
  return {
    ...mailer,
    async send(mail) {
      const startedAt = performance.now();
      const facts = () => ({ via, messageId: mail.messageId, durationMs: Math.round(performance.now() - startedAt) });
      try {
        await mailer.send(mail);
        log.info({ ...facts(), outcome: 'sent' }, 'mail');
      } catch (error) {
        log.warn({ ...facts(), outcome: 'failed', reason: error instanceof Error ? error.message : error }, 'mail');
        throw error;
      }
    },
  };
}

/** Sends without waiting for it, and without a mailer nothing; the log has what became of it. */
export function sendingLater(mailer: Mailer | null): (mail: Mail) => void {
  return (mail) => {
    mailer?.send(mail).catch(() => undefined);
  };
}

/** "Auto-Submitted" (RFC 3834) keeps holiday notices from being sent back. */
const automatic = { 'Auto-Submitted': 'auto-generated' };

/** Read with the first mail: most processes send none. */
const nodemailer = (): Promise<typeof import('nodemailer')> => import('nodemailer');

function smtpMailer(from: string, url: string): Mailer {
  const timeouts = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 };
  const open = async () => (await nodemailer()).createTransport({ url, ...timeouts });
  let transport: ReturnType<typeof open> | undefined;
  return {
    sendsBySmtp: true,
    async send({ headers, bounceTo, ...mail }) {
      transport ??= open();
      const envelope = bounceTo === undefined ? {} : { envelope: { from: bounceTo, to: mail.to } };
      await (await transport).sendMail({ from, ...mail, ...envelope, headers: { ...automatic, ...headers } });
    },
    close: () => void transport?.then((opened) => opened.close()),
  };
}

function folderMailer(from: string, outbox: string): Mailer {
  return {
    sendsBySmtp: false,
    async send({ headers, bounceTo: _, ...mail }) {
      const transport = (await nodemailer()).createTransport({
        streamTransport: true,
        buffer: true,
        newline: 'windows',
      });
      const { message } = await transport.sendMail({ from, ...mail, headers: { ...automatic, ...headers } });
      await mkdir(outbox, { recursive: true, mode: 0o700 });
      const name = `${new Date().toISOString().replaceAll(':', '')}-${randomUUID().slice(0, 8)}.eml`;
      // It may have a link that signs in.
      await writeFile(path.join(outbox, name), message as Buffer, { mode: 0o600, flag: 'wx' });
    },
    close: () => undefined,
  };
}
