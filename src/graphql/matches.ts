/** How what a source names was joined to what the hub knows. */
import type { MatchCandidate as CandidateRecord, Match as MatchRecord } from '#platform/problems/model.ts';
import { builder } from './builder.ts';

export const MatchMethod = builder.enumType('MatchMethod', {
  description: 'The method by which something that a source names was matched.',
  values: {
    NIP: { description: 'By a tax number (NIP) with a right check digit.' },
    REGON: { description: 'By a REGON with right check digits.' },
    NAME_AND_SEAT: { description: 'By the normalised name together with the unit of the seat.' },
    SERVED_UNIT: {
      description:
        'As the unit that the office serves, for the place is no unit of the registry: a village, or missing.',
    },
    STATED_ID: { description: 'By an id of this hub that the source states.' },
    TERC_CODE: { description: 'By the TERC in force on the day.' },
    TERC_CODE_FORMER: { description: 'By a TERC that the unit had before the day.' },
    TERC_CODE_LATER: { description: 'By a TERC that the unit got after the day.' },
    TERC_CODE_PADDED: { description: 'By a TERC filled up with zeros to the length of a longer one.' },
    TERC_CODE_WITHOUT_KIND: { description: 'By the first 6 digits of a TERC, without the kind.' },
    TERC_CODE_OTHER_KIND: { description: 'By a TERC whose last digit names another kind than the unit has.' },
    TERC_CODE_LEADING_ZERO: { description: 'By a TERC that lost its leading zero, as spreadsheets do.' },
    NUTS_CODE: { description: 'By the NUTS code of a region that it is, or that lies in it.' },
    ISO_CODE: { description: 'By the ISO 3166-2 code of a voivodeship.' },
    BDL_ID: { description: 'By a 12-digit id of the Local Data Bank.' },
    KTS_ID: { description: 'By a 14-digit KTS code of Statistics Poland.' },
    NTS_ID: { description: 'By a 10-digit code of the former NTS nomenclature.' },
    PATH: { description: 'By a name with the names of the units around it.' },
    NAME: { description: 'By the official name.' },
    NAME_FOLDED: { description: 'By the official name without regard to case and to Polish letters.' },
    NAME_FORMER: { description: 'By a name that it had before the day.' },
    NAME_LATER: { description: 'By a name that it got after the day.' },
    NAME_SHORT: { description: 'By the official name without what distinguishes it from its namesakes.' },
    NAME_INFLECTED: { description: 'By the official name in another grammatical case.' },
    NAME_ABBREVIATED: { description: 'By the official name with shortened words.' },
    LIST_CONVENTION: {
      description: 'By the convention of the list, which marks a rural gmina that bears the name of a town.',
    },
    SELF_GOVERNMENT: { description: 'By the self-government that is named, whose office it is.' },
    NAME_FUZZY: { description: 'By a name that differs from the official one by a letter or two.' },
  } as const,
});

type Method = typeof MatchMethod.$inferType;

export const MatchCandidate = builder.objectRef<CandidateRecord>('MatchCandidate').implement({
  description: 'An object of the hub that a source may mean.',
  fields: (t) => ({
    label: t.exposeString('label', { description: 'What it was called when the source was read, in Polish.' }),
    confidence: t.exposeFloat('confidence', {
      description: 'The confidence, from 0 to 1. Candidates that fit equally well share it.',
    }),
    method: t.field({
      type: MatchMethod,
      description: 'The matching method.',
      resolve: ({ method }) => method as Method,
    }),
    node: t.node({
      description: 'The object, such as a TerritorialUnit or an Office; null when it no longer exists.',
      id: ({ type, id }) => ({ type, id }),
    }),
  }),
});

export const Match = builder.objectRef<MatchRecord>('Match').implement({
  description: 'How something that a row of a source names was matched to an object of the hub.',
  fields: (t) => ({
    field: t.exposeString('field', { description: 'The field that is filled by it, such as `servesUnit`.' }),
    text: t.exposeString('text', { nullable: true, description: 'What the row says, as it stands there.' }),
    method: t.field({
      type: MatchMethod,
      nullable: true,
      description: 'The matching method; null when nothing was matched.',
      resolve: ({ candidates: [best], taken }) => (taken && best ? (best.method as Method) : null),
    }),
    confidence: t.float({
      nullable: true,
      description: 'The confidence of the match, from 0 to 1; null when nothing was matched.',
      resolve: ({ candidates: [best], taken }) => (taken && best ? best.confidence : null),
    }),
    candidates: t.field({
      type: [MatchCandidate],
      complexity: { field: 1, multiplier: 2 },
      description: 'The candidates by confidence: the first is the match, if there is one. At most 10.',
      resolve: ({ candidates }) => [...candidates],
    }),
  }),
});
