/**
 * PostGraphile 5 with its Amber preset on the database of DATABASE_URL, on a port of its own choice, which it prints.
 * Plain JavaScript: its packages are the benchmark's alone, so that the hub's type check does not know them.
 */
import { createServer } from 'node:http';
import pg from 'pg';
import { postgraphile } from 'postgraphile';
import { makePgService } from 'postgraphile/adaptors/pg';
import { grafserv } from 'postgraphile/grafserv/node';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';

let statements = 0;
const query = pg.Client.prototype.query;
pg.Client.prototype.query = function counted(...parameters) {
  statements += 1;
  return query.apply(this, parameters);
};

const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 16 });
const preset = {
  extends: [PostGraphileAmberPreset],
  pgServices: [makePgService({ pool, schemas: ['public'] })],
  grafserv: { graphqlPath: '/graphql', graphiql: false, watch: false },
  grafast: { explain: false },
};

if (process.argv[2] === '--schema') {
  const { printSchema } = await import('graphql');
  const instance = postgraphile(preset);
  console.log(printSchema(await instance.getSchema()));
  await instance.release();
  process.exit();
}

const instance = postgraphile(preset);
const server = createServer((request, response) => {
  if (request.url === '/statements') response.end(String(statements));
});
server.removeAllListeners('request');
const serv = instance.createServ(grafserv);
await serv.addTo(server);
const [handle] = server.listeners('request');
server.removeAllListeners('request');
server.on('request', (request, response) => {
  if (request.url === '/statements') response.end(String(statements));
  else handle(request, response);
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
