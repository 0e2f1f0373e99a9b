/** A page in the forms that are not HTML: its data, its days, its social card. */
import { csvOf } from '#charts/csv.ts';
import type { Answers } from './answers.ts';
import { calendarOf } from './calendar.ts';
import { cardSize, cardSvg } from './card.ts';
import { fieldTable } from './field-table.ts';
import type { Operation, OperationResult, PageRequest, View } from './page.ts';
import type { Form } from './routes.ts';

export interface FormedPage {
  readonly mediaType: string;
  readonly body: string | Buffer;
  /** For a download: the name to save it under. */
  readonly fileName?: string;
}

/** Null: the page has no such form. */
export async function formed(
  form: Exclude<Form, 'html'>,
  request: PageRequest,
  view: View,
  answers: Answers,
): Promise<FormedPage | null> {
  switch (form) {
    case 'json':
      return { mediaType: 'application/json', body: jsonOf(answers) };
    case 'csv':
      return csvForm(request, view, answers);
    case 'ics':
      return calendarForm(request, view);
    case 'png':
      return { mediaType: 'image/png', body: await drawCard(request, view) };
  }
}

/** The data of the page, and of each further operation. */
function jsonOf({ operation, result, also }: Answers): string {
  const one = (requested: Operation | null, { data, errors }: OperationResult) => ({
    operation: requested === null ? null : { name: requested.name, variables: requested.variables },
    data,
    ...(errors.length > 0 ? { errors } : {}),
  });
  return JSON.stringify({
    release: result.release,
    ...one(operation, result),
    ...(also.length === 0 ? {} : { also: also.map((further) => one(further.operation, further.result)) }),
  });
}

function csvForm(request: PageRequest, view: View, { operation, result }: Answers): FormedPage | null {
  if (operation === null) return null;
  const table = view.table ?? fieldTable(nameOf(request), result.data);
  return { mediaType: 'text/csv', body: csvOf(table), fileName: `${table.name}.csv` };
}

function calendarForm(request: PageRequest, { deadlines = [] }: View): FormedPage | null {
  if (deadlines.length === 0) return null;
  return { mediaType: 'text/calendar', body: calendarOf(deadlines), fileName: `${nameOf(request)}.ics` };
}

async function drawCard({ origin, texts: { site } }: PageRequest, { title, description }: View): Promise<Buffer> {
  // resvg and its fonts are loaded when a picture is first requested.
  const { drawPng } = await import('#charts/png.ts');
  const named = title === site.name ? site.tagline : title;
  return drawPng(cardSvg({ title: named, description, site: new URL(origin).host }), cardSize);
}

/** Of a file: the last part of the address. */
function nameOf({ path }: PageRequest): string {
  return (path.split('/').at(-1) ?? '').replaceAll(/[^\w-]+/g, '-') || 'index';
}
