/** docs/open-data.md, word for word: its commands, its GraphQL and its addresses, against a hub as `npm start` serves it. */
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { hubEnvironment, startHubProcess } from '../harness/hub-process.ts';
import { freePort } from '../harness/open-call.ts';
import { temporaryFolder } from '../harness/temporary-folder.ts';

const documented = readFileSync('docs/open-data.md', 'utf8');
const documentedOrigin = 'http://localhost:4000';
const folder = temporaryFolder('wezel-documented-', afterAll);
let endHub = async (): Promise<void> => undefined;
afterAll(() => endHub());
const origin = `http://localhost:${await freePort()}`;
const settings = { DATA_DIR: path.join(folder, 'data'), STARTER: 'country' };

beforeAll(async () => {
  const { host, port } = new URL(origin);
  const own = { PUBLIC_URL: origin, HOST: host.split(':')[0] ?? '', PORT: port };
  const hub = await startHubProcess({ ...settings, ...own }, (end) => {
    endHub = end;
  });
  await vi.waitFor(() => expect(hub.log()).toContain('starter set: loaded in'), { timeout: 240_000 });
  // Curl ends well with whatever it gets, unless it is to fail.
  writeFileSync(path.join(folder, '.curlrc'), 'fail\nsilent\nshow-error\n');
}, 300_000);

function blocks(language: string): string[] {
  return [...documented.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'))].map(([, text = '']) => text);
}

/** In the folder of the project where the command is one of its own, which writes where it is told to; else in an own one. */
async function run(script: string): Promise<string> {
  const isOwn = /^(npm|node) /m.test(script);
  const here = script.replaceAll(documentedOrigin, origin).replaceAll(/--out (\S+)/g, `--out ${folder}/$1`);
  // Not in step with it: the log of the hub has to be read meanwhile.
  const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', here], {
    cwd: isOwn ? process.cwd() : folder,
    env: { ...hubEnvironment(settings), CURL_HOME: folder },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout;
}

describe('commands', { timeout: 300_000 }, () => {
  /** What each of them has to show, in the order of the document. */
  const shown: Readonly<Record<string, RegExp>> = {
    '/changes?': /^{"op"\s*:\s*"created",\s*"type"\s*:\s*"\w+"/,
    'npm run retract': /Dry run: nothing was written\./,
    'releases/latest/units.csv': /units\.csv: OK/,
    'npm run export': /^units\.csv \d+ rows, \d+ bytes, SHA-256 [\da-f]{64}$/m,
    'observations/population.csv': /^population,/m,
    'population.csv?within': /^population,[\w-]+,GMINA,/m,
    'population.json-stat': /"label":"population"/,
    // Into a file, and no project of this voivodeship.
    'AllUnits.csv?levels': /^$/,
    'respond-async': /^HTTP\/1\.1 202 [\s\S]*^location: \/exports\/[\da-f-]{36}\r$/im,
    'metadata-quality': /^405 of 405$/m,
  };

  test('are all known here', () => {
    const found = blocks('sh').map((block) => Object.keys(shown).filter((part) => block.includes(part)));
    expect(found.every((parts) => parts.length > 0)).toBe(true);
    expect(new Set(found.flat()).size).toBe(Object.keys(shown).length);
  });

  test.for(blocks('sh'))('%s', async (block) => {
    const output = await run(block);
    for (const [part, pattern] of Object.entries(shown)) if (block.includes(part)) expect(output).toMatch(pattern);
  });

  test('of a server and without one give the same bytes', async () => {
    const exported = readFileSync(path.join(folder, 'folder/units.csv'), 'utf8');
    expect(exported).toBe(await run(`curl ${documentedOrigin}/releases/2/units.csv`));
    expect(exported.split('\n').length).toBeGreaterThan(80);
    expect(readFileSync(path.join(folder, 'AllUnits.csv'), 'utf8')).toMatch(/^id,terc,[\s\S]*,0202021,/);
  });
});

test.for(blocks('graphql'))('%s', async (query) => {
  const response = await fetch(`${origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  const { data, errors } = (await response.json()) as { data: Record<string, unknown>; errors?: unknown };
  expect(errors).toBeUndefined();
  expect(Object.values(data).every((value) => value !== null)).toBe(true);
});

/** What stands for the names in braces. */
const names: Readonly<Record<string, string>> = {
  n: '2',
  name: 'units',
  dataset: 'units',
  code: 'population',
  Operation: 'AllUnits',
};

/** `{csv|ndjson}` is two addresses; a table has further extensions after the first address of a row. */
function addresses(): string[] {
  const found: string[] = [];
  for (const line of documented.replaceAll(/^```.*?^```$/gms, '').split('\n')) {
    let base: string | undefined;
    for (const [, code = ''] of line.matchAll(/`((?:\{[^}`]*\}|[^`])+)`/g)) {
      const [, address] = /^(?:GET )?(\/[a-z][^\s…]*)$/.exec(code) ?? [];
      if (address !== undefined) base = address.replace(/(?<=\w)\.\w+$/, '');
      if (address !== undefined && !address.includes('{id}') && address !== '/exports') found.push(address);
      if (line.startsWith('|') && base !== undefined && /^\.\w+$/.test(code)) found.push(base + code);
    }
  }
  return found.flatMap((address) => {
    const [choice, formats] = /\{(\w+(?:\|\w+)+)\}/.exec(address) ?? [];
    const each = formats?.split('|').map((format) => address.replace(choice ?? '', format)) ?? [address];
    return each.map((one) => {
      const filled = one.replaceAll(/\{(\w+)\}/g, (whole, name: string) => names[name] ?? whole);
      // The only dataset with shapes.
      return filled.endsWith('.geojson') ? filled.replace('/units.', '/boundaries.') : filled;
    });
  });
}

test('every address answers', { timeout: 300_000 }, async () => {
  const all = [...new Set(addresses())];
  expect(all.length).toBeGreaterThan(30);
  expect(all.filter((address) => /[{}]/.test(address))).toEqual([]);
  for (const address of all) {
    const response = await fetch(origin + address);
    await response.arrayBuffer();
    expect([address, response.status]).toEqual([address, 200]);
  }
});
