/** Why an export cannot be made, as problems that say what exists. */
import { NoSuchListError } from '#exports/query/plan.ts';
import { exportFormats } from '#exports/query/write.ts';
import { presentError, type Reporting } from '#graphql/errors.ts';
import type { Refusal } from '#http/graphql/documents.ts';
import { VariableError } from '#http/graphql/run.ts';
import type { OperationVariable, PublishedOperation } from '../operations.ts';
import { HttpProblem } from '../problem.ts';

/** A document that cannot be parsed, or does not fit the schema. */
export class RefusedDocumentError extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super('The document is refused');
    this.refusal = refusal;
  }
}

const unavailable = new Set(['SERVICE_UNAVAILABLE', 'TIMEOUT']);

/** Whatever an operation is refused for, or fails with. */
export function exportProblem(error: unknown, reporting: Reporting): HttpProblem {
  if (error instanceof HttpProblem) return error;
  if (error instanceof NoSuchListError) {
    const { code, message, hint, polish, parameter, lists } = error;
    return new HttpProblem(400, code, message, hint, { polish, members: { parameter, lists } });
  }
  const { message, extensions } = presentCause(error, reporting);
  const code = String(extensions?.['code'] ?? 'INTERNAL_ERROR');
  const texts = extensions?.['messages'] as { pl?: string; en?: string } | undefined;
  const status = code === 'INTERNAL_ERROR' ? 500 : unavailable.has(code) ? 503 : 400;
  return new HttpProblem(status, code, texts?.en ?? message, '', {
    polish: texts?.pl ?? message,
    ...(status === 503 ? { headers: { 'retry-after': '5' } } : {}),
    cause: error,
  });
}

function presentCause(error: unknown, reporting: Reporting) {
  if (error instanceof VariableError) return presentError(error.errors[0], reporting);
  if (!(error instanceof RefusedDocumentError)) return presentError(error, reporting);
  return presentError(error.refusal.errors[0], reporting, error.refusal.code);
}

export function noSuchOperation(name: string, operations: readonly PublishedOperation[]): HttpProblem {
  const shown = name.slice(0, 80);
  const names = operations.map((operation) => operation.name);
  const hint = `There are ${names.join(', ')}; any other document goes by POST to /exports.`;
  return new HttpProblem(404, 'NO_SUCH_OPERATION', `No published operation is named "${shown}".`, hint, {
    members: { operations: names },
    polish: `Nie ma opublikowanej operacji "${shown}". Są: ${names.join(', ')}; inny dokument wyślij metodą POST pod /exports.`,
  });
}

export function noSuchFormat(name: string, status: 400 | 404): HttpProblem {
  const shown = name.slice(0, 30);
  const formats = exportFormats.join(', ');
  return new HttpProblem(status, 'NO_SUCH_FORMAT', `There is no export as "${shown}".`, `Formats are ${formats}.`, {
    members: { formats: exportFormats },
    polish: `Nie ma eksportu w formacie "${shown}". Formaty: ${formats}.`,
  });
}

export function unknownParameter(
  name: string,
  operation: string,
  variables: readonly OperationVariable[],
  options: readonly string[],
): HttpProblem {
  const shown = name.slice(0, 60);
  const known = variables.map((variable) => `${variable.name}: ${variable.type}`).join(', ') || '–';
  return new HttpProblem(
    400,
    'UNKNOWN_VARIABLE',
    `${operation} has no variable "${shown}".`,
    `Variables are ${known}; options are ${options.join(', ')}.`,
    {
      members: { variables, options },
      polish: `Operacja ${operation} nie ma zmiennej "${shown}". Zmienne: ${known}; opcje: ${options.join(', ')}.`,
    },
  );
}

export function badVariables(error: HttpProblem, operation: string, variables: readonly OperationVariable[]) {
  const known = variables.map(({ name, type }) => `${name}: ${type}`).join(', ') || '–';
  return new HttpProblem(400, error.code, error.message, `Variables of ${operation} are ${known}.`, {
    members: { variables },
    polish: `${error.polish} Zmienne operacji ${operation}: ${known}.`,
  });
}

export function otherRelease(release: string, latest: number): HttpProblem {
  const shown = release.slice(0, 30);
  return new HttpProblem(
    404,
    'NO_SUCH_RELEASE',
    `Exports are of release ${latest}, which is served, and not of "${shown}".`,
    `Leave "release" out, or take the tables of an earlier release from /releases/{n}/manifest.json.`,
    {
      members: { latest },
      polish: `Eksporty są z wydania ${latest}, które jest udostępniane, a nie z "${shown}". Pomiń "release" albo weź tabele wcześniejszego wydania z /releases/{n}/manifest.json.`,
    },
  );
}

export function nothingThere(path: readonly string[]): HttpProblem {
  const field = path.join('.');
  return new HttpProblem(
    404,
    'NOT_FOUND',
    `"${field}" is null with these variables: what they name does not exist.`,
    'Look it up at /search.',
    {
      members: { field },
      polish: `"${field}" jest z tymi zmiennymi puste: nie ma tego, co wskazują. Znajdź to pod /search.`,
    },
  );
}

export function tooManyExports(max: number): HttpProblem {
  return new HttpProblem(
    429,
    'TOO_MANY_EXPORTS',
    `${max} exports of yours are running.`,
    'Wait until one of them is done; what is exported has no limit.',
    {
      headers: { 'retry-after': '10' },
      members: { running: max },
      polish: `Trwają już Twoje eksporty (${max}). Poczekaj, aż któryś się skończy; sam eksport nie ma limitu wielkości.`,
    },
  );
}

export function onlyQueries(): HttpProblem {
  return new HttpProblem(400, 'ONLY_QUERIES', 'Only queries can be exported.', 'Send a query.', {
    polish: 'Eksportować można tylko zapytania. Wyślij zapytanie (query).',
  });
}

export function releaseChanged(): HttpProblem {
  return new HttpProblem(
    503,
    'RELEASE_CHANGED',
    'New releases came while the export was made, and a file is of one release.',
    'Send it again.',
    {
      headers: { 'retry-after': '5' },
      polish: 'W trakcie eksportu pojawiły się nowe wydania, a plik jest z jednego wydania. Wyślij żądanie ponownie.',
    },
  );
}

export function noSuchExport(id: string): HttpProblem {
  return new HttpProblem(
    404,
    'NO_SUCH_EXPORT',
    `There is no export ${id.slice(0, 60)}: it never was, or it expired.`,
    'Request it again.',
    { polish: `Nie ma eksportu ${id.slice(0, 60)}: nigdy go nie było albo wygasł. Zamów go ponownie.` },
  );
}

/** The next attempt may reach the server that has it. */
export function madeElsewhere(id: string): HttpProblem {
  return new HttpProblem(
    503,
    'EXPORT_ELSEWHERE',
    'Another server of this hub has the file of this export.',
    'Send the request again. Servers share such files when S3_URL is set or their data folder is the same.',
    {
      headers: { 'retry-after': '1' },
      members: { status: `/exports/${id}` },
      polish: 'Plik tego eksportu ma inny serwer węzła. Wyślij żądanie ponownie.',
    },
  );
}

export function notMade(id: string): HttpProblem {
  return new HttpProblem(
    409,
    'EXPORT_NOT_MADE',
    'The file of this export is not made yet, or its making failed.',
    `Its status is at /exports/${id}.`,
    {
      headers: { 'retry-after': '5' },
      members: { status: `/exports/${id}` },
      polish: `Plik tego eksportu nie jest jeszcze gotowy albo nie udało się go przygotować. Stan jest pod /exports/${id}.`,
    },
  );
}
