/** Documents in addresses that have 15 kB beside them: 50 MB of addresses, of which only the documents are kept. */
import { buildSchema, parse, validate } from 'graphql';
import { defaultLimits } from '#config';
import { Documents } from '#http/graphql/documents.ts';
import { paramsOfQuery } from '#http/graphql/params.ts';
import { reportGrowth } from '../../harness/heap.ts';

const schema = buildSchema('type Query { release: Int }');
const grammar = { parse, validate: (document: ReturnType<typeof parse>) => validate(schema, document) };
const documents = new Documents([], grammar, defaultLimits, 1_000_000);
const padding = 'x'.repeat(15_000);
let number = 0;

await reportGrowth(async (look) => {
  for (let turn = 0; turn < 200; turn += 1) {
    number += 1;
    const address = Buffer.from(`pad=${padding}&query={a${String(number).padStart(12, '0')}:release}`).toString(
      'latin1',
    );
    documents.find(paramsOfQuery(address));
    const refused = Buffer.from(`pad=${padding}&query={b${String(number).padStart(12, '0')}:nothing}`).toString(
      'latin1',
    );
    documents.find(paramsOfQuery(refused));
    if (turn % 20 === 0) look();
  }
});
