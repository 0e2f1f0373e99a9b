/** What Lighthouse says of the main pages: performance, accessibility, best practices, search engines. */
import { expect, inject, test } from 'vitest';
import { mainPages, scoresOf } from './scores.ts';

test.for(mainPages)('%s', async (path) => {
  const { faults } = await scoresOf(inject('hubOrigin') + path, inject('debuggingPort'));
  expect(faults.join('\n')).toBe('');
});
