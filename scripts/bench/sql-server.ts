/** The limit: one hand-written SQL statement for each query behind plain node:http, `/0` to `/5`. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';

const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 16 });
const statements = JSON.parse(process.env['STATEMENTS'] ?? '[]') as string[];
const server = createServer(async (request, response) => {
  const found = await pool.query<{ answer: string }>(statements[Number(request.url?.slice(1))] ?? 'SELECT 1');
  const body = `{"data":${found.rows[0]?.answer ?? 'null'}}`;
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }).end(body);
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
