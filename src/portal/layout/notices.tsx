/** What a reader has to know of the data before relying on them. */
import { withQuery } from '../addresses.ts';
import { addressIn } from '../language.ts';
import type { OperationError, PageRequest } from '../page.ts';
import { plainErrors } from '../plain-errors.ts';

export function Fault({ text }: { text: string | undefined }) {
  if (text === undefined) return null;
  return (
    <div class="problem" role="alert">
      <p>{text}</p>
    </div>
  );
}

export function Errors({ request, errors }: { request: PageRequest; errors: readonly OperationError[] }) {
  if (errors.length === 0) return null;
  return (
    <div class="problem" role="alert">
      <p>{request.texts.errors.problem}</p>
      <ul>
        {plainErrors(request, errors).map((message) => (
          <li key={message}>{message}</li>
        ))}
      </ul>
    </div>
  );
}

/** What somebody reported as wrong, and nobody has decided yet: readers see it before they rely on the fact. */
export function OpenCorrections({ request }: { request: PageRequest }) {
  const { corrections, texts, language } = request;
  if (corrections.length === 0) return null;
  return (
    <div class="notice corrections">
      <p>{texts.site.openCorrections}</p>
      <ul>
        {corrections.map(({ number, field }) => (
          <li key={number}>
            <a href={addressIn(language, `/corrections/${number}`)}>{texts.site.openCorrection(number, field)}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}

const ofOneEntry = /^\/(units|offices|projects|practices|calls|events|living-labs|metrics)\/[^/]+$/;

/** Entries of which offices amend their own. */
const amendable = /^\/(offices|practices)\/[^/]+$/;

export function ReportError({ request }: { request: PageRequest }) {
  if (!ofOneEntry.test(request.path)) return null;
  return (
    <p class="report links">
      <a href={addressIn(request.language, withQuery('/corrections/new', { page: request.path }))} rel="nofollow">
        {request.texts.site.reportError}
      </a>
      {amendable.test(request.path) ? (
        <a
          href={addressIn(request.language, withQuery('/account/amendments/new', { page: request.path }))}
          rel="nofollow"
        >
          {request.texts.amendment.propose}
        </a>
      ) : null}
    </p>
  );
}
