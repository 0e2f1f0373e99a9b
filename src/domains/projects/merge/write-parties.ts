/** Inserts the beneficiaries that a list names: organisations that are no offices, and who took part. */
import { sql } from 'kysely';
import { noDay, winning } from './planned-rows.ts';
import type { StagedColumn } from './staged-row.ts';
import { staging } from './staged-tables.ts';

const statedParty = sql.ref<unknown>(`s.${'party' satisfies StagedColumn}`);
const party = (name: string) => sql<string | null>`${statedParty} ->> ${sql.lit(name)}`;

type StatedOrganisation = {
  name: string;
  nameKey: string;
  nip: string | null;
  nipValid: boolean;
  legalForm: string | null;
  postcode: string | null;
  town: string | null;
  redacted: boolean;
};

/** An organisation keeps the name under which it was first met. */
export function insertOrganisations(sourceId: string, release: number) {
  const id = party('organisationId');
  return staging
    .insertInto('organisation')
    .columns([
      'id',
      'name',
      'name_key',
      'nip',
      'nip_valid',
      'legal_form',
      'postcode',
      'town',
      'redacted',
      'source_id',
      'changed_in',
    ])
    .expression(
      winning
        .innerJoinLateral(
          sql<StatedOrganisation>`jsonb_to_record(${statedParty} -> 'organisation')`.as<'o'>(
            sql`o(name text, "nameKey" text, nip text, "nipValid" bool, "legalForm" text, postcode text, town text,
              redacted bool)`,
          ),
          (join) => join.onTrue(),
        )
        .distinctOn(id)
        .select(id.as('id'))
        .select(['o.name', 'o.nameKey', 'o.nip', 'o.nipValid', 'o.legalForm', 'o.postcode', 'o.town', 'o.redacted'])
        .select([sql`${sourceId}::text`.as('source_id'), sql`${release}::int`.as('changed_in')])
        .where(id, 'is not', null)
        .orderBy(id)
        .orderBy('k.ord'),
    )
    .onConflict((conflict) => conflict.column('id').doNothing());
}

export function insertParticipations(sourceId: string, release: number) {
  return staging
    .insertInto('participation')
    .columns([
      'id',
      'project_id',
      'office_id',
      'organisation_id',
      'role',
      'starts_on',
      'ends_on',
      'sort_start',
      'stated_name',
      'stated_key',
      'stated_nip',
      'nip_valid',
      'method',
      'confidence',
      'candidates',
      'from_list',
      'source_id',
      'changed_in',
    ])
    .expression(
      winning
        .select(({ fn, ref }) => [
          sql`${ref('k.project_id')} || '-beneficiary'`.as('id'),
          'k.project_id',
          party('officeId').as('office_id'),
          party('organisationId').as('organisation_id'),
          sql`'BENEFICIARY'::participation_role`.as('role'),
          's.starts_on',
          's.ends_on',
          fn.coalesce(ref('s.starts_on'), noDay).as('sort_start'),
        ])
        .select([
          party('statedName').as('stated_name'),
          party('statedKey').as('stated_key'),
          party('statedNip').as('stated_nip'),
          sql`(${party('nipValid')})::bool`.as('nip_valid'),
          party('method').as('method'),
          sql`(${party('confidence')})::float`.as('confidence'),
          sql`${statedParty} -> 'candidates'`.as('candidates'),
          sql`true`.as('from_list'),
          sql`${sourceId}::text`.as('source_id'),
          sql`${release}::int`.as('changed_in'),
        ])
        .where('s.party', 'is not', null),
    );
}
