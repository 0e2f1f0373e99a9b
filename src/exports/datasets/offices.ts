import { query } from '#platform/database/index.ts';
import { dataset, sourceColumn, sourceReference } from './declare.ts';
import { newestVersions } from './registry.ts';

export const officeNip = ['string', 'Tax number (NIP) of the office.', 'NIP urzędu'] as const;
const officeReference = { fields: ['office_id'], dataset: 'offices', to: ['id'] } as const;

export const offices = dataset({
  name: 'offices',
  title: 'Offices',
  titlePl: 'Urzędy',
  description: 'Ministries, central, voivodeship and local-government offices, police commands and inspectorates.',
  table: 'office',
  columns: {
    id: ['string', 'Id of the office.', 'Identyfikator'],
    kind: ['string', 'MINISTRY, CENTRAL_OFFICE, VOIVODESHIP_OFFICE, CITY_OR_GMINA_OFFICE …', 'Rodzaj'],
    tier: ['string', 'GOVERNMENT or SELF_GOVERNMENT.', 'Szczebel'],
    status: ['string', 'ACTIVE or WITHDRAWN.', 'Stan'],
    withdrawn_on: ['date', 'First day on which its list no longer shows it.', 'Wycofano'],
    name: ['string', 'Official name.', 'Nazwa'],
    short_name: ['string', 'Short name.', 'Nazwa skrócona'],
    nip: ['string', 'Tax number (NIP).', 'NIP'],
    regon: ['string', 'Statistical number (REGON).', 'REGON'],
    street: ['string', 'Street.', 'Ulica'],
    building: ['string', 'Building and flat.', 'Nr domu'],
    postal_code: ['string', 'Postal code.', 'Kod pocztowy'],
    post: ['string', 'Post office.', 'Poczta'],
    locality: ['string', 'Locality.', 'Miejscowość'],
    seat_unit_id: ['string', 'Id of the unit in which it has its seat.', 'Identyfikator jednostki siedziby'],
    seat_terc: ['string', 'TERC code of the unit in which it has its seat.', 'Kod TERC jednostki siedziby'],
    served_unit_id: ['string', 'Id of the unit that it serves.', 'Identyfikator obsługiwanej jednostki'],
    served_terc: ['string', 'TERC code of the unit that it serves.', 'Kod TERC obsługiwanej jednostki'],
    phone: ['string', 'Phone.', 'Telefon'],
    email: ['string', 'E-mail address.', 'E-mail'],
    website: ['string', 'Website.', 'Strona WWW'],
    bip: ['string', 'Address of its public information bulletin (BIP).', 'BIP'],
    e_delivery: ['string', 'Address for electronic delivery.', 'Adres do doręczeń elektronicznych'],
    epuap: ['string', 'ePUAP box.', 'ePUAP'],
    parent_id: ['string', 'Id of the office above.', 'Identyfikator urzędu nadrzędnego'],
    source_id: sourceColumn,
  },
  primaryKey: ['id'],
  references: [
    { fields: ['seat_unit_id'], dataset: 'units', to: ['id'] },
    { fields: ['served_unit_id'], dataset: 'units', to: ['id'] },
    { fields: ['parent_id'], dataset: 'offices', to: ['id'] },
    sourceReference,
  ],
  rows: query
    .selectFrom('office as o')
    .leftJoin(newestVersions(), 'v.unit_id', 'o.served_unit_id')
    .leftJoin(newestVersions('seat'), 'seat.unit_id', 'o.seat_unit_id')
    .select(['o.id', 'o.kind', 'o.tier', 'o.status', 'o.withdrawn_on', 'o.name', 'o.short_name', 'o.nip', 'o.regon'])
    .select(['o.street', 'o.building', 'o.postal_code', 'o.post', 'o.locality', 'o.seat_unit_id', 'o.served_unit_id'])
    .select([
      'seat.terc as seat_terc',
      'v.terc as served_terc',
      'o.phone',
      'o.email',
      'o.website',
      'o.bip',
      'o.e_delivery',
      'o.epuap',
    ])
    .select(['o.parent_id', 'o.source_id']),
});

export const assessments = dataset({
  name: 'assessments',
  title: 'Self-assessments',
  titlePl: 'Samooceny',
  description: 'Self-assessments of offices (CAF, EFQM).',
  table: 'assessment',
  columns: {
    id: ['string', 'Model, edition, office and day.', 'Identyfikator'],
    model: ['string', 'CAF, EFQM or OTHER.', 'Model'],
    edition: ['string', 'Edition of the model.', 'Edycja'],
    office_id: ['string', 'Id of the office.', 'Identyfikator urzędu'],
    office_nip: officeNip,
    assessed_on: ['date', 'Day of the assessment.', 'Data oceny'],
    externally_validated: ['boolean', 'Whether others validated it; empty where unknown.', 'Zweryfikowano zewnętrznie'],
    source_id: sourceColumn,
  },
  primaryKey: ['id'],
  references: [officeReference, sourceReference],
  rows: query
    .selectFrom('assessment as a')
    .leftJoin('office as o', 'o.id', 'a.office_id')
    .select(['a.id', 'a.model', 'a.edition', 'a.office_id', 'o.nip as office_nip', 'a.assessed_on'])
    .select(['a.externally_validated', 'a.source_id']),
});

export const assessmentScores = dataset({
  name: 'assessment-scores',
  title: 'Scores of self-assessments',
  titlePl: 'Oceny cząstkowe samoocen',
  description: 'Scores of criteria and subcriteria.',
  table: 'assessment_score',
  columns: {
    assessment_id: ['string', 'Id of the assessment.', 'Identyfikator samooceny'],
    criterion: ['string', 'Criterion or subcriterion, such as 1.2.', 'Kryterium'],
    score: ['number', 'Score, 0 to 100 in CAF.', 'Ocena'],
    evidence: ['string', 'Evidence as stated.', 'Dowody'],
  },
  primaryKey: ['assessment_id', 'criterion'],
  references: [{ fields: ['assessment_id'], dataset: 'assessments', to: ['id'] }],
  rows: query.selectFrom('assessment_score').select(['assessment_id', 'criterion', 'score', 'evidence']),
});

export const certifications = dataset({
  name: 'certifications',
  title: 'Certificates of offices',
  titlePl: 'Certyfikaty urzędów',
  description: 'Certificates by standard, with their validity.',
  table: 'certification',
  columns: {
    id: ['string', 'Id of the certificate.', 'Identyfikator'],
    office_id: ['string', 'Id of the office.', 'Identyfikator urzędu'],
    office_nip: officeNip,
    standard: ['string', 'Standard.', 'Norma'],
    body: ['string', 'Certifying body.', 'Jednostka certyfikująca'],
    valid_from: ['date', 'First day.', 'Ważny od'],
    valid_to: ['date', 'First day on which it is no longer valid.', 'Ważny do'],
    source_id: sourceColumn,
  },
  primaryKey: ['id'],
  references: [officeReference, sourceReference],
  rows: query
    .selectFrom('certification as c')
    .leftJoin('office as o', 'o.id', 'c.office_id')
    .select(['c.id', 'c.office_id', 'o.nip as office_nip', 'c.standard', 'c.body', 'c.valid_from', 'c.valid_to'])
    .select('c.source_id'),
});
