/** What two versions of the hub answer to the same published operations. */
import type { HubProcess } from '../harness/hub-process.ts';

export interface Operation {
  readonly name: string;
  readonly document: string;
  readonly example: { readonly variables: Readonly<Record<string, unknown>> };
}

export interface Answer {
  readonly status: number;
  readonly release: string | null;
  readonly data: Readonly<Record<string, unknown>>;
  readonly errors?: readonly object[];
}

export async function readOperations({ url }: HubProcess): Promise<readonly Operation[]> {
  const { operations } = (await (await fetch(`${url}/operations`)).json()) as { operations: Operation[] };
  return operations;
}

export async function ask({ url }: HubProcess, query: string, variables: object = {}): Promise<Answer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as Partial<Answer>;
  const release = response.headers.get('x-release');
  return { status: response.status, release, data: data ?? {}, ...(errors === undefined ? {} : { errors }) };
}

/** By the names of the operations. */
export async function answersTo(hub: HubProcess, operations: readonly Operation[]): Promise<Record<string, Answer>> {
  const answers: Record<string, Answer> = {};
  for (const { name, document, example } of operations) answers[name] = await ask(hub, document, example.variables);
  return answers;
}

export function failed(answers: Readonly<Record<string, Answer>>): [string, Answer][] {
  return Object.entries(answers).filter(([, { status, errors }]) => status !== 200 || errors !== undefined);
}
