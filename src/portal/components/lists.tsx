/** Lists that are filtered by a plain form and paged by links. */

import type { ComponentChildren } from 'preact';
import { formats, type PluralForms } from '#platform/locale.ts';
import { withQuery } from '../addresses.ts';
import { addressIn } from '../language.ts';
import type { WithRequest } from './content.tsx';

export interface PageInfo {
  readonly hasNextPage: boolean;
  readonly endCursor: string | null;
}

export function Found({
  request,
  count,
  forms = request.texts.list.found,
}: WithRequest & { count: number; forms?: PluralForms }) {
  return <p class="found">{formats[request.language].plural(count, forms)}</p>;
}

export function Pagination({ request, pageInfo }: WithRequest & { pageInfo: PageInfo | undefined }) {
  const isFirst = !request.search.has('after');
  if (pageInfo === undefined || (isFirst && !pageInfo.hasNextPage)) return null;
  const { texts, search, path, language } = request;
  const here = Object.fromEntries([...search].filter(([name]) => name !== 'after'));
  const to = (after: string | null): string => addressIn(language, withQuery(path, { ...here, after }));
  return (
    <nav aria-label={texts.list.pages} class="pages">
      {isFirst ? null : (
        <a href={to(null)} rel="first">
          {texts.list.first}
        </a>
      )}
      {pageInfo.hasNextPage ? (
        <a href={to(pageInfo.endCursor)} rel="next">
          {texts.list.next}
        </a>
      ) : null}
    </nav>
  );
}

export interface Choice {
  readonly value: string;
  readonly label: string;
}

interface FieldFacts {
  readonly name: string;
  readonly label: string;
  /** Where it is not what the address gives under this name. */
  readonly value?: string | undefined;
}

export type Field =
  | (FieldFacts & { readonly type: 'text' | 'date' })
  | (FieldFacts & {
      readonly type: 'choice';
      readonly choices: readonly Choice[];
      /** What is shown while the address chooses nothing. */
      readonly chosen?: string | undefined;
      /** What the choice of nothing is called. */
      readonly none?: string | undefined;
    });

/** A GET form of the page itself: what is chosen stands in the address. */
export function FilterForm({ request, fields }: WithRequest & { fields: readonly Field[] }) {
  const { texts, search, path, language } = request;
  return (
    <form class="filter" action={addressIn(language, path)} method="get" aria-label={texts.list.filter}>
      {fields.map((field) => (
        <FieldInput
          key={field.name}
          field={field}
          value={field.value ?? (search.get(field.name) || chosenIn(field))}
          any={texts.list.any}
        />
      ))}
      {[...search]
        .filter(([name, value]) => name !== 'after' && value !== '' && !fields.some((field) => field.name === name))
        .map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
      <button type="submit">{texts.list.show}</button>
      {search.size === 0 ? null : <a href={addressIn(language, path)}>{texts.list.clear}</a>}
    </form>
  );
}

function chosenIn(field: Field): string {
  return field.type === 'choice' ? (field.chosen ?? '') : '';
}

function FieldInput({ field, value, any }: { field: Field; value: string; any: string }) {
  const id = `filter-${field.name}`;
  return (
    <div>
      <label for={id}>{field.label}</label>
      {field.type === 'choice' ? (
        <select id={id} name={field.name}>
          {field.chosen === undefined ? <option value="">{field.none ?? any}</option> : null}
          {field.choices.map((choice) => (
            <option key={choice.value} value={choice.value} selected={choice.value === value}>
              {choice.label}
            </option>
          ))}
        </select>
      ) : field.type === 'date' ? (
        <input id={id} name={field.name} type="date" value={value} />
      ) : (
        <input id={id} name={field.name} value={value} />
      )}
    </div>
  );
}

export interface Item {
  readonly href: string;
  readonly title: ComponentChildren;
  readonly note?: ComponentChildren;
  readonly text?: string | null;
}

export function Items({ request, items }: WithRequest & { items: readonly Item[] }) {
  if (items.length === 0) return <p>{request.texts.list.nothing}</p>;
  return (
    <ul class="items">
      {items.map(({ href, title, note, text }) => (
        <li key={href}>
          <a href={addressIn(request.language, href)}>{title}</a>
          {note === undefined || note === null ? null : <span class="note">{note}</span>}
          {text ? <p>{shortened(text)}</p> : null}
        </li>
      ))}
    </ul>
  );
}

const longest = 280;

function shortened(text: string): string {
  if (text.length <= longest) return text;
  const end = text.lastIndexOf(' ', longest);
  return `${text.slice(0, end < 0 ? longest : end)}…`;
}
