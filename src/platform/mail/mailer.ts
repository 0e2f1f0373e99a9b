/** Mail goes to the server of SMTP_URL; without one each message is a file in a folder, so that nothing is lost. */
import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createTransport } from 'nodemailer';

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** The same for the same message however often it is sent, so that a mailbox can drop the second copy. */
  readonly messageId?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Mailer {
  readonly sendsBySmtp: boolean;
  send(mail: Mail): Promise<void>;
  close(): void;
}

export interface MailSettings {
  readonly smtpUrl: string | null;
  readonly from: string;
  /** Where messages go without SMTP_URL. */
  readonly outbox: string;
}

export function openMailer({ smtpUrl, from, outbox }: MailSettings): Mailer {
  return smtpUrl === null ? folderMailer(from, outbox) : smtpMailer(from, smtpUrl);
}

/** "Auto-Submitted" (RFC 3834) keeps holiday notices from being sent back. */
const automatic = { 'Auto-Submitted': 'auto-generated' };

function smtpMailer(from: string, url: string): Mailer {
  const timeouts = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 };
  const transport = createTransport({ url, ...timeouts });
  return {
    sendsBySmtp: true,
    async send({ headers, ...mail }) {
      await transport.sendMail({ from, ...mail, headers: { ...automatic, ...headers } });
    },
    close: () => transport.close(),
  };
}

function folderMailer(from: string, outbox: string): Mailer {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  return {
    sendsBySmtp: false,
    async send({ headers, ...mail }) {
      const { message } = await transport.sendMail({ from, ...mail, headers: { ...automatic, ...headers } });
      await mkdir(outbox, { recursive: true, mode: 0o700 });
      const name = `${new Date().toISOString().replaceAll(':', '')}-${randomUUID().slice(0, 8)}.eml`;
      // It may have a link that signs in.
      await writeFile(path.join(outbox, name), message as Buffer, { mode: 0o600, flag: 'wx' });
    },
    close: () => undefined,
  };
}
