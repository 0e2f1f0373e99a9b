/** A mail server that keeps what it gets. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { afterAll } from 'vitest';

export interface ReceivedMail {
  readonly to: string;
  /** Of the envelope: where it would come back to. */
  readonly sender: string;
  readonly subject: string;
  readonly text: string;
  header(name: string): string;
}

export interface MailServer {
  readonly url: string;
  readonly received: readonly ReceivedMail[];
  /** The newest one to an address that has not been taken before; waits for it. */
  take(to: string, words?: string): Promise<ReceivedMail>;
}

const timeoutMs = 10_000;

export async function startMailServer(): Promise<MailServer> {
  const received: ReceivedMail[] = [];
  const taken = new Set<ReceivedMail>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, callback) {
      simpleParser(stream).then(
        (mail) => {
          const { mailFrom, rcptTo } = session.envelope;
          const sender = mailFrom === false ? '' : mailFrom.address;
          for (const { address } of rcptTo) received.push(receivedOf({ to: address, sender }, mail));
          callback();
        },
        (error: Error) => callback(error),
      );
    },
  });
  server.on('error', () => undefined);
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return {
    url: `smtp://127.0.0.1:${(listening.address() as AddressInfo).port}`,
    received,
    async take(to, words = '') {
      const until = Date.now() + timeoutMs;
      for (;;) {
        const found = received.findLast((mail) => mail.to === to && !taken.has(mail) && mail.text.includes(words));
        if (found !== undefined) {
          taken.add(found);
          return found;
        }
        if (Date.now() > until) throw new Error(`No mail to ${to} with "${words}"`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
  };
}

function receivedOf(envelope: Pick<ReceivedMail, 'to' | 'sender'>, mail: ParsedMail): ReceivedMail {
  return {
    ...envelope,
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    header: (name) => String(mail.headerLines.find(({ key }) => key === name.toLowerCase())?.line ?? ''),
  };
}
