/** The values of variables as they stand in an address: leaves as texts, lists repeated, objects as JSON. */
import {
  type GraphQLEnumType,
  type GraphQLInputType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql';
import { HttpProblem } from '../problem.ts';
import type { Parameter, PublishedQuery } from './operation.ts';

/** Beside the operation's own. */
export const formatParameter = 'format';

export function readVariables(query: PublishedQuery, search: URLSearchParams): Record<string, unknown> {
  const variables: Record<string, unknown> = {};
  for (const name of new Set(search.keys())) {
    if (name === formatParameter) continue;
    const parameter = query.parameters.find((known) => known.name === name);
    if (parameter === undefined) throw unknownParameter(query, name);
    // What a form sends for a field that was left empty.
    const texts = search.getAll(name).filter((text) => text !== '');
    if (texts.length > 0) variables[name] = variableOf(parameter, texts);
  }
  const missing = query.parameters.find(({ name, isRequired }) => isRequired && variables[name] === undefined);
  if (missing !== undefined) throw missingParameter(missing);
  return variables;
}

/** Whether it is written as JSON: objects, and lists of them. */
export function isJsonParameter(type: GraphQLInputType): boolean {
  return isInputObjectType(getNamedType(type)) || namedOf(type) === 'JSON';
}

export function isListParameter(type: GraphQLInputType): boolean {
  return isListType(isNonNullType(type) ? type.ofType : type);
}

const namedOf = (type: GraphQLInputType): string => getNamedType(type).name;

function variableOf({ name, type }: Parameter, texts: readonly string[]): unknown {
  const isJson = isJsonParameter(type);
  if (isListParameter(type) && !isJson) return texts.map((text) => leafOf(name, type, text));
  const [text = '', ...more] = texts;
  if (more.length > 0) throw badParameter(name, 'is given more than once', 'podano więcej niż raz');
  return isJson ? jsonOf(name, text) : leafOf(name, type, text);
}

function jsonOf(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw badParameter(name, 'is not JSON', 'to nie jest JSON');
  }
}

function leafOf(name: string, type: GraphQLInputType, text: string): unknown {
  const named = getNamedType(type);
  if (isEnumType(named)) {
    if (named.getValue(text) != null) return text;
    throw notOfEnum(name, text, named);
  }
  switch (namedOf(type)) {
    case 'Int':
      if (/^-?\d{1,10}$/.test(text)) return Number(text);
      throw badParameter(name, 'is not a whole number', 'to nie jest liczba całkowita');
    case 'Float':
      if (/^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text)) return Number(text);
      throw badParameter(name, 'is not a number', 'to nie jest liczba');
    case 'Boolean':
      if (text === 'true' || text === 'false') return text === 'true';
      throw badParameter(name, 'is neither true nor false', 'to ani true, ani false');
    default:
      return text;
  }
}

function badParameter(name: string, what: string, polish: string): HttpProblem {
  return new HttpProblem(400, 'BAD_USER_INPUT', `The parameter "${name}" ${what}.`, 'See /openapi.json.', {
    polish: `Parametr "${name}": ${polish}. Zob. /openapi.json.`,
  });
}

function notOfEnum(name: string, text: string, type: GraphQLEnumType): HttpProblem {
  const shown = text.slice(0, 60);
  const values = type.getValues().map((value) => value.name);
  const known = values.join(', ');
  return new HttpProblem(
    400,
    'BAD_USER_INPUT',
    `The parameter "${name}" has no value "${shown}".`,
    `It takes ${known}.`,
    {
      polish: `Parametr "${name}" nie ma wartości "${shown}". Przyjmuje: ${known}.`,
      members: { parameter: name, values },
    },
  );
}

function missingParameter({ name, type, description }: Parameter): HttpProblem {
  const kind = `${name}: ${String(type)}`;
  const hint = `Add it (${kind})${description === '' ? '' : `: ${description}`} See /openapi.json.`;
  return new HttpProblem(400, 'BAD_USER_INPUT', `The parameter "${name}" is missing.`, hint, {
    polish: `Brakuje parametru "${name}". Dodaj go (${kind}); zob. /openapi.json.`,
    members: { parameter: name },
  });
}

function unknownParameter({ name, parameters }: PublishedQuery, wrong: string): HttpProblem {
  const known = [...parameters.map((parameter) => parameter.name), formatParameter].join(', ');
  const shown = wrong.slice(0, 80);
  return new HttpProblem(400, 'BAD_USER_INPUT', `${name} has no parameter "${shown}".`, `It takes ${known}.`, {
    polish: `Operacja ${name} nie ma parametru "${shown}". Przyjmuje: ${known}.`,
    members: { parameters: parameters.map((parameter) => ({ name: parameter.name, type: String(parameter.type) })) },
  });
}
