/** `/embed/{metric}`: one chart for an iframe on somebody else's page. */
import type { ComponentChildren, VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { type ChartSpec, tableOf } from '#charts/spec.ts';
import { paths, withQuery } from './addresses.ts';
import type { AssetAddresses } from './assets.ts';
import { ChartTable, Picture } from './components/chart.tsx';
import { addressIn, type Language } from './language.ts';
import { texts } from './texts/index.ts';

/** A longer table is a download. */
const maxRows = 500;

interface EmbedParts {
  readonly metric: string;
  readonly spec: ChartSpec;
  readonly query: URLSearchParams;
  readonly size: { readonly width: number; readonly height: number };
  readonly assets: AssetAddresses;
  readonly origin: string;
}

export function renderEmbed({ metric, spec, query, size, assets, origin }: EmbedParts): string {
  const { language } = spec;
  const { metric: words } = texts[language];
  const page = `${origin}${addressIn(language, paths.metric(metric))}`;
  const theme = query.get('theme')?.toLowerCase() || undefined;
  const chart = (extension: string, changes: Parameters<typeof withQuery>[1] = {}): string =>
    withQuery(`/charts/${encodeURIComponent(metric)}.${extension}`, { ...Object.fromEntries(query), ...changes });
  const { rows } = tableOf(spec);
  return documentOf(
    <EmbedFrame title={spec.title} language={language} theme={theme} assets={assets} canonical={page}>
      <h1 class="hidden">{spec.title}</h1>
      <figure data-chart={chart('json')} data-theme={theme}>
        <Picture
          address={chart}
          {...size}
          alt={`${spec.title}. ${spec.valueTitle}. ${spec.source}`}
          theme={theme}
          isSized={query.has('width') || query.has('height')}
        />
        <figcaption class="links">
          <a href={page} target="_top">
            Węzeł: {words.definition}
          </a>
          <a href={chart('csv')}>CSV</a>
        </figcaption>
      </figure>
      {rows.length > maxRows ? null : <ChartTable request={{ language, texts: texts[language] }} spec={spec} />}
    </EmbedFrame>,
  );
}

interface EmbedProblem {
  /** Why there is no chart, and what would do. */
  readonly message: string;
  readonly language: Language;
  readonly assets: AssetAddresses;
  readonly origin: string;
}

export function renderEmbedProblem({ message, language, assets, origin }: EmbedProblem): string {
  const { errors, metric: words } = texts[language];
  return documentOf(
    <EmbedFrame title={errors.noChart} language={language} assets={assets}>
      <h1>{errors.noChart}</h1>
      <div class="problem" role="alert">
        <p>{message}</p>
      </div>
      <p class="links">
        <a href={`${origin}${addressIn(language, '/metrics')}`} target="_top">
          Węzeł: {words.list}
        </a>
      </p>
    </EmbedFrame>,
  );
}

function documentOf(content: VNode): string {
  return `<!doctype html>${renderToString(content)}`;
}

interface FrameProps {
  readonly title: string;
  readonly language: Language;
  /** Undefined: what the reader prefers. */
  readonly theme?: string | undefined;
  readonly assets: AssetAddresses;
  readonly canonical?: string;
  readonly children: ComponentChildren;
}

/** Reports its height to the page around it. */
function EmbedFrame({ title, language, theme, assets, canonical, children }: FrameProps) {
  return (
    <html lang={language} class={theme}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content={theme ?? 'light dark'} />
        <meta name="robots" content="noindex" />
        <title>{title}</title>
        <link rel="stylesheet" href={assets.styles} />
        {canonical === undefined ? null : <link rel="canonical" href={canonical} />}
        <script type="module" src={assets.frameScript} />
      </head>
      <body class="embed" data-charts={assets.chartScript}>
        <main>{children}</main>
      </body>
    </html>
  );
}
