/** Nodes that leave one after the other behind nginx, which asks none of them whether it is about to stop. */
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';

import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Load, missingPrograms } from './cluster.ts';
import { freePort } from './pooler.ts';

const missing = missingPrograms();
if (missing !== null) test.skip(`draining behind nginx is not tested here. ${missing}`);

const nodeCount = 6;
const drains = 50;

class Node {
  readonly port: number;
  readonly #process: ChildProcess;

  constructor(port: number) {
    this.port = port;
    this.#process = fork('test/cluster/drained-node.ts', [String(port)]);
  }

  async send<T>(message: 'start' | 'drain' | 'posts'): Promise<T> {
    this.#process.send(message);
    const [answer] = await once(this.#process, 'message');
    return answer as T;
  }

  end(): void {
    this.#process.kill();
  }
}

describe.runIf(missing === null)('behind nginx', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wezel-drain-'));
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  let nodes: Node[] = [];
  let port = 0;
  let nginx: ChildProcess;

  beforeAll(async () => {
    const ports = await Promise.all(Array.from({ length: nodeCount }, freePort));
    port = await freePort();
    nodes = ports.map((own) => new Node(own));
    await Promise.all(nodes.map((node) => node.send('start')));
    writeFileSync(join(folder, 'nginx.conf'), configuration(ports));
    nginx = spawn('nginx', ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', join(folder, 'error.log')], {
      env: { ...process.env, PATH: `${process.env['PATH']}:/usr/sbin` },
    });
    while ((await send('GET', '/')) !== 200) await wait(50);
  });
  afterAll(async () => {
    agent.destroy();
    for (const node of nodes) node.end();
    if (nginx !== undefined) {
      nginx.kill();
      await once(nginx, 'exit');
    }
    rmSync(folder, { recursive: true, force: true });
  });

  /** That of scripts/deploy, with these nodes and idle connections that end sooner. */
  function configuration(ports: readonly number[]): string {
    const servers = ports.map((own) => `server 127.0.0.1:${own} max_fails=1 fail_timeout=1s;`);
    const hubs = readFileSync('scripts/deploy/nginx.conf', 'utf8')
      .replace(/server 10\.0\.0\.11.*\n.*10\.0\.0\.12.*/, servers.join('\n'))
      .replace('keepalive_timeout 2s', 'keepalive_timeout 100ms')
      .replace('listen 80', `listen 127.0.0.1:${port}`);
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
    const paths = temporary.map((name) => `${name}_temp_path ${join(folder, name)};`);
    return `daemon off; master_process off; pid ${join(folder, 'pid')}; events { worker_connections 1024; }
      http { access_log off; ${paths.join(' ')} ${hubs} }`;
  }

  function send(method: string, path: string): Promise<number | string> {
    return new Promise((resolve) => {
      const sending = request({ host: '127.0.0.1', port, method, path, agent }, (response) => {
        response.resume();
        response.on('end', () => resolve(response.statusCode ?? 0));
      });
      sending.on('error', (error) => resolve(String(error)));
      sending.end(method === 'POST' ? '{"query":"{ __typename }"}' : undefined);
    });
  }

  /** Each node in turn, while requests go on; how many of them had which status. */
  async function drainUnder(request: (index: number) => Promise<number | string>): Promise<Record<string, number>> {
    const load = new Load(request, { atOnce: 16 });
    for (let index = 0; index < drains; index += 1) {
      const node = nodes[index % nodeCount] as Node;
      await node.send('drain');
      await node.send('start');
    }
    const replies = await load.stop();
    expect(replies.length).toBeGreaterThan(10 * drains);
    const counts: Record<string, number> = {};
    for (const status of replies) counts[status] = (counts[status] ?? 0) + 1;
    return counts;
  }

  test(`of ${drains} nodes that leave none fails a POST to /graphql, when nothing else is sent`, {
    timeout: 600_000,
  }, async () => {
    expect(Object.keys(await drainUnder(() => send('POST', '/graphql')))).toEqual(['200']);
  });

  test(`of ${drains} nodes that leave none fails or repeats another POST, when pages are read, too`, {
    timeout: 600_000,
  }, async () => {
    const counts = await drainUnder((index) => send(index % 2 === 0 ? 'POST' : 'GET', `/page/${index}`));
    expect(Object.keys(counts)).toEqual(['200']);
    const answered = (await Promise.all(nodes.map((node) => node.send<[string, number][]>('posts')))).flat();
    const times = new Map<string, number>();
    for (const [path, count] of answered) {
      if (path.startsWith('/page/')) times.set(path, (times.get(path) ?? 0) + count);
    }
    expect(times.size).toBeGreaterThan(drains);
    expect([...times].filter(([, count]) => count !== 1)).toEqual([]);
  });
});
