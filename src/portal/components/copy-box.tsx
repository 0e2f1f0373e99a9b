/** What one pastes into a page, a post or a document to show a chart there. Plain fields, so that it works without JavaScript. */

import { escapeXml } from '#exports/xml.ts';
import { withQuery } from '../addresses.ts';
import { iframeOf } from '../oembed.ts';
import type { WithRequest } from './content.tsx';

export function CopyBox({
  request,
  metric,
  query,
  title,
  page,
}: WithRequest & {
  readonly metric: string;
  readonly query: Readonly<Record<string, string>>;
  readonly title: string;
  /** Where the picture leads to. */
  readonly page: string;
}) {
  const { origin, texts } = request;
  const chart = (extension: string): string =>
    withQuery(`${origin}/charts/${encodeURIComponent(metric)}.${extension}`, query);
  const attributes = Object.entries({ code: metric, ...query }).map(([name, value]) => `${name}="${escapeXml(value)}"`);
  const offers: readonly (readonly [string, string])[] = [
    ['iframe', iframeOf(origin, { metric, query }, { title, width: '100%', height: 520 })],
    [
      texts.copy.component,
      `<script async src="${origin}/embed.js"></script>\n<wezel-metric ${attributes.join(' ')}></wezel-metric>`,
    ],
    [
      texts.copy.picture,
      `<a href="${escapeXml(page)}"><img src="${escapeXml(chart('svg'))}" alt="${escapeXml(title)}" width="720" height="405"></a>`,
    ],
    ['Markdown', `[![${title.replaceAll(/[[\]]/g, '')}](${chart('png')})](${page})`],
  ];
  const key = [metric, ...Object.values(query)].join('-').replaceAll(/[^\w-]+/g, '_');
  return (
    <details class="copy">
      <summary>{texts.metric.embed}</summary>
      {offers.map(([name, code], index) => (
        <div key={name}>
          <label for={`copy-${index}-${key}`}>{name}</label>
          <textarea id={`copy-${index}-${key}`} readonly rows={3} cols={60}>
            {code}
          </textarea>
        </div>
      ))}
    </details>
  );
}
