/** Debian's chromium; nothing here downloads a browser. */
import { existsSync } from 'node:fs';

const places = [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
export const executablePath = places.find((place) => place !== undefined && existsSync(place));
