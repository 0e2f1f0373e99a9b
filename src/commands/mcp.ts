/** `npm run mcp`: the Model Context Protocol over stdin and stdout, for a program on this machine. */
import { once } from 'node:events';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import type { Logger } from 'pino';
import type { Config } from '#config';
import { stopSignal } from './signals.ts';
import { withApp } from './with-app.ts';

export async function serveMcp(config: Config, log: Logger): Promise<void> {
  const signal = stopSignal();
  await withApp(config, log, async (app) => {
    const handle = serveStdio(({ era }) => app.mcpServer(signal, era), {
      onerror: (error) => log.debug({ reason: error.message }, 'an MCP message was refused'),
    });
    // The client ends the connection by closing stdin.
    if (!signal.aborted)
      await Promise.race([once(signal, 'abort'), once(process.stdin, 'end'), once(process.stdin, 'close')]);
    await handle.close();
  });
}
