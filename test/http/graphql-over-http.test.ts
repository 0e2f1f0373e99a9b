import { serverAudits } from 'graphql-http';
import { describe, expect, test } from 'vitest';
import { startHub } from '../harness/hub.ts';

const { app } = await startHub();
const audits = serverAudits({ url: 'http://hub.test/graphql', fetchFn: app.handler.fetch });

describe('GraphQL over HTTP, as the graphql-http package audits it', () => {
  test('all 61 audits run', () => {
    expect(audits).toHaveLength(61);
  });

  test.for(audits)('$id $name', async ({ fn }) => {
    expect(await fn()).toMatchObject({ status: 'ok' });
  });
});
