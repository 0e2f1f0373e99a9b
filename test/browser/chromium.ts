/** Debian's chromium; nothing here downloads a browser. */
import { existsSync } from 'node:fs';

const places = [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const found = places.find((place) => place !== undefined && existsSync(place));
if (found === undefined) throw new Error('There is no chromium: apt-get install chromium');
export const executablePath: string = found;

/** It runs as root in containers, where /dev/shm is small. */
export function browserArguments(debuggingPort?: number): string[] {
  const debugging = debuggingPort === undefined ? [] : [`--remote-debugging-port=${debuggingPort}`];
  return ['--no-sandbox', '--disable-dev-shm-usage', ...debugging];
}
