/** A list: filtered by a plain form, paged by links, and downloaded as it is shown. */
import type { ComponentChildren } from 'preact';
import { graphqlLanguage } from '#graphql/language.ts';
import { formats, type PluralForms } from '#platform/locale.ts';
import { dataAddress, withQuery } from './addresses.ts';
import { type Field, FilterForm, Found, type PageInfo, Pagination } from './components/lists.tsx';
import { type Deadline, type Operation, type Page, type PageRequest, page, type Table, type View } from './page.ts';
import type { Texts } from './texts/index.ts';

interface Connection<Node> {
  readonly totalCount: number;
  readonly edges: readonly { readonly node: Node }[];
  readonly pageInfo: PageInfo;
}

type NodeOf<Data, List extends keyof Data> = NonNullable<Data[List]> extends Connection<infer Node> ? Node : never;

interface ListDefinition<Data, Variables extends object, List extends keyof Data, Also extends object> {
  readonly pattern: string;
  readonly operation: string;
  /** Of operations whose lists have no texts in two languages. */
  readonly hasLanguage?: false;
  variables(request: PageRequest): Variables;
  also?(data: Data, request: PageRequest): { readonly [Name in keyof Also]?: Operation };
  /** The field of the operation that is the list. */
  readonly list: List;
  title(texts: Texts): string;
  /** How many were found, in words; entries without it. */
  found?(texts: Texts): PluralForms;
  fields(request: PageRequest, data: Data): readonly Field[];
  main(
    nodes: readonly NodeOf<Data, List>[],
    request: PageRequest,
    parts: { data: Data; also: Partial<Also> },
  ): ComponentChildren;
  /** Above the form. */
  lead?(request: PageRequest): ComponentChildren;
  readonly table: Pick<Table, 'name' | 'header'> & { rows(nodes: readonly NodeOf<Data, List>[]): Table['rows'] };
  /** Days to keep in mind, for the .ics of the list. */
  deadlines?(nodes: readonly NodeOf<Data, List>[], request: PageRequest): readonly Deadline[];
  view?(request: PageRequest): Partial<View>;
}

export function listPage<Data, Variables extends object, List extends keyof Data, Also extends object = object>(
  definition: ListDefinition<Data, Variables, List, Also>,
): Page {
  const { pattern, operation, variables, also, table } = definition;
  return page<Data, Variables, Also>({
    pattern,
    operation,
    variables,
    ...(also === undefined ? {} : { also }),
    view(data, request, _result, further) {
      const { texts } = request;
      const connection = data[definition.list] as Connection<NodeOf<Data, List>> | null | undefined;
      const nodes = connection?.edges.map(({ node }) => node) ?? [];
      const count = connection?.totalCount ?? 0;
      const fields = definition.fields(request, data);
      return {
        title: definition.title(texts),
        description: texts.site.description,
        main: (
          <>
            {definition.lead?.(request)}
            {fields.length === 0 ? null : <FilterForm request={request} fields={fields} />}
            <Found request={request} count={count} forms={definition.found?.(texts) ?? texts.list.found} />
            {definition.main(nodes, request, { data, also: further })}
            <Pagination request={request} pageInfo={connection?.pageInfo} />
            {count === 0 ? null : (
              <Downloads
                request={request}
                operation={operation}
                variables={{ ...variables(request), ...languageOf(definition, request) }}
                count={count}
              />
            )}
          </>
        ),
        table: { name: table.name, header: table.header, rows: table.rows(nodes) },
        ...(definition.deadlines === undefined ? {} : { deadlines: definition.deadlines(nodes, request) }),
        ...definition.view?.(request),
      };
    },
  });
}

function languageOf({ hasLanguage }: { readonly hasLanguage?: false }, { language }: PageRequest) {
  return hasLanguage !== false ? { lang: graphqlLanguage(language) } : {};
}

/** Of a filter, what chooses something. */
const known = (_key: string, value: unknown): unknown => value ?? undefined;

/** What is shown, and all that the form finds. */
function Downloads({
  request,
  operation,
  variables,
  count,
}: {
  request: PageRequest;
  operation: string;
  variables: object;
  count: number;
}) {
  const { texts, language } = request;
  const given = Object.entries(variables).filter(
    ([name, value]) => value != null && !['first', 'after'].includes(name),
  );
  const query = Object.fromEntries(
    given.map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value, known)]),
  );
  const all = (extension: string): string => withQuery(`/exports/${operation}.${extension}`, query);
  return (
    <p class="links">
      {texts.list.download} <a href={dataAddress(request, 'csv')}>CSV</a>
      <a href={dataAddress(request, 'json')}>JSON</a>
      {texts.list.downloadAll(formats[language].number(count))}{' '}
      <a href={all('csv')} rel="nofollow">
        CSV
      </a>
      <a href={all('ndjson')} rel="nofollow">
        NDJSON
      </a>
      <a href={all('parquet')} rel="nofollow">
        Parquet
      </a>
    </p>
  );
}
