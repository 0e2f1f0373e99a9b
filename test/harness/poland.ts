/** For the tests under test/browser, a package of its own without the hub's # aliases. */
import { afterAll } from 'vitest';
import { listen } from '#http/server.ts';
import { loadCountry } from '#sources/starter/country.ts';
import { startHub } from './hub.ts';

/** The origin of a hub with the whole starter set, closed when the file's tests are over. */
export async function inPoland(): Promise<string> {
  const hub = await startHub();
  await loadCountry(hub.database, { today: '2026-06-15' });
  await hub.app.refresh();
  const server = await listen(hub.app.handler, { host: '127.0.0.1', port: 0, connections: 200 });
  afterAll(() => server.stop());
  return server.url;
}
