/** A node of the hub as far as connections go: what it answers is of no importance. It is driven by messages. */
import { setTimeout as wait } from 'node:timers/promises';
import { type Listening, listen } from '#http/server.ts';

/** Longer than nginx keeps idle connections in the test. */
const drainMs = 300;
const timeouts = { refusingMs: 500 };

let server: Listening | undefined;
/** How often each POST was answered, by its path. */
const posts = new Map<string, number>();

async function start(port: number): Promise<void> {
  server = await listen(
    async (request, response) => {
      const path = request.url ?? '';
      if (request.method === 'POST') posts.set(path, (posts.get(path) ?? 0) + 1);
      for await (const _ of request);
      await wait(2);
      response.writeHead(200, ['content-type', 'text/plain', 'content-length', '2']).end('ok');
    },
    { host: '127.0.0.1', port, connections: 1_000, timeouts, isProxy: () => true },
  );
}

async function drain(): Promise<void> {
  server?.drain();
  await wait(drainMs);
  await server?.stop();
}

const port = Number(process.argv[2]);
process.on('message', async (message) => {
  if (message === 'start') await start(port);
  if (message === 'drain') await drain();
  process.send?.(message === 'posts' ? [...posts] : 'done');
});
