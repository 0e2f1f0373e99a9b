/** What a page is: an address, the published operation it is made from, and what it shows of the answer. */
import type { ComponentChildren } from 'preact';
import { isDay } from '#platform/days.ts';
import type { Operator } from '#platform/operator.ts';
import type { StarterStatus } from '#sources/starter/status.ts';
import type { Language } from './language.ts';
import type { Texts } from './texts/index.ts';

export interface PageRequest {
  readonly language: Language;
  readonly texts: Texts;
  /** Without the prefix of the language. */
  readonly path: string;
  /** The parts of the path that have a name in the page's pattern. */
  readonly params: Readonly<Record<string, string>>;
  readonly search: URLSearchParams;
  /** `2026-06-15`, in Poland. */
  readonly today: string;
  /** The address of the hub, without a slash at its end. */
  readonly origin: string;
  /** What of the starter set is being loaded; null when all is there. */
  readonly starter: StarterStatus | null;
  readonly operator: Operator;
  /** Open corrections of what the page shows. */
  readonly corrections: readonly CorrectionMark[];
}

export interface CorrectionMark {
  readonly number: number;
  readonly field: string;
}

export interface Operation {
  readonly name: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Of an operation with a long list: how the pages fetch it. */
  readonly parts?: ListParts | undefined;
}

/** A list that the variables `first` and `after` page through. */
export interface ListParts {
  /** Where in the data the list is. */
  readonly path: readonly string[];
  /** Where in an entry its cursor is. */
  readonly cursor: readonly string[];
  readonly size: number;
}

/** What a published operation returned, within one release. */
export interface OperationResult {
  readonly data: unknown;
  readonly errors: readonly OperationError[];
  readonly release: number;
  readonly releasedAt: Date | null;
  readonly dependsOnToday: boolean;
}

export interface OperationError {
  readonly message: string;
  readonly code: string;
  /** In both languages, where it is one of the hub's own. */
  readonly messages?: { readonly pl: string; readonly en: string } | undefined;
  readonly path: readonly (string | number)[];
}

export interface View {
  readonly title: string;
  /** One or two sentences for search engines and social cards. */
  readonly description: string;
  readonly main: ComponentChildren;
  /** What the page shows as rows, for its .csv; without it the page has none. */
  readonly table?: Table | undefined;
  readonly breadcrumb?: readonly Link[] | undefined;
  /** Fields, such as `territorialUnit.indicators`, without which the page is whole, too: their errors are not shown. */
  readonly optional?: readonly string[] | undefined;
  /** The same thing in other forms, for programs that read the page's head. */
  readonly alternates?: readonly Alternate[] | undefined;
  /** What the page is about in the words of schema.org, as JSON-LD. */
  readonly structuredData?: object | undefined;
  /** Days to keep in mind, for the page's .ics. */
  readonly deadlines?: readonly Deadline[] | undefined;
  /** It shows something that will be otherwise in a moment, so nobody may keep it. */
  readonly isPassing?: boolean | undefined;
  /** What cannot be used of what was requested: the page says so and helps, and its status is an error's. */
  readonly fault?: string | undefined;
  /** It says what is so today, where the operations do not. */
  readonly dependsOnToday?: boolean | undefined;
}

export interface Alternate {
  readonly href: string;
  readonly type: string;
  readonly title: string;
}

export interface Deadline {
  /** Without an extension. */
  readonly name: string;
  readonly title: string;
  /** `2013-02-28`; the whole day belongs to it. */
  readonly day: string;
  /** The address of the page. */
  readonly url: string;
}

export interface Table {
  /** Without an extension. */
  readonly name: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

export interface Link {
  readonly href: string;
  readonly text: string;
}

/** Nothing is there; the reader gets a page that helps. */
export const missing = Symbol('missing');

/** Another address has it, for good. */
export class Redirect {
  readonly location: string;

  constructor(location: string) {
    this.location = location;
  }
}

/** A form was filled in with something that cannot be used; the page says what. */
export class WrongInput extends Error {}

/** A day of the calendar that an address gives; null where it gives none. */
export function dayIn(text: string | null, { errors }: Texts): string | null {
  if (!text) return null;
  if (!isDay(text)) throw new WrongInput(errors.wrongDay(text));
  return text;
}

export interface Page {
  /** Of a URLPattern, such as `/units/:terc`. */
  readonly pattern: string;
  /** Without one, or null: the page is made of texts alone. */
  operation?(request: PageRequest): Operation | Redirect | typeof missing | null;
  /** Further operations, by name, without which the page is still one: each is small, or may fail. */
  also?(request: PageRequest, result: OperationResult): Readonly<Record<string, Operation | undefined>>;
  /** `also`: the data of the further operations that succeeded. */
  view(
    request: PageRequest,
    result: OperationResult,
    also: Readonly<Record<string, unknown>>,
  ): View | Redirect | typeof missing;
}

/** Names the operations' types once, so that the view reads nothing that they do not request. */
export function page<Data, Variables extends object, Also extends object = object>(definition: {
  readonly pattern: string;
  readonly operation: string;
  /** Null: there is nothing to ask yet, and `empty` is shown. */
  variables(request: PageRequest): Variables | Redirect | typeof missing | null;
  readonly parts?: ListParts;
  also?(data: Data, request: PageRequest): { readonly [Name in keyof Also]?: Operation };
  view(
    data: Data,
    request: PageRequest,
    result: OperationResult,
    also: Partial<Also>,
  ): View | Redirect | typeof missing;
  empty?(request: PageRequest): View;
}): Page {
  return {
    pattern: definition.pattern,
    operation(request) {
      const variables = definition.variables(request);
      if (variables === null || variables === missing || variables instanceof Redirect) return variables;
      const { operation: name, parts } = definition;
      return { name, variables: variables as Record<string, unknown>, parts };
    },
    also: (request, { data }) => (data === null ? {} : (definition.also?.(data as Data, request) ?? {})),
    view(request, result, also) {
      if (result.data === null) return definition.empty?.(request) ?? missing;
      return definition.view(result.data as Data, request, result, also as Partial<Also>);
    },
  };
}

/** A page of texts, which asks nothing. */
export function textPage(pattern: string, view: (request: PageRequest) => View): Page {
  return { pattern, view };
}

/** The pages of one address, of which each request is for one. */
export function oneOf(pattern: string, pageFor: (request: PageRequest) => Page): Page {
  return {
    pattern,
    operation: (request) => pageFor(request).operation?.(request) ?? null,
    also: (request, result) => pageFor(request).also?.(request, result) ?? {},
    view: (request, result, also) => pageFor(request).view(request, result, also),
  };
}
