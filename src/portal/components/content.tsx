/** The building blocks of every page. */

import type { ComponentChildren } from 'preact';
import { formats } from '#platform/locale.ts';
import { paths } from '../addresses.ts';
import { addressIn } from '../language.ts';
import { inOwnLanguage } from '../own-names.ts';
import type { Link, PageRequest } from '../page.ts';

export interface WithRequest {
  readonly request: PageRequest;
}

/** A link to another page of the hub, in the language of this one. */
export function Local({ request, to, children }: WithRequest & { to: string; children: ComponentChildren }) {
  return <a href={addressIn(request.language, to)}>{children}</a>;
}

/** Left out when it has nothing in it. */
export function Section({ title, id, children }: { title: string; id?: string; children: ComponentChildren }) {
  if (isEmpty(children)) return null;
  return (
    <section id={id}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function isEmpty(children: ComponentChildren): boolean {
  if (Array.isArray(children)) return children.every(isEmpty);
  return children === null || children === undefined || children === false || children === '';
}

export type Fact = readonly [term: string, value: ComponentChildren];

/** Terms with their values; those without a value are left out. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  const known = facts.filter(([, value]) => !isEmpty(value));
  if (known.length === 0) return null;
  return (
    <dl class="facts">
      {known.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** With its heading; nothing where no value is known. */
export function FactsSection({ title, facts }: { title: string; facts: readonly Fact[] }) {
  if (facts.every(([, value]) => isEmpty(value))) return null;
  return (
    <Section title={title}>
      <Facts facts={facts} />
    </Section>
  );
}

export function Paragraphs({ text }: { text: string | null | undefined }) {
  if (!text) return null;
  return (
    <>
      {text.split(/\n{2,}/).map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
    </>
  );
}

export function Bullets({ items }: { items: readonly ComponentChildren[] }) {
  if (items.length === 0) return null;
  return (
    <ul>
      {items.map((item, index) => (
        // The order of a list that is rendered once never changes.
        <li key={index}>{item}</li>
      ))}
    </ul>
  );
}

export interface Column {
  readonly title: string;
  readonly isNumber?: boolean;
}

interface Heading extends Column {
  /** Instead of the title alone. */
  readonly heading?: ComponentChildren;
  readonly direction?: 'ascending' | 'descending' | undefined;
}

interface Cell {
  readonly content: ComponentChildren;
  /** By which the table is sorted, where it is not the text of the cell; empty: unknown. */
  readonly value?: string | undefined;
}

/** A wide table scrolls by itself, with the keyboard, too. */
export function TableFrame({
  caption,
  columns,
  rows,
  isSorted,
}: {
  caption: string;
  columns: readonly Heading[];
  rows: readonly (readonly Cell[])[];
  isSorted?: boolean;
}) {
  const className = (index: number): string | undefined => (columns[index]?.isNumber === true ? 'number' : undefined);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable (WCAG 2.1.1)
    <section class="table" tabIndex={0} aria-label={caption}>
      <table data-sorted={isSorted}>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ title, heading = title, direction }, index) => (
              <th key={title} scope="col" class={className(index)} aria-sort={direction}>
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells, line) => (
            <tr key={line}>
              {cells.map(({ content, value }, index) => (
                <td key={index} class={className(index)} data-value={value}>
                  {content}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** One that is read from top to bottom; one that somebody may want in another order is a SortedTable. */
export function DataTable({
  caption,
  columns,
  rows,
}: {
  caption: string;
  columns: readonly Column[];
  rows: readonly (readonly ComponentChildren[])[];
}) {
  if (rows.length === 0) return null;
  return (
    <TableFrame caption={caption} columns={columns} rows={rows.map((row) => row.map((content) => ({ content })))} />
  );
}

export interface SourceFacts {
  readonly name: string;
  readonly publisher: string;
  readonly licence: string;
  readonly publicationUrl: string;
  readonly asOf: string;
}

export function Source({ request, source }: WithRequest & { source: SourceFacts }) {
  const { texts, language } = request;
  const day = formats[language].day(source.asOf) ?? '';
  const line = texts.source.line(inOwnLanguage(request, source.name), inOwnLanguage(request, source.publisher), day);
  return (
    <p class="source">
      {texts.source.title}: {/^https?:/.test(source.publicationUrl) ? <a href={source.publicationUrl}>{line}</a> : line}
      . {texts.source.licence}: {inOwnLanguage(request, source.licence)}.
    </p>
  );
}

export function Citations({
  request,
  citations,
}: WithRequest & { citations: readonly { readonly title: string; readonly documentUrl: string | null }[] }) {
  if (citations.length === 0) return null;
  return (
    <Section title={request.texts.practice.citations}>
      <Bullets
        items={citations.map(({ title, documentUrl }) =>
          documentUrl === null ? title : <a href={documentUrl}>{title}</a>,
        )}
      />
    </Section>
  );
}

export function Inferences({
  request,
  inferences,
}: WithRequest & { inferences: readonly { readonly field: string; readonly reason: string }[] }) {
  if (inferences.length === 0) return null;
  const { practice } = request.texts;
  return (
    <Section title={practice.inferences}>
      <p>{practice.inferencesNote}</p>
      <Bullets items={inferences.map(({ reason }) => reason)} />
    </Section>
  );
}

/** Someone who may be an office of the hub, or only a name. */
export function Actor({
  request,
  actor,
}: WithRequest & { actor: { readonly name: string; readonly office: { readonly code: string } | null } }) {
  if (actor.office === null) return <>{actor.name}</>;
  return (
    <Local request={request} to={paths.office(actor.office.code)}>
      {actor.name}
    </Local>
  );
}

export function Materials({
  materials,
}: {
  materials: readonly { readonly title: string | null; readonly contentUrl: string; readonly type: string }[];
}) {
  return <Bullets items={materials.map(({ title, contentUrl }) => <a href={contentUrl}>{title ?? contentUrl}</a>)} />;
}

export function joined(items: readonly ComponentChildren[], separator = ', '): ComponentChildren {
  if (items.length === 0) return null;
  return items.flatMap((item, index) => (index === 0 ? [item] : [separator, item]));
}

export function Breadcrumb({ request, links }: WithRequest & { links: readonly Link[] }) {
  if (links.length === 0) return null;
  return (
    <nav aria-label={request.texts.site.breadcrumb} class="breadcrumb">
      <ol>
        {links.map(({ href, text }) => (
          <li key={href}>
            <Local request={request} to={href}>
              {text}
            </Local>
          </li>
        ))}
      </ol>
    </nav>
  );
}
