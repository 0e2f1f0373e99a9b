/** Projects by who takes part in them. */
import { type Expression, expressionBuilder, type SqlBool, sql } from 'kysely';
import { filterWords } from '#graphql/filter-words.ts';
import { officesNamed, officesNumbered } from '#offices';
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
): Expression<SqlBool> {
  const { known, nip, text } = beneficiary ?? {};
  const conditions = [
    eb('pa.project_id', '=', eb.ref('p.id')),
    ...(roles == null ? [] : [eb('pa.role', '=', eb.fn.any(sql<ParticipationRole[]>`${roles}::participation_role[]`))]),
    ...(known === undefined ? [] : [isKnown(known)]),
    ...(nip == null ? [] : [hasNip(nip)]),
    ...(text == null ? [] : [isNamed(text)]),
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

function hasNip(digits: string): Expression<SqlBool> {
  // As the index has it.
  const stated = sql<string>`regexp_replace(${eb.ref('pa.stated_nip')}, '\\D', '', 'g')`;
  return eb.or([eb(stated, '=', digits), isAnyOf(officesNumbered(digits))]);
}

function isNamed(name: string): Expression<SqlBool> {
  const words = filterWords(comparable(name), 'beneficiaryText');
  return eb.or([eb.and(hasWords('pa.stated_key', words)), isAnyOf(officesNamed(words))]);
}

/** As an array, which is found first, so that the index of participations leads on from it. */
function isAnyOf(offices: Expression<unknown>): Expression<SqlBool> {
  return eb('pa.office_id', '=', eb.fn.any(sql<string[]>`ARRAY(${offices})`));
}
