/** A program of somebody else, over the client that openapi-typescript generates; the test compiles and runs it. */
import createClient from 'openapi-fetch';
import type { paths } from './generated/paths.ts';

/** Of the forms of an answer this program takes JSON, but where it says so. */
type Json = 'application/json' | 'application/problem+json';

export async function readHub(baseUrl: string) {
  const client = createClient<paths, Json>({ baseUrl, headers: { 'Accept-Language': 'pl' } });
  const unit = await client.GET('/api/v1/UnitByTerc', { params: { query: { terc: '1465011' } } });
  const found = await client.GET('/api/v1/Search', {
    params: { query: { text: 'Warszawa', types: ['TERRITORIAL_UNIT', 'OFFICE'], first: 3 } },
  });
  const table = await client.GET('/api/v1/Voivodeships', { params: { query: { format: 'csv' } }, parseAs: 'text' });
  const wrong = await client.GET('/api/v1/UnitByTerc', { params: { query: { terc: '9999' } } });
  const name: string | undefined = unit.data?.data.territorialUnit?.name;
  const release: number | undefined = unit.data?.release;
  const total: number | undefined = found.data?.data.search?.totalCount;
  return { name, release, total, table: table.data, code: wrong.error?.code, status: wrong.response.status };
}

/** What must not compile. */
export async function misuse(baseUrl: string): Promise<void> {
  const client = createClient<paths, Json>({ baseUrl });
  // @ts-expect-error There is no such operation.
  await client.GET('/api/v1/Nothing');
  // @ts-expect-error A parameter is missing.
  await client.GET('/api/v1/UnitByTerc');
  // @ts-expect-error The parameter is a text.
  await client.GET('/api/v1/UnitByTerc', { params: { query: { terc: 14 } } });
  // @ts-expect-error There is no such type of entry.
  await client.GET('/api/v1/Search', { params: { query: { text: 'a', types: ['NOTHING'] } } });
}
