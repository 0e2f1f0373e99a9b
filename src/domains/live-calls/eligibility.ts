/** Whether an office may apply, rule by rule, checked against what the hub knows of it. */
import type { ClientBase } from 'pg';
import { latestValueOf } from '#metrics';
import { execute, query } from '#platform/database/index.ts';
import type { LiveCall } from './model.ts';

export interface EligibilityRule {
  readonly rule: 'ACTIVE' | 'TIER' | 'POPULATION';
  /** A preference does not keep anybody from applying. */
  readonly isCondition: boolean;
  /** Null: the hub does not know. */
  readonly isMet: boolean | null;
  /** What the hub knows. */
  readonly known: string | null;
}

export async function eligibilityOf(
  client: Pick<ClientBase, 'query'>,
  call: LiveCall,
  officeId: string,
): Promise<EligibilityRule[]> {
  const [office] = await execute(
    client,
    query.selectFrom('office').select(['tier', 'status', 'served_unit_id as servedUnitId']).where('id', '=', officeId),
  );
  const rules: EligibilityRule[] = [
    { rule: 'ACTIVE', isCondition: true, isMet: office?.status === 'ACTIVE', known: office?.status ?? null },
  ];
  if (call.tiers.length > 0) {
    const isMet = office !== undefined && call.tiers.includes(office.tier);
    rules.push({ rule: 'TIER', isCondition: true, isMet, known: office?.tier ?? null });
  }
  const { populationFrom: from, populationTo: to, populationRule } = call;
  if (populationRule === null || from === null || to === null) return rules;
  const unitId = office?.servedUnitId ?? null;
  const population = unitId === null ? null : await latestValueOf(client, 'population', unitId);
  const isMet = population === null ? null : population >= from && population <= to;
  const known = population === null ? null : String(population);
  return [...rules, { rule: 'POPULATION', isCondition: populationRule === 'CONDITION', isMet, known }];
}

/** What is not known does not keep anybody out: an editor sees it and decides. */
export function mayApply(rules: readonly EligibilityRule[]): boolean {
  return rules.every(({ isCondition, isMet }) => !isCondition || isMet !== false);
}
