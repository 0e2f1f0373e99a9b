/** Where projects are carried out. */
import { builder } from '#graphql/builder.ts';
import { MatchCandidate, MatchMethod } from '#graphql/matches.ts';
import type { MatchCandidate as CandidateRecord } from '#platform/problems/model.ts';
import { asOfArgument, TerritorialUnit, unitOfRow } from '#registry';
import { ProjectPlaceKind } from './enums.ts';

type Method = typeof MatchMethod.$inferType;

export const ProjectPlace = builder.prismaObject('ProjectPlace', {
  description: 'A location of a project as its list writes it, and the unit that it was matched to.',
  select: { ordinal: true },
  fields: (t) => ({
    kind: t.expose('kind', { type: ProjectPlaceKind, description: 'What it is.' }),
    text: t.exposeString('text', { description: 'As it stands in the list.' }),
    unit: t.field({
      type: TerritorialUnit,
      nullable: true,
      description:
        'The voivodeship, powiat or gmina, as it is today or on `asOf`; null for the whole country and for a text.',
      args: asOfArgument(t.arg),
      select: { unitId: true },
      resolve: ({ unitId }, args, context) => unitOfRow(unitId, args, context),
    }),
    method: t.field({
      type: MatchMethod,
      nullable: true,
      description: 'The matching method; null without a unit.',
      select: { method: true },
      resolve: ({ method }) => method as Method | null,
    }),
    confidence: t.exposeFloat('confidence', {
      nullable: true,
      description: 'The confidence of the match, from 0.75 to 1; null without a unit.',
    }),
    candidates: t.field({
      type: [MatchCandidate],
      description: 'The candidates by confidence: the first is the unit, if there is one. At most 5.',
      select: { candidates: true },
      resolve: ({ candidates }) => candidates as unknown as CandidateRecord[],
    }),
  }),
});
