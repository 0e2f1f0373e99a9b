/** Asks as fast as it can over a number of connections: takes its job as JSON from its input, states what it measured as JSON. */
import { readFileSync } from 'node:fs';
import autocannon from 'autocannon';

const { url, connections, seconds, requests } = JSON.parse(readFileSync(0, 'utf8'));
const found = await autocannon({ url, connections, duration: seconds, requests, timeout: 20 });
const { latency, errors, timeouts, non2xx } = found;
const sent = found['2xx'] + found['3xx'];
console.log(
  JSON.stringify({
    perSecond: sent / found.duration,
    p50: latency.p50,
    p99: latency.p99,
    failures: errors + timeouts + found['4xx'] + found['5xx'],
    non2xx,
  }),
);
