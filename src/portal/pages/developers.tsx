/** `/developers`: how to ask the API, and the published operations with a form to try each. */

import { Local, Section } from '../components/content.tsx';
import { type Page, type PageRequest, textPage } from '../page.ts';
import type { PublishedOperationFacts } from '../published.ts';

export function developersPage(operations: readonly PublishedOperationFacts[]): Page {
  return textPage('/developers', (request) => ({
    title: request.texts.developers.title,
    description: request.texts.developers.lead,
    main: (
      <>
        <p>{request.texts.developers.lead}</p>
        <p>
          <a href="/graphql">{request.texts.developers.graphiql}</a>
        </p>
        <p>
          <Local request={request} to="/data">
            {request.texts.menu.data}
          </Local>
        </p>
        <Section title={request.texts.developers.operations} id="operations">
          <p>{request.texts.developers.operationsNote}</p>
          {operations.map((operation) => (
            <Operation key={operation.name} request={request} operation={operation} />
          ))}
        </Section>
      </>
    ),
  }));
}

function Operation({ request, operation }: { request: PageRequest; operation: PublishedOperationFacts }) {
  const { developers } = request.texts;
  const { name, description, document, example } = operation;
  const field = `variables-${name}`;
  return (
    <details id={name}>
      <summary>
        <code>{name}</code>
      </summary>
      <p lang="en">{description}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable (WCAG 2.1.1) */}
      <pre tabIndex={0}>
        <code>{document}</code>
      </pre>
      <form class="filter" action="/graphql" method="get">
        <input type="hidden" name="documentId" value={name} />
        <div>
          <label for={field}>
            {developers.variables} ({name})
          </label>
          <textarea id={field} name="variables" rows={3} cols={60}>
            {JSON.stringify(example)}
          </textarea>
        </div>
        <button type="submit">{developers.run}</button>
      </form>
    </details>
  );
}
