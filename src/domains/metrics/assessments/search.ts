/** What the search knows of self-assessments, which have no name of their own: model, edition and office are one. */
import { execute, query } from '#platform/database/index.ts';
import { addSearchable } from '#platform/search/model.ts';
import type { AssessmentModel } from './model.ts';

addSearchable({
  type: 'ASSESSMENT',
  typename: 'Assessment',
  keys: query.selectFrom('assessment').select('id as key'),
  async *documents(client, release) {
    const all = query
      .selectFrom('assessment as a')
      .innerJoin('office as o', 'o.id', 'a.office_id')
      .select(({ cast }) => [cast<string>('a.assessed_on', 'text').as('day')])
      .select(['a.id', 'a.model', 'a.edition', 'o.name', 'o.locality'])
      .orderBy('a.id');
    const wanted =
      release === null
        ? all
        : all.where(({ or, eb }) => or([eb('a.changed_in', '=', release), eb('o.changed_in', '=', release)]));
    const assessments = await execute(client, wanted);
    yield assessments.map(({ id, model, edition, name, locality, day }) => ({
      key: id,
      title: `${nameOf(model as AssessmentModel, edition)}, ${name}`,
      text: ['samoocena', 'self-assessment', locality, day].filter((part) => part !== null).join(' · '),
      // The office itself comes first where only its name is given.
      boost: 0.8,
    }));
  },
});

function nameOf(model: AssessmentModel, edition: string): string {
  return model === 'OTHER' ? edition : `${model} ${edition}`;
}
