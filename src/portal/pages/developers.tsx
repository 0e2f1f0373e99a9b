/** `/developers`: how to query the API, its limits and keys, and the published operations with a form to try each. */
import type { DevelopersPageQuery, DevelopersPageQueryVariables } from '#graphql/generated/operations.ts';
import { formats } from '#platform/locale.ts';
import { Bullets, DataTable, Local, Section } from '../components/content.tsx';
import { type Page, type PageRequest, page } from '../page.ts';
import type { PublishedOperationFacts } from '../published.ts';

export function developersPage(operations: readonly PublishedOperationFacts[]): Page {
  return page<DevelopersPageQuery, DevelopersPageQueryVariables>({
    pattern: '/developers',
    operation: 'DevelopersPage',
    variables: () => ({}),
    view({ limits }, request) {
      const { developers: words, menu } = request.texts;
      return {
        title: words.title,
        description: words.lead,
        main: (
          <>
            <p>{words.lead}</p>
            <Section title={words.start}>
              <Example origin={request.origin} />
              <Bullets
                items={[
                  <a href="/graphql">{words.graphiql}</a>,
                  <a href="#operations">{words.operations}</a>,
                  <a href="/openapi.json">{words.rest}</a>,
                  words.mcp(`${request.origin}/mcp`),
                  <Local request={request} to="/data">
                    {menu.data}
                  </Local>,
                ]}
              />
            </Section>
            {limits == null ? null : <Limits request={request} limits={limits} />}
            <Section title={words.operations} id="operations">
              <p>{words.operationsNote}</p>
              {operations.map((operation) => (
                <Operation key={operation.name} request={request} operation={operation} />
              ))}
            </Section>
          </>
        ),
      };
    },
  });
}

const example = '{ territorialUnit(id: "0202021") { name kind practices(first: 3) { edges { node { title } } } } }';

function Example({ origin }: { origin: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable (WCAG 2.1.1)
    <pre tabIndex={0}>
      <code>{`curl -G ${origin}/graphql --data-urlencode 'query=${example}'`}</code>
    </pre>
  );
}

function Limits({ request, limits }: { request: PageRequest; limits: NonNullable<DevelopersPageQuery['limits']> }) {
  const { developers: words } = request.texts;
  const { number } = formats[request.language];
  return (
    <Section title={words.limits} id="limits">
      <p>{words.rate}</p>
      <p>{words.keys}</p>
      <DataTable
        caption={words.limitsOfOne}
        columns={[{ title: words.limit }, { title: words.max, isNumber: true }]}
        rows={Object.entries(words.limitNames).map(([name, text]) => [
          text,
          number(limits[name as keyof typeof words.limitNames]),
        ])}
      />
    </Section>
  );
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
