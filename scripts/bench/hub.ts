/** The database that the measurements share: under `.data/bench`, without the documents of the starter set. */
import path from 'node:path';
import { pino } from 'pino';
import { readConfig } from '../../src/config.ts';
import { type Hub, openHub } from '../../src/hub.ts';
import { benchFolder } from './servers.ts';

const folder = path.join(benchFolder, '../../.data/bench');
export const benchConfig = readConfig({ DATA_DIR: folder, STARTER: 'none', LOG_LEVEL: 'silent' });

export function openBenchHub(): Promise<Hub> {
  return openHub(benchConfig, pino({ level: 'silent' }));
}
