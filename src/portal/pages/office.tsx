/** `/offices/{code}`: contacts, names, place in the hierarchy, projects, practices, assessments. */

import type { OfficePageQuery, OfficePageQueryVariables } from '#graphql/generated/operations.ts';
import { formats } from '#platform/locale.ts';
import { assessmentAnchor, paths } from '../addresses.ts';
import { Amendments } from '../components/amendments.tsx';
import { Bullets, DataTable, FactsSection, joined, Local, Section, Source } from '../components/content.tsx';
import { Items } from '../components/lists.tsx';
import { label } from '../labels.ts';
import { missing, type PageRequest, page } from '../page.ts';

type Office = NonNullable<OfficePageQuery['office']>;

export const officePage = page<OfficePageQuery, OfficePageQueryVariables>({
  pattern: '/offices/:code',
  operation: 'OfficePage',
  variables: ({ params }) => ({ id: params['code'] ?? '' }),
  view({ office }, request) {
    if (office == null) return missing;
    return {
      title: office.name,
      description: [label(request, 'OfficeKind', office.kind), office.servesUnit?.name ?? office.seat?.name]
        .filter(Boolean)
        .join(', '),
      breadcrumb: [
        { href: '/offices', text: request.texts.office.list },
        ...(office.parent === null ? [] : [{ href: paths.office(office.parent.code), text: office.parent.name }]),
      ],
      main: <OfficeView request={request} office={office} />,
    };
  },
});

interface Parts {
  readonly request: PageRequest;
  readonly office: Office;
}

function OfficeView({ request, office }: Parts) {
  const { texts, language } = request;
  const format = formats[language];
  return (
    <>
      <p>
        {[
          label(request, 'OfficeKind', office.kind),
          label(request, 'OfficeTier', office.tier),
          label(request, 'OfficeStatus', office.status),
        ].join(', ')}
      </p>
      {office.withdrawnOn === null ? null : (
        <p class="problem">{texts.office.withdrawnOn(format.day(office.withdrawnOn) ?? '')}</p>
      )}
      <div class="columns">
        <Contact request={request} office={office} />
        <Place request={request} office={office} />
      </div>
      <Work request={request} office={office} />
      <Quality request={request} office={office} />
      <Amendments request={request} amendments={office.amendments} />
      <Source request={request} source={office.source} />
    </>
  );
}

function Contact({ request, office }: Parts) {
  const { office: words } = request.texts;
  const { address } = office;
  const street = [address.street, address.building].filter(Boolean).join(' ');
  const town = [address.postalCode, address.post ?? address.locality].filter(Boolean).join(' ');
  const number = (value: string | null, isValid: boolean | null): string | null =>
    value !== null && isValid === false ? `${value} (${words.wrongNumber})` : value;
  return (
    <FactsSection
      title={words.contact}
      facts={[
        [words.address, [street, town].filter(Boolean).join(', ')],
        [words.phone, office.phone],
        [words.email, office.email === null ? null : <a href={`mailto:${office.email}`}>{office.email}</a>],
        [words.website, office.website === null ? null : <Web address={office.website} />],
        [words.bip, office.bip === null ? null : <Web address={office.bip} />],
        [words.epuap, office.epuapAddress],
        [words.eDelivery, office.eDeliveryAddress],
        [words.nip, number(office.nip, office.isNipValid)],
        [words.regon, number(office.regon, office.isRegonValid)],
      ]}
    />
  );
}

/** Only what a browser opens as a page becomes a link. */
function Web({ address }: { address: string }) {
  const target = /^https?:\/\//i.test(address)
    ? address
    : /^[\w.-]+\.[a-z]{2,}(\/|$)/i.test(address)
      ? `https://${address}`
      : null;
  return target === null ? address : <a href={target}>{address}</a>;
}

function Place({ request, office }: Parts) {
  const { texts, language } = request;
  const { office: words } = texts;
  const format = formats[language];
  const unit = (place: { terc: string; name: string } | null) =>
    place === null ? null : (
      <Local request={request} to={paths.unit(place.terc)}>
        {place.name}
      </Local>
    );
  const others = (list: readonly { code: string; name: string }[]) =>
    joined(
      list.map(({ code, name }) => (
        <Local key={code} request={request} to={paths.office(code)}>
          {name}
        </Local>
      )),
    );
  const names = office.names.map(({ name, type, validFrom, validTo }) =>
    [name, label(request, 'OfficeNameType', type), format.days(validFrom, validTo)].filter(Boolean).join(', '),
  );
  return (
    <FactsSection
      title={texts.unit.codes}
      facts={[
        [words.seat, unit(office.seat)],
        [words.serves, unit(office.servesUnit)],
        [words.parent, office.parent === null ? null : others([office.parent])],
        [words.children, others((office.children?.edges ?? []).map(({ node }) => node))],
        [words.predecessors, others(office.predecessors)],
        [words.successors, others(office.successors)],
        [words.names, names.length < 2 ? null : <Bullets items={names} />],
      ]}
    />
  );
}

function Work({ request, office }: Parts) {
  const { office: words } = request.texts;
  const format = formats[request.language];
  const projects = (office.participations?.edges ?? []).map(({ node }) => ({
    href: paths.project(node.project.id),
    title: node.project.title,
    note: [label(request, 'ParticipationRole', node.role), format.days(node.startsOn, node.endsOn)]
      .filter(Boolean)
      .join(', '),
  }));
  const practices = (office.practices?.edges ?? []).map(({ node }) => ({
    href: paths.practice(node.slug),
    title: node.title,
  }));
  const adoptions = (office.adoptions?.edges ?? []).map(({ node }) => ({
    href: paths.practice(node.practice.slug),
    title: node.practice.title,
    note: node.adoptedOn?.text ?? null,
  }));
  return (
    <>
      {projects.length === 0 ? null : (
        <Section title={words.projects}>
          <Items request={request} items={projects} />
        </Section>
      )}
      {practices.length === 0 ? null : (
        <Section title={words.practices}>
          <Items request={request} items={practices} />
        </Section>
      )}
      {adoptions.length === 0 ? null : (
        <Section title={words.adoptions}>
          <Items request={request} items={adoptions} />
        </Section>
      )}
    </>
  );
}

function Quality({ request, office }: Parts) {
  const { texts, language } = request;
  const format = formats[language];
  return (
    <>
      {(office.assessments?.edges ?? []).map(
        ({ node: { model, edition, assessedOn, externallyValidated, scores } }) => (
          <Section
            key={`${model}${edition}${assessedOn}`}
            id={assessmentAnchor({ model, edition, assessedOn })}
            title={`${texts.office.assessments}: ${model} ${edition}`}
          >
            <p>
              {format.day(assessedOn)}
              {externallyValidated === true ? `, ${texts.office.validated}` : ''}
            </p>
            <DataTable
              caption={`${model} ${edition}`}
              columns={[
                { title: texts.metric.code },
                { title: texts.list.name },
                { title: texts.project.score, isNumber: true },
              ]}
              rows={scores.map(({ criterion, score }) => [criterion.code, criterion.name, format.number(score, 1)])}
            />
          </Section>
        ),
      )}
      {office.certifications.length === 0 ? null : (
        <Section title={texts.office.certifications}>
          <Bullets
            items={office.certifications.map(({ standard, body, validFrom, validTo }) =>
              [standard, body, format.days(validFrom, validTo)].filter(Boolean).join(', '),
            )}
          />
        </Section>
      )}
    </>
  );
}
