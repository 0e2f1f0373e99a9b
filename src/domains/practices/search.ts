/** What the search knows of practices, calls and events. */
import { addSearchable } from '#platform/search/model.ts';
import { isText, polishOf, textsIn } from './content.ts';
import { type EntryKey, loadContents } from './store.ts';

for (const [type, typename] of [
  ['PRACTICE', 'Practice'],
  ['CALL', 'Call'],
  ['EVENT', 'Event'],
] as const) {
  addSearchable({
    type,
    typename,
    keys: `SELECT slug FROM practice_record WHERE kind = '${type}'`,
    async *documents(client, release) {
      const { rows: keys } = await client.query<EntryKey>(
        'SELECT kind, slug FROM practice_record WHERE kind = $1 AND ($2::int IS NULL OR changed_in = $2) ORDER BY slug',
        [type, release],
      );
      const contents = await loadContents(client, keys);
      yield contents.map(({ slug, content }) => {
        const title = isText(content['title']) ? polishOf(content['title']) : slug;
        const text = textsIn(content).filter((other) => other !== title);
        return {
          key: slug,
          title,
          text: text.join(' · '),
          boost: 1.4,
        };
      });
    },
  });
}
