/** Whether two answers are made of the same facts, whatever their fields are called. */
const notCompared = new Set(['flag', 'period', 'type', 'totalCount']);

/** All values with their numbers of times, and how many entries `nodes` or lists have. */
export function factsOf(text: string): string[] {
  const facts: string[] = [];
  const visit = (value: unknown, name: string): void => {
    if (Array.isArray(value)) for (const item of value) visit(item, name);
    else if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value)) visit(inner, key);
    else facts.push(notCompared.has(name) ? `a ${name}` : normal(value));
  };
  visit((JSON.parse(text) as { data: unknown }).data, '');
  return facts.sort();
}

/** `12.50` and 12.5 are one amount. */
function normal(value: unknown): string {
  const text = String(value);
  return /^-?\d+(\.\d+)?$/.test(text) ? String(Number(text)) : text;
}
