/** Projects by who takes part in them. */
import { type Expression, expressionBuilder, type SqlBool, sql } from 'kysely';
import { filterWords } from '#graphql/filter-words.ts';
import type { OfficeReferenceData, OfficeRow } from '#offices';
import type { Tables } from '#platform/database/index.ts';
import { comparable } from '../identity.ts';
import type { ParticipationRole } from '../model.ts';
import { hasWords } from './words.ts';

/** All of what is given must hold. */
export interface BeneficiaryFilter {
  /** Someone that is known; null stands for an office or organisation that there is none of. */
  readonly known?: { readonly officeId: string } | { readonly organisationId: string } | null | undefined;
  /** Ten digits. */
  readonly nip?: string | null | undefined;
  readonly text?: string | null | undefined;
}

const eb = expressionBuilder<Tables & { p: Tables['project']; pa: Tables['participation'] }, 'p' | 'pa'>();

/** Who it is and the role must hold of one and the same participation. */
export function takesPart(
  beneficiary: BeneficiaryFilter | null | undefined,
  roles: readonly ParticipationRole[] | null | undefined,
  offices: OfficeReferenceData,
): Expression<SqlBool> {
  const { known, nip, text } = beneficiary ?? {};
  const conditions = [
    eb('pa.project_id', '=', eb.ref('p.id')),
    ...(roles == null ? [] : [eb('pa.role', '=', eb.fn.any(sql<ParticipationRole[]>`${roles}::participation_role[]`))]),
    ...(known === undefined ? [] : [isKnown(known)]),
    ...(nip == null ? [] : [hasNip(nip, offices)]),
    ...(text == null ? [] : [isNamed(text, offices)]),
  ];
  const found = eb.selectFrom('participation as pa').select('pa.id').where(eb.and(conditions));
  return eb.exists(found);
}

function isKnown(known: NonNullable<BeneficiaryFilter['known']> | null): Expression<SqlBool> {
  if (known === null) return sql<SqlBool>`false`;
  return 'officeId' in known
    ? eb('pa.office_id', '=', known.officeId)
    : eb('pa.organisation_id', '=', known.organisationId);
}

function hasNip(digits: string, offices: OfficeReferenceData): Expression<SqlBool> {
  // As the index has it.
  const stated = sql<string>`regexp_replace(pa.stated_nip, '\\D', '', 'g')`;
  return eb.or([eb(stated, '=', digits), isAnyOf(offices.withNip(digits))]);
}

function isNamed(name: string, offices: OfficeReferenceData): Expression<SqlBool> {
  const words = filterWords(comparable(name), 'beneficiaryText');
  const named = offices.ordered.filter((office) =>
    namesOf(office).some((known) => words.every((word) => known.includes(word))),
  );
  return eb.or([eb.and(hasWords('pa.stated_key', words)), isAnyOf(named)]);
}

function isAnyOf(offices: readonly OfficeRow[]): Expression<SqlBool> {
  return eb('pa.office_id', '=', eb.fn.any(sql<string[]>`${offices.map(({ id }) => id)}::text[]`));
}

const comparableNames = new WeakMap<OfficeRow, readonly string[]>();

/** To make the names of all offices comparable takes longer than the statement. */
function namesOf(office: OfficeRow): readonly string[] {
  const known = comparableNames.get(office);
  if (known !== undefined) return known;
  const names = office.names.map(({ name }) => comparable(name));
  comparableNames.set(office, names);
  return names;
}
