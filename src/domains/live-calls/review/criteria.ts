/** Criteria as an editor types them, a line for each: `key | weight | Polish label | English label`. */
import type { Criterion } from './model.ts';

const maxCriteria = 20;

/** The number of the line that cannot be read, or the criteria. */
export function parseCriteria(text: string): readonly Criterion[] | number {
  const lines = text.split('\n').map((line, index) => ({ line: line.trim(), number: index + 1 }));
  const criteria: Criterion[] = [];
  for (const { line, number } of lines) {
    if (line === '') continue;
    const [key = '', weight = '', labelPl = '', labelEn = ''] = line.split('|').map((part) => part.trim());
    const isKnown = criteria.some((criterion) => criterion.key === key);
    if (!/^[a-z][a-z0-9_]{0,39}$/.test(key) || isKnown || !/^[1-9]\d?$/.test(weight)) return number;
    if (labelPl === '' || labelEn === '' || criteria.length === maxCriteria) return number;
    criteria.push({ key, labelPl, labelEn, weight: Number(weight) });
  }
  return criteria;
}

export function criteriaText(criteria: readonly Criterion[]): string {
  return criteria.map(({ key, weight, labelPl, labelEn }) => [key, weight, labelPl, labelEn].join(' | ')).join('\n');
}
