/** The EU-funded projects of a unit: sums by period and programme, and the largest. */
import type { UnitProjectsQuery } from '#graphql/generated/operations.ts';
import { formats } from '#platform/locale.ts';
import { paths, withQuery } from '../../addresses.ts';
import { Local, Section } from '../../components/content.tsx';
import { Items } from '../../components/lists.tsx';
import { numberOf, SortedTable } from '../../components/sorted-table.tsx';
import { label } from '../../labels.ts';
import type { PageRequest } from '../../page.ts';

export function Projects({
  request,
  terc,
  found,
}: {
  request: PageRequest;
  terc: string;
  found: UnitProjectsQuery | undefined;
}) {
  const { texts } = request;
  const format = formats[request.language];
  if (found === undefined) {
    return (
      <Section title={texts.unit.projects}>
        <p>{texts.errors.later}</p>
      </Section>
    );
  }
  const { projects, projectTotals = [] } = found.territorialUnit ?? {};
  if (projects == null || projects.edges.length === 0) return null;
  return (
    <Section title={texts.unit.projects}>
      <SortedTable
        request={request}
        caption={texts.unit.byProgramme}
        columns={[
          { key: 'period', title: texts.project.period },
          { key: 'programme', title: texts.project.programme },
          { key: 'projects', title: texts.project.count, isNumber: true },
          { key: 'value', title: texts.project.value, isNumber: true },
          { key: 'eu', title: texts.project.eu, isNumber: true },
        ]}
        rows={projectTotals.map(({ period, programme, projects: count, value, euContribution }) => ({
          cells: [
            label(request, 'ProgrammingPeriod', period),
            programme?.name ?? '',
            format.number(count),
            format.money(value) ?? '',
            format.money(euContribution) ?? '',
          ],
          values: { projects: count, value: numberOf(value), eu: numberOf(euContribution) },
        }))}
      />
      <h3>{texts.unit.largest}</h3>
      <Items
        request={request}
        items={projects.edges.map(({ node }) => ({
          href: paths.project(node.id),
          title: node.title,
          note: [label(request, 'ProgrammingPeriod', node.period), format.money(node.value)].filter(Boolean).join(', '),
        }))}
      />
      <Local request={request} to={withQuery('/projects', { within: terc })}>
        {texts.home.all}: {format.plural(projects.totalCount, texts.unit.projectsHere)}
      </Local>
    </Section>
  );
}
