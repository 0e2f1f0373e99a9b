/** The operations that a page is made from, to run oneself. */
import { dataAddress, withQuery } from '../addresses.ts';
import { addressIn } from '../language.ts';
import type { Operation, PageRequest } from '../page.ts';

export function SeeData({
  request,
  operations,
  documents,
}: {
  request: PageRequest;
  operations: readonly Operation[];
  /** The operations of the hub by name. */
  documents: ReadonlyMap<string, string>;
}) {
  const { seeData } = request.texts;
  // One that the page runs several times is shown once.
  const known = new Map(operations.map((operation) => [operation.name, operation]));
  return (
    <section class="see-data" aria-label={seeData.title}>
      <p class="links">
        {seeData.download}: <a href={dataAddress(request, 'json')}>{seeData.json}</a>
        <a href={dataAddress(request, 'csv')}>{seeData.csv}</a>
      </p>
      <details>
        <summary>{seeData.title}</summary>
        {[...known.values()].map((operation) => (
          <OperationSnippets
            key={operation.name}
            request={request}
            operation={operation}
            document={documents.get(operation.name) ?? ''}
          />
        ))}
      </details>
    </section>
  );
}

function OperationSnippets({
  request,
  operation: { name, variables },
  document,
}: {
  request: PageRequest;
  operation: Operation;
  document: string;
}) {
  const { seeData } = request.texts;
  const graphql = withQuery(`${request.origin}/graphql`, { documentId: name, variables: JSON.stringify(variables) });
  return (
    <>
      <p>
        {seeData.note(name)} <a href={addressIn(request.language, `/developers#${name}`)}>{seeData.query}</a>
      </p>
      <Snippet title="GraphQL" code={document.replaceAll(/#.*/g, '').replaceAll(/\s+/g, ' ').trim()} />
      <Snippet title={seeData.variables} code={JSON.stringify(variables)} />
      <Snippet title="curl" code={`curl '${graphql}'`} />
      <Snippet title="Python" code={`import requests; data = requests.get('${graphql}').json()['data']`} />
      <Snippet title="R" code={`data <- jsonlite::fromJSON('${graphql}')$data`} />
    </>
  );
}

function Snippet({ title, code }: { title: string; code: string }) {
  return (
    <div class="snippet">
      <span>{title}</span>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable (WCAG 2.1.1) */}
      <pre tabIndex={0}>
        <code>{code}</code>
      </pre>
    </div>
  );
}
