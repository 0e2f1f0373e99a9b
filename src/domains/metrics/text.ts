import { foldName } from '#registry';

/** A code from a Polish label: `Wydatki majątkowe` → `wydatki-majatkowe`. */
export function codeOfLabel(label: string): string {
  return foldName(label)
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}

/** How sources write that a value is of all values of a dimension together. */
export function isTotal(label: string): boolean {
  return totals.has(foldName(label));
}

const totals: ReadonlySet<string> = new Set(['ogolem', 'razem', 'suma', 'total', 'wszystkie', '']);
