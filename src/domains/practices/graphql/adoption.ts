/** What happens to a practice later: who adopts it, and what it turns out to cost and to bring. */
import { builder } from '#graphql/builder.ts';
import { nodesByIds } from '#graphql/rows.ts';
import type { ActorRow } from '../plain-loaders.ts';
import { Actor } from './actors.ts';
import { commonFields } from './common.ts';
import { FieldsOf } from './fields.ts';
import { CostOrBenefit } from './parts.ts';
import { Practice } from './practice.ts';
import { shownOnPractice } from './shown-at.ts';

const adoption = new FieldsOf<'Adoption'>();
const assessment = new FieldsOf<'CostBenefitAssessment'>();

/** Null where neither an office nor an organisation is stated. */
function actorOf(officeId: string | null, organisationPl: string | null, organisationEn: string | null) {
  const actor: ActorRow = { officeId, organisationPl, organisationEn };
  return officeId === null && organisationPl === null ? null : actor;
}

export const Adoption = builder.prismaNode('Adoption', {
  description: 'The adoption of a practice by another office.',
  select: { slug: true },
  nullable: true,
  extensions: { nodesByIds: nodesByIds(({ loaders }) => loaders.practices.adoption) },
  id: { field: 'slug', description: 'Global id; made from the slug.' },
  fields: (t) => ({
    ...commonFields(t, ({ loaders }, slug, info) => loaders.practices.citationsOfAdoption.load(slug, info)),
    practice: adoption.one(
      t,
      'practiceSlug',
      Practice,
      ({ loaders }, slug, info) => loaders.practices.practice.load(slug, info),
      'The practice that was adopted.',
    ),
    adopter: t.field({
      type: Actor,
      description: 'Who adopted it.',
      select: { adopterOfficeId: true, adopterOrganisationPl: true, adopterOrganisationEn: true },
      resolve: (row): ActorRow => ({
        officeId: row.adopterOfficeId,
        organisationPl: row.adopterOrganisationPl,
        organisationEn: row.adopterOrganisationEn,
      }),
    }),
    from: t.field({
      type: Actor,
      nullable: true,
      description: 'From whom it was adopted; null when no source says.',
      select: { fromOfficeId: true, fromOrganisationPl: true, fromOrganisationEn: true },
      resolve: (row) => actorOf(row.fromOfficeId, row.fromOrganisationPl, row.fromOrganisationEn),
    }),
    adoptedOn: adoption.partialDate(t, 'adoptedOn', 'When it was adopted.'),
    changes: adoption.text(t, 'changesPl', 'changesEn', 'What was changed.'),
    url: t.string(shownOnPractice),
    documentUrl: t.exposeString('url', { nullable: true, description: 'Where it can be read.' }),
  }),
});

export const CostBenefit = builder.prismaNode('CostBenefitAssessment', {
  variant: 'CostBenefit',
  description: 'An assessment of the costs and benefits of a practice.',
  select: { slug: true },
  nullable: true,
  extensions: { nodesByIds: nodesByIds(({ loaders }) => loaders.practices.costBenefit) },
  id: { field: 'slug', description: 'Global id; made from the slug.' },
  fields: (t) => ({
    ...commonFields(t, ({ loaders }, slug, info) => loaders.practices.citationsOfCostBenefit.load(slug, info)),
    practice: assessment.one(
      t,
      'practiceSlug',
      Practice,
      ({ loaders }, slug, info) => loaders.practices.practice.load(slug, info),
      'What was assessed.',
    ),
    from: assessment.partialDate(t, 'periodFrom', 'The beginning of the assessed period.'),
    to: assessment.partialDate(t, 'periodTo', 'The end of the assessed period.'),
    assessedBy: t.field({
      type: Actor,
      nullable: true,
      description: 'Who assessed it.',
      select: { assessorOfficeId: true, assessorOrganisationPl: true, assessorOrganisationEn: true },
      resolve: (row) => actorOf(row.assessorOfficeId, row.assessorOrganisationPl, row.assessorOrganisationEn),
    }),
    method: assessment.text(t, 'methodPl', 'methodEn', 'How it was assessed.'),
    costs: assessment.values(t, 'costs', CostOrBenefit, 'The costs.'),
    benefits: assessment.values(t, 'benefits', CostOrBenefit, 'The benefits.'),
    url: t.string(shownOnPractice),
    documentUrl: t.exposeString('url', { nullable: true, description: 'Where it can be read.' }),
  }),
});
