/** What the search knows of practices, calls, events and living labs. */
import { execute, query } from '#platform/database/index.ts';
import { addSearchable } from '#platform/search/model.ts';
import { englishOf, isText, polishOf, textsIn } from './content.ts';
import { type EntryKey, loadKnown } from './store/read.ts';

const documentsAtOnce = 2_000;

for (const [type, typename, table] of [
  ['PRACTICE', 'Practice', 'practice'],
  ['CALL', 'Call', 'call'],
  ['EVENT', 'Event', 'event'],
  ['LIVING_LAB', 'LivingLab', 'living_lab'],
] as const) {
  addSearchable({
    type,
    typename,
    keys: query.selectFrom(table).select('slug as key'),
    async *documents(client, release) {
      const all = query.selectFrom(table).select('slug').orderBy('slug');
      const rows = await execute(client, release === null ? all : all.where('changed_in', '=', release));
      for (let start = 0; start < rows.length; start += documentsAtOnce) {
        const keys = rows.slice(start, start + documentsAtOnce).map(({ slug }): EntryKey => ({ kind: type, slug }));
        const known = await loadKnown(client, keys);
        yield known.map(({ slug, content }) => {
          const title = isText(content['title']) ? polishOf(content['title']) : slug;
          const titleEn = isText(content['title']) ? englishOf(content['title']) : null;
          const text = textsIn(content).filter((other) => other !== title && other !== titleEn);
          return { key: slug, title, titleEn, text: text.join(' · '), boost: 1.4 };
        });
      }
    },
  });
}
