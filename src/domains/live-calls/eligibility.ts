/** Whether an office may apply, rule by rule, checked against what the hub knows of it. */
import { latestValueOf } from '#metrics';
import { execute, query, type SqlReader } from '#platform/database/index.ts';
import type { LiveCall } from './model.ts';

export const eligibilityRules = ['ACTIVE', 'TIER', 'UNIT_KIND', 'POPULATION'] as const;

export interface EligibilityRule {
  readonly rule: (typeof eligibilityRules)[number];
  /** A preference does not keep anybody from applying. */
  readonly isCondition: boolean;
  /** Null: the hub does not know. */
  readonly isMet: boolean | null;
  /** Values that meet it; of a population, the least and the most. */
  readonly wanted: readonly string[];
  /** What the hub knows. */
  readonly known: string | null;
}

export async function eligibilityOf(client: SqlReader, call: LiveCall, officeId: string): Promise<EligibilityRule[]> {
  const [office] = await execute(
    client,
    query.selectFrom('office').select(['tier', 'status', 'served_unit_id as servedUnitId']).where('id', '=', officeId),
  );
  const unitId = office?.servedUnitId ?? null;
  const active = oneOf('ACTIVE', ['ACTIVE'], office?.status ?? '');
  const { tiers, unitKinds } = call;
  return [
    active,
    ...(tiers.length === 0 ? [] : [oneOf('TIER', tiers, office?.tier ?? '')]),
    ...(unitKinds.length === 0 ? [] : [oneOf('UNIT_KIND', unitKinds, await kindOf(client, unitId))]),
    ...(await populationRule(client, call, unitId)),
  ];
}

/** Null: the hub does not know. */
function oneOf(rule: EligibilityRule['rule'], wanted: readonly string[], known: string | null): EligibilityRule {
  return { rule, isCondition: true, isMet: known === null ? null : wanted.includes(known), wanted, known };
}

/** As the unit is, or was last. */
async function kindOf(client: SqlReader, unitId: string | null): Promise<string | null> {
  if (unitId === null) return null;
  const versions = query.selectFrom('territorial_unit_version').select('kind').where('unit_id', '=', unitId);
  const [found] = await execute(client, versions.orderBy('valid_from', 'desc').limit(1));
  return found?.kind ?? null;
}

async function populationRule(
  client: SqlReader,
  { populationFrom: from, populationTo: to, populationRule: rule }: LiveCall,
  unitId: string | null,
): Promise<EligibilityRule[]> {
  if (rule === null || from === null || to === null) return [];
  const population = unitId === null ? null : await latestValueOf(client, 'population', unitId);
  const isMet = population === null ? null : population >= from && population <= to;
  const known = population === null ? null : String(population);
  const wanted = [String(from), String(to)];
  return [{ rule: 'POPULATION', isCondition: rule === 'CONDITION', isMet, wanted, known }];
}

/** What is not known does not keep anybody out: an editor sees it and decides. */
export function mayApply(rules: readonly EligibilityRule[]): boolean {
  return rules.every(({ isCondition, isMet }) => !isCondition || isMet !== false);
}
