/** `POST /uploads?token=…`: the file for which a client of the API has got that address. The address alone authorises it. */
import { findStaged, markSent } from '#live-calls';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/database/index.ts';
import { type AdmissionParts, admit } from '../admission.ts';
import { type HubRequest, type HubResponse, jsonResponse } from '../message.ts';
import { HttpProblem } from '../problem.ts';
import type { Route } from '../router.ts';
import type { UploadProblem, Uploads } from './index.ts';
import { bodyOf, oneAtATime } from './multipart.ts';

export interface ReceivingParts extends AdmissionParts {
  readonly database: Database;
  readonly uploads: Uploads;
  readonly clock: Clock;
}

export function uploadRoute(parts: ReceivingParts): Route {
  return { path: '/uploads', methods: ['POST'], answer: (request) => receive(parts, request) };
}

async function receive(parts: ReceivingParts, request: HubRequest): Promise<HubResponse> {
  const { database, uploads, clock } = parts;
  await admit(parts, request, () => undefined);
  const token = new URLSearchParams(request.query).get('token')?.slice(0, 100) ?? '';
  // Before its body is read.
  const staged = await findStaged(database.pool, token, clock());
  if (staged === null) throw unknownAddress();
  const { id, slug, officeId, name, accountId, maxBytes } = staged;
  return oneAtATime(accountId, async () => {
    const content = await bodyOf(request, maxBytes, maxBytes);
    const adding = { owner: { slug, officeId }, accountId, now: clock(), maxBytes };
    const file = await uploads.add({ name, content }, adding);
    if (typeof file === 'string') throw refused(file);
    if (!(await markSent(database.pool, id, file.sha256))) throw unknownAddress();
    return jsonResponse(201, { uploadId: id, ...file }, { 'cache-control': 'private, no-store' });
  });
}

function unknownAddress(): HttpProblem {
  const message = 'There is no such address for a file, or it was used, or it is older than 15 minutes.';
  return new HttpProblem(404, 'UNKNOWN_UPLOAD', message, 'Get another one with the mutation `createUpload`.', {
    polish:
      'Nie ma takiego adresu dla pliku albo był już użyty, albo ma ponad 15 minut. Utwórz nowy mutacją `createUpload`.',
  });
}

interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly english: string;
  readonly polish: string;
}

const refusals: Readonly<Record<UploadProblem, Refusal>> = {
  TOO_LARGE: {
    status: 413,
    code: 'FILE_TOO_LARGE',
    english: 'The file is too large.',
    polish: 'Plik jest za duży.',
  },
  WRONG_TYPE: {
    status: 415,
    code: 'FILE_TYPE',
    english: 'The content of the file is of no accepted type, or its name is of another one.',
    polish: 'Treść pliku nie jest żadnym z dozwolonych rodzajów albo nazwa jest innego rodzaju.',
  },
  REFUSED: {
    status: 422,
    code: 'FILE_NOT_CLEAN',
    english: 'The program that scans files refused it.',
    polish: 'Program, który sprawdza pliki, go odrzucił.',
  },
  NOT_SCANNED: {
    status: 503,
    code: 'FILE_NOT_SCANNED',
    english: 'The file could not be scanned now.',
    polish: 'Pliku nie udało się teraz sprawdzić.',
  },
  TOO_MANY: {
    status: 409,
    code: 'TOO_MANY_FILES',
    english: 'The application has too many files.',
    polish: 'Zgłoszenie ma zbyt wiele plików.',
  },
};

function refused(problem: UploadProblem): HttpProblem {
  const { status, code, english, polish } = refusals[problem];
  const hint = 'Send another file to the same address, or this one later.';
  return new HttpProblem(status, code, english, hint, {
    polish: `${polish} Wyślij inny plik pod ten sam adres albo ten sam później.`,
  });
}
