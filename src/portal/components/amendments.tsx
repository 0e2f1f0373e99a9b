/** The versions of an entry: approved amendments, each with its page and the release that has it. */
import { formats } from '#platform/locale.ts';
import { paths } from '../addresses.ts';
import { joined, Local, Section, type WithRequest } from './content.tsx';

interface ApprovedAmendment {
  readonly number: number;
  readonly decidedAt: string | null;
  readonly release: { readonly number: number } | null;
}

export function Amendments({ request, amendments }: WithRequest & { amendments: readonly ApprovedAmendment[] }) {
  if (amendments.length === 0) return null;
  const { amendment: words, data } = request.texts;
  const format = formats[request.language];
  return (
    <Section title={words.title} id="amendments">
      <ul>
        {amendments.map(({ number, decidedAt, release }) => (
          <li key={number}>
            {joined([
              <Local key="page" request={request} to={`/amendments/${number}`}>
                {words.one(number)}
              </Local>,
              ...(decidedAt === null ? [] : [format.moment(decidedAt)]),
              ...(release === null
                ? []
                : [
                    <Local key="release" request={request} to={paths.release(release.number)}>
                      {`${data.release} ${release.number}`}
                    </Local>,
                  ]),
            ])}
          </li>
        ))}
      </ul>
    </Section>
  );
}
