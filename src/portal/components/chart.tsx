/** A chart: a picture that JavaScript makes interactive, what it shows as a table, and how to take it elsewhere. */

import { type ChartSpec, tableOf } from '#charts/spec.ts';
import { formats } from '#platform/locale.ts';
import { withQuery } from '../addresses.ts';
import { addressIn } from '../language.ts';
import type { PageRequest } from '../page.ts';
import { DataTable, type WithRequest } from './content.tsx';
import { CopyBox } from './copy-box.tsx';

type Query = Readonly<Record<string, string | number | null | undefined>>;

interface Props extends WithRequest {
  readonly metric: string;
  readonly query: Query;
  readonly title: string;
  readonly note: string | null;
  /** What the picture shows, for the table below it. */
  readonly spec?: ChartSpec | undefined;
  /** Where the table is, if it is not below the picture. */
  readonly tableAt?: string | undefined;
}

/** Narrow screens get a picture of their own: a wide one would have letters too small to read. */
const narrow = { media: '(max-width: 34rem)', width: 400, height: 380 };

export function Chart({ request, metric, query, title, note, spec, tableAt }: Props) {
  const { texts, language } = request;
  const address = (extension: string, changes: Query = {}): string =>
    withQuery(`/charts/${encodeURIComponent(metric)}.${extension}`, { ...query, lang: language, ...changes });
  const definition = addressIn(language, withQuery(`/metrics/${encodeURIComponent(metric)}`, {}));
  return (
    <figure data-chart={address('json')}>
      <Picture address={address} height={Number(query['height'] ?? 405)} alt={`${title}. ${note ?? ''}`} isLazy />
      {spec === undefined ? null : <ChartTable request={request} spec={spec} />}
      <figcaption>
        {note}{' '}
        <span class="links">
          <a href={definition}>{texts.metric.definition}</a>
          {tableAt === undefined ? null : <a href={addressIn(language, tableAt)}>{texts.metric.table}</a>}
          <a href={address('csv')}>CSV</a>
          <a href={address('svg')}>SVG</a>
          <a href={address('png')}>PNG</a>
        </span>
        <CopyBox
          request={request}
          metric={metric}
          query={Object.fromEntries([...new URLSearchParams(withQuery('', { ...query, lang: language }))])}
          title={title}
          page={`${request.origin}${definition}`}
        />
      </figcaption>
    </figure>
  );
}

interface PictureProps {
  readonly address: (extension: string, changes?: Query) => string;
  readonly width?: number;
  readonly height: number;
  readonly alt: string;
  /** Undefined: what the reader prefers. */
  readonly theme?: string | undefined;
  /** Its size was chosen, whatever the screen. */
  readonly isSized?: boolean;
  readonly isLazy?: boolean;
}

export function Picture({ address, width = 720, height, alt, theme, isSized, isLazy }: PictureProps) {
  const { media, ...size } = narrow;
  // Paper is always light.
  const dark = 'screen and (prefers-color-scheme: dark)';
  const small = { ...size, height: Math.max(size.height, height) };
  const hasDark = theme === undefined;
  return (
    <picture>
      {isSized === true || !hasDark ? null : (
        <source media={`${dark} and ${media}`} srcset={address('svg', { ...small, theme: 'dark' })} {...small} />
      )}
      {isSized === true ? null : <source media={media} srcset={address('svg', small)} {...small} />}
      {hasDark ? <source media={dark} srcset={address('svg', { theme: 'dark' })} /> : null}
      <img
        src={address('svg')}
        alt={alt}
        width={width}
        height={height}
        loading={isLazy === true ? 'lazy' : undefined}
      />
    </picture>
  );
}

/** The numbers of a chart below it; the one on other people's pages has the same. */
export function ChartTable({ request, spec }: { request: Pick<PageRequest, 'language' | 'texts'>; spec: ChartSpec }) {
  const { metric: words, chartTable } = request.texts;
  const { header, rows } = tableOf(spec);
  if (rows.length === 0) return null;
  const { number } = formats[request.language];
  return (
    <details>
      <summary>{words.table}</summary>
      <DataTable
        caption={`${spec.title} (${spec.valueTitle})`}
        columns={header.map((name) => ({ title: chartTable[name], isNumber: numeric.has(name) }))}
        rows={rows.map((row) =>
          row.map((cell, index) => {
            if (cell === null) return words.noData;
            if (typeof cell === 'string') return cell;
            return number(cell, whole.has(header[index] ?? '') ? 0 : spec.decimals);
          }),
        )}
      />
    </details>
  );
}

const numeric: ReadonlySet<string> = new Set(['rank', 'value', 'from', 'to', 'count']);
const whole: ReadonlySet<string> = new Set(['rank', 'count']);
