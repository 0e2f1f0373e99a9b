/** The documented format of practices files, as schema/practices.schema.json states it to people and programs alike. */
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { isPartialDate, type RecordKind } from '#practices';
import schema from '../../../schema/practices.schema.json' with { type: 'json' };

/** The lists of entries in a file, in the order in which their entries are numbered. */
export const collections = {
  citations: 'CITATION',
  practices: 'PRACTICE',
  adoptions: 'ADOPTION',
  costBenefits: 'COST_BENEFIT',
  projects: 'PROJECT',
  calls: 'CALL',
  events: 'EVENT',
  livingLabs: 'LIVING_LAB',
} as const satisfies Record<string, RecordKind>;
export type Collection = keyof typeof collections;

export interface PracticesDocument extends Partial<Record<Collection, readonly Readonly<Record<string, unknown>>[]>> {
  readonly asOf?: string;
  readonly source?: {
    readonly name: string;
    readonly publisher: string;
    readonly url?: string;
    readonly licence?: string;
  };
}

export type Path = readonly (string | number)[];

/** `$.practices[2].offices[0].role`, RFC 9535. */
export function jsonPath(path: Path): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    return /^[A-Za-z_]\w*$/.test(step) ? `${text}.${step}` : `${text}[${JSON.stringify(step)}]`;
  }, '$');
}

export interface ShapeProblem {
  readonly path: Path;
  readonly reason: string;
}

let validate: ValidateFunction<PracticesDocument> | undefined;

/** Everything in a document that is not of the format's shape. */
export function shapeProblemsOf(document: unknown): ShapeProblem[] {
  validate ??= compile();
  if (validate(document)) return [];
  const errors = (validate.errors ?? []).filter((error) => !isConsequence(error));
  return errors.map((error) => ({ path: pathOf(error, document), reason: reasonOf(error) }));
}

function compile(): ValidateFunction<PracticesDocument> {
  const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true, verbose: true });
  addFormats.default(ajv);
  ajv.addFormat('partial-date', isPartialDate);
  return ajv.compile<PracticesDocument>(schema);
}

/** What is stated better elsewhere: the branches of a choice by the choice, the choice between a value and null by the value. */
function isConsequence({ keyword, params, parentSchema, schemaPath }: ErrorObject): boolean {
  if (keyword === 'required') return /\/(oneOf|anyOf)\/\d+\/required$/.test(schemaPath);
  if (keyword === 'type') return params['type'] === 'null';
  return keyword === 'anyOf' && alternativesOf(parentSchema?.[keyword]) === undefined;
}

function pathOf({ instancePath, keyword, params }: ErrorObject, document: unknown): Path {
  const pointer = instancePath.split('/').slice(1);
  const path: (string | number)[] = [];
  let value = document;
  for (const escaped of pointer) {
    const step = escaped.replaceAll('~1', '/').replaceAll('~0', '~');
    path.push(Array.isArray(value) ? Number(step) : step);
    value = (value as Record<string, unknown>)[step];
  }
  if (keyword === 'required') return [...path, String(params['missingProperty'])];
  if (keyword === 'additionalProperties') return [...path, String(params['additionalProperty'])];
  return path;
}

function reasonOf({ keyword, params, message, parentSchema }: ErrorObject): string {
  switch (keyword) {
    case 'required':
      return 'It is missing. Give it.';
    case 'additionalProperties':
      return 'The format has no such property. Fix its name or leave it out; see schema/practices.schema.json.';
    case 'enum':
      return `It is none of ${(params['allowedValues'] as unknown[]).join(', ')}. Take one of them.`;
    case 'type':
      return `It has to be ${[params['type']].flat().join(' or ')}.`;
    case 'format':
      return 'It is no day that exists. Write it as 2017-07-31, or 2017-07 or 2017 where the format allows it.';
    case 'pattern':
      return `It is not in the expected form (${params['pattern']}). Fix it.`;
    case 'oneOf':
    case 'anyOf':
      return `Give ${alternativesOf(parentSchema?.[keyword]) ?? 'it in one of its forms'}.`;
    default:
      return `It ${message ?? 'is not valid'}.`;
  }
}

/** `"office" or "organisation"` of a schema that asks for one of them. */
function alternativesOf(schemas: unknown): string | undefined {
  const names = (Array.isArray(schemas) ? schemas : []).flatMap(
    ({ required }: { required?: string[] }) => required ?? [],
  );
  return names.length === 0 ? undefined : names.map((name) => `"${name}"`).join(' or ');
}
