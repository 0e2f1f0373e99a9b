/** What the search knows of metrics. */
import { execute, query } from '#platform/database/index.ts';
import { addSearchable } from '#platform/search/model.ts';

addSearchable({
  type: 'METRIC',
  typename: 'Metric',
  keys: query.selectFrom('metric').select('code as key'),
  async *documents(client, release) {
    const all = query
      .selectFrom('metric')
      .select(['code', 'name_pl', 'name_en', 'definition_pl', 'definition_en', 'topic'])
      .orderBy('code');
    const metrics = await execute(client, release === null ? all : all.where('changed_in', '=', release));
    yield metrics.map(({ code, name_pl, name_en, definition_pl, definition_en, topic }) => ({
      key: code,
      title: name_pl,
      titleEn: name_en,
      text: [code, topic, definition_pl, definition_en].filter((part) => part !== null).join(' · '),
      // Few words are as often those of a number as those of a project that would change it.
      boost: 1.5,
    }));
  },
});
