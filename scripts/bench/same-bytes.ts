/** Plain node:http that sends the same headers and the same body to whoever asks. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const body = Buffer.from(process.env['BODY'] ?? '');
const copied = JSON.parse(process.env['HEADERS'] ?? '[]') as [string, string][];
const ownOnes = new Set(['date', 'connection', 'keep-alive']);
const headers = Object.fromEntries(copied.filter(([name]) => !ownOnes.has(name)));
const server = createServer((_request, response) => response.writeHead(200, headers).end(body));
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
