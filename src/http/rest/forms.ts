/** The forms of an answer over REST: JSON for all, and what else its data can be. */
import { acceptedType } from '../accept.ts';
import { HttpProblem } from '../problem.ts';
import { type PublishedQuery, valueAt } from './operation.ts';
import { formatParameter } from './query-values.ts';
import { csvOfTable } from './table.ts';

export interface Form {
  readonly name: string;
  readonly mediaType: string;
  /** Of its media type, for Content-Type. */
  readonly parameters: string;
  /** Whether it has a place for errors beside the data that are left. */
  readonly hasErrors: boolean;
  /** The body, of the answer's data and what the envelope has beside it. */
  body(query: PublishedQuery, answer: RestAnswer): string;
}

export interface RestAnswer {
  readonly data: unknown;
  readonly release: number;
  readonly errors: readonly unknown[];
}

const json: Form = {
  name: 'json',
  mediaType: 'application/json',
  parameters: 'charset=utf-8',
  hasErrors: true,
  body: (_query, { data, release, errors }) =>
    JSON.stringify({ data, release, ...(errors.length > 0 ? { errors } : {}) }),
};

/** The dataset alone, as programs that read JSON-stat expect it. */
const jsonStat: Form = {
  name: 'json-stat',
  mediaType: 'application/vnd.json-stat+json',
  parameters: 'charset=utf-8',
  hasErrors: false,
  body: ({ jsonStat: path }, { data }) => JSON.stringify((path === null ? null : valueAt(data, path)) ?? null),
};

const csv: Form = {
  name: 'csv',
  mediaType: 'text/csv',
  parameters: 'charset=utf-8; header=present',
  hasErrors: false,
  body: ({ table }, { data }) => csvOfTable(table, data),
};

const withoutDataset: readonly Form[] = [json, csv];
const allForms: readonly Form[] = [...withoutDataset, jsonStat];

export function formsOf(query: PublishedQuery): readonly Form[] {
  return query.jsonStat === null ? withoutDataset : allForms;
}

/** Browsers may ask for a page, too. */
const acceptedTypes = new Map(
  [withoutDataset, allForms].map((forms) => [forms, [...forms.map(({ mediaType }) => mediaType), 'text/html']]),
);

/** By the parameter, or else by Accept. */
export function chooseForm(query: PublishedQuery, search: URLSearchParams, accept: string | undefined): Form {
  const forms = formsOf(query);
  const name = search.get(formatParameter);
  if (name !== null) {
    const named = forms.find((form) => form.name === name);
    if (named === undefined) throw unknownForm(name, forms);
    return named;
  }
  const type = acceptedType(accept, acceptedTypes.get(forms) ?? []);
  // A browser that shows an address is content with JSON.
  if (type === 'text/html') return json;
  return forms.find(({ mediaType }) => mediaType === type) ?? notAcceptable(forms);
}

function unknownForm(name: string, forms: readonly Form[]): HttpProblem {
  const known = forms.map((form) => form.name).join(', ');
  const shown = name.slice(0, 40);
  return new HttpProblem(400, 'BAD_USER_INPUT', `The answer has no form "${shown}".`, `It has ${known}.`, {
    polish: `Odpowiedź nie ma postaci "${shown}". Ma: ${known}.`,
    members: { formats: forms.map((form) => form.name) },
  });
}

function notAcceptable(forms: readonly Form[]): never {
  const known = forms.map(({ mediaType }) => mediaType).join(', ');
  throw new HttpProblem(406, 'NOT_ACCEPTABLE', 'The Accept header takes no form of the answer.', `Accept ${known}.`, {
    polish: `Nagłówek Accept nie dopuszcza żadnej z postaci: ${known}.`,
    members: { mediaTypes: forms.map(({ mediaType }) => mediaType) },
  });
}
