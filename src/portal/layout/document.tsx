/** The frame of every page: head, menu, search, content, where its data come from. */
import type { AssetAddresses } from '../assets.ts';
import { Breadcrumb } from '../components/content.tsx';
import type { Operation, OperationError, PageRequest, View } from '../page.ts';
import { Footer, type ShownRelease } from './footer.tsx';
import { Head } from './head.tsx';
import { Header } from './header.tsx';
import { Errors, Fault, OpenCorrections, ReportError } from './notices.tsx';
import { SeeData } from './see-data.tsx';

interface Frame {
  readonly request: PageRequest;
  readonly view: View;
  readonly assets: AssetAddresses;
  /** The one that the page is made from first, then those of its further parts; none: it is made of texts alone. */
  readonly operations: readonly Operation[];
  /** The operations of the hub by name. */
  readonly documents: ReadonlyMap<string, string>;
  readonly errors: readonly OperationError[];
  readonly release: ShownRelease | null;
  /** Pages that are not found, or failed, are not for search engines. */
  readonly isIndexed: boolean;
}

export function Document({ request, view, assets, operations, documents, errors, release, isIndexed }: Frame) {
  const { language, texts } = request;
  return (
    <html lang={language}>
      <Head request={request} view={view} assets={assets} isIndexed={isIndexed} hasData={operations.length > 0} />
      <body data-charts={assets.chartScript}>
        <a class="skip" href="#content">
          {texts.site.skipToContent}
        </a>
        <Header request={request} />
        <main id="content">
          <Breadcrumb request={request} links={view.breadcrumb ?? []} />
          <h1>{view.title}</h1>
          <OpenCorrections request={request} />
          <Fault text={view.fault} />
          <Errors request={request} errors={errors} />
          {view.main}
          {operations.length === 0 || !isIndexed ? null : (
            <SeeData request={request} operations={operations} documents={documents} />
          )}
          {operations.length === 0 || !isIndexed ? null : <ReportError request={request} />}
        </main>
        <Footer request={request} release={release} />
      </body>
    </html>
  );
}
