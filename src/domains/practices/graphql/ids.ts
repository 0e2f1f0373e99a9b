import { slugRule } from '#graphql/ids.ts';

export const practiceId = slugRule('Practice', 'mobilny-urzad');
