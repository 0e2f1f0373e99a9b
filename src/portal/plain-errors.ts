/** What operations say of an address, in the words of people, who know no fields and arguments. */
import type { OperationError, PageRequest } from './page.ts';

/** Null: the words of the operation are as good. */
type Rule = (message: string, request: PageRequest) => string | null;

const rules: readonly Rule[] = [
  (message, { texts }) => (/"(after|before)"/.test(message) ? texts.errors.wrongPart : null),
  (message, { texts, search }) => {
    const within = search.get('within');
    return within !== null && message.includes('"within') ? texts.compare.unknown(within) : null;
  },
  (message, { texts, search }) => {
    const programme = search.get('programme');
    return programme !== null && message.includes('"programmes"') ? texts.errors.noProgramme(programme) : null;
  },
  (message, { texts }) => (message.includes('"text"') ? texts.errors.wrongWords : null),
  (message, { texts }) => {
    const [, metric] = /^(?:There is no metric|Nie ma wskaźnika) "([^"]*)"/.exec(message) ?? [];
    return metric === undefined ? null : texts.map.noMetric(metric);
  },
  (message) =>
    message.includes('territorialUnitCoverage')
      ? message.replace(/;[^;]*$/, '.').replace(/ (?:of voivodeship|województwa) \d\d/, '')
      : null,
];

/** Each once: several fields may stumble over the same. */
export function plainErrors(request: PageRequest, errors: readonly OperationError[]): string[] {
  const plain = errors.map(({ message, code }) => {
    if (code !== 'BAD_USER_INPUT') return message;
    for (const rule of rules) {
      const said = rule(message, request);
      if (said !== null) return said;
    }
    return message;
  });
  return [...new Set(plain)];
}
