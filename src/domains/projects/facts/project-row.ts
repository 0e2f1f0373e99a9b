/** Writes the row of a project that only documents state. */
import type { ClientBase } from 'pg';
import { execute, insertRows, query } from '#platform/database/index.ts';
import { polishSortKey } from '#platform/polish-order.ts';
import { comparable, contractKeyOf, textKeyOf } from '../identity.ts';
import type { ProgrammePath } from '../programmes/tree.ts';
import type { ProjectFacts } from './model.ts';
import type { FactsSource } from './source.ts';

export async function writeProject(
  client: ClientBase,
  id: string,
  matchKey: string,
  facts: ProjectFacts,
  path: ProgrammePath,
  { sourceId, release }: FactsSource,
): Promise<void> {
  const {
    period,
    title,
    contractNumber = null,
    value = null,
    euContribution = null,
    startsOn = null,
    endsOn = null,
  } = facts;
  const contractKey = contractNumber === null ? null : contractKeyOf(contractNumber);
  const textKey = textKeyOf({ period, title: comparable(title), beneficiary: '', value });
  const row = {
    id,
    match_key: matchKey,
    text_key: textKey,
    period,
    list: 'DOCUMENT' as const,
    contract_number: contractNumber,
    contract_key: contractKey,
    title,
    title_en: facts.titleEn ?? null,
    title_sort: `\\x${polishSortKey(title).toString('hex')}`,
    search_text: searchTextOf(facts, contractKey),
    summary: facts.summary ?? null,
    summary_en: facts.summaryEn ?? null,
    programme_id: path.programmeId,
    priority_id: path.priorityId,
    measure_id: path.measureId,
    submeasure_id: path.submeasureId,
    fund: facts.fund ?? null,
    currency: facts.currency ?? 'PLN',
    value,
    eligible_cost: facts.eligibleCost ?? null,
    public_support: facts.publicSupport ?? null,
    eu_contribution: euContribution,
    starts_on: startsOn,
    ends_on: endsOn,
    occurrences: 1,
    sort_value: value ?? '-1',
    sort_eu: euContribution ?? '-1',
    sort_start: startsOn ?? '0001-01-01',
    sort_end: endsOn ?? '0001-01-01',
    source_id: sourceId,
    created_in: release,
    changed_in: release,
  };
  await insertRows(client, 'project', [row], { key: ['id'], update: { allBut: ['created_in'] } });
  await execute(client, query.deleteFrom('project_place').where('project_id', '=', id));
  const places = (facts.places ?? []).map(({ text, unitId }, index) => ({
    project_id: id,
    ordinal: index + 1,
    kind: 'UNIT' as const,
    text,
    unit_id: unitId,
    method: 'STATED_ID',
    confidence: 1,
    candidates: [],
    sort_start: row.sort_start,
  }));
  await insertRows(client, 'project_place', places);
}

function searchTextOf({ title, participations = [] }: ProjectFacts, contractKey: string | null): string {
  const names = participations
    .filter(({ role }) => role === 'BENEFICIARY' || role === 'LEADER')
    .map(({ name }) => name);
  return [title, contractKey ?? '', ...names].map(comparable).join(' ');
}
