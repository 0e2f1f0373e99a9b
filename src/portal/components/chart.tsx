/** A chart as a picture, with its title, and what it shows as a table at hand. */

import { withQuery } from '../addresses.ts';
import { addressIn } from '../language.ts';
import type { WithRequest } from './content.tsx';
import { CopyBox } from './copy-box.tsx';

export function Chart({
  request,
  metric,
  query,
  title,
  note,
}: WithRequest & {
  metric: string;
  query: Readonly<Record<string, string | number | null | undefined>>;
  title: string;
  note: string | null;
}) {
  const { texts, language } = request;
  const address = (extension: string, theme?: string): string =>
    withQuery(`/charts/${encodeURIComponent(metric)}.${extension}`, { ...query, lang: language, theme });
  const embedded = Object.fromEntries([...new URLSearchParams(withQuery('', { ...query, lang: language }))]);
  return (
    <figure>
      <picture>
        <source media="(prefers-color-scheme: dark)" srcset={address('svg', 'dark')} />
        <img src={address('svg')} alt={`${title}. ${note ?? ''}`} width="720" height="405" loading="lazy" />
      </picture>
      <figcaption>
        {note}{' '}
        <span class="links">
          <a href={addressIn(language, withQuery(`/metrics/${encodeURIComponent(metric)}`, {}))}>
            {texts.metric.definition}
          </a>
          <a href={address('csv')}>{texts.metric.table}: CSV</a>
          <a href={address('svg')}>SVG</a>
          <a href={address('png')}>PNG</a>
        </span>
        <CopyBox
          request={request}
          metric={metric}
          query={embedded}
          title={title}
          page={`${request.origin}${addressIn(language, `/metrics/${encodeURIComponent(metric)}`)}`}
        />
      </figcaption>
    </figure>
  );
}
