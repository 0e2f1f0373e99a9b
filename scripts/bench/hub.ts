/** The database that the measurements share: under `.data/bench`, without the documents of the starter set. */
import path from 'node:path';
import { pino } from 'pino';
import { readConfig } from '../../src/config.ts';
import { type Hub, openHub } from '../../src/hub.ts';
import { benchFolder } from './servers.ts';

export function openBenchHub(): Promise<Hub> {
  const folder = path.join(benchFolder, '../../.data/bench');
  return openHub(readConfig({ DATA_DIR: folder, STARTER: 'none', LOG_LEVEL: 'silent' }), pino({ level: 'silent' }));
}
