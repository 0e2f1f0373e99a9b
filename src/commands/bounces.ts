/** `npm run bounces < message.eml`: a mail that came back to MAIL_BOUNCES ends the subscriptions of its reader. */
import type { Logger } from 'pino';
import type { Config } from '#config';
import { BadArgumentError } from '#platform/errors.ts';
import { readBounce, takeBounce } from '#subscriptions';
import { withHub } from './with-hub.ts';

/** Reports of deliveries have some kilobytes; whole mails that are sent back may have more. */
const maxBytes = 1024 * 1024;

export async function takeBouncedMail(config: Config, log: Logger): Promise<void> {
  const bounce = readBounce(await readInput());
  if (bounce === null) {
    throw new BadArgumentError(
      'The mail is no report of a delivery that has failed for good, or did not come to an address of a mail of the hub.',
      'Pipe whole mails that come to MAIL_BOUNCES into it.',
    );
  }
  const isKnown = await withHub(config, log, ({ database }) => takeBounce(database.pool as never, bounce, new Date()));
  process.stdout.write(isKnown ? 'Its reader gets no more mail.\n' : 'It is about nobody who is written to.\n');
}

async function readInput(): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBytes) break;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('latin1');
}
