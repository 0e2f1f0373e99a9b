/** Checks a mapping as a whole against schema/metric-mapping.schema.json, and says in plain words what is wrong. */
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { BadArgumentError } from '#platform/errors.ts';
import schema from '../../../schema/metric-mapping.schema.json' with { type: 'json' };
import { suggestion } from './suggestion.ts';

let validate: ValidateFunction | undefined;

/** Throws for the first thing in a mapping that is not as the schema says. */
export function refuseWrongShape(mapping: unknown, fileName: string): void {
  validate ??= compile();
  if (validate(mapping)) return;
  // Keys that are not known explain most of the other errors.
  const errors = (validate.errors ?? []).filter(({ keyword }) => keyword !== 'if');
  const [error] = errors.toSorted((a, b) => weight(a) - weight(b));
  if (error !== undefined) throw refusal(error, fileName);
}

function compile(): ValidateFunction {
  const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true, verbose: true, strict: false });
  addFormats.default(ajv);
  return ajv.compile(schema);
}

function weight({ keyword }: ErrorObject): number {
  return keyword === 'additionalProperties' ? 0 : keyword === 'required' ? 1 : 2;
}

function refusal(error: ErrorObject, fileName: string): BadArgumentError {
  const steps = error.instancePath.split('/').slice(1).map(plainStep);
  const { key, at } = placeOf(error, steps);
  const [what, hint] = wordsOf(error);
  const place = [fileName, ...at].join(' → ').replaceAll(/ → (\d+)/g, (_, index) => ` ${Number(index) + 1}`);
  return new BadArgumentError(`In the mapping, ${place}: "${key}" ${what}.`, hint);
}

function plainStep(step: string): string {
  return step.replaceAll('~1', '/').replaceAll('~0', '~');
}

function placeOf({ keyword, params }: ErrorObject, steps: readonly string[]): { key: string; at: readonly string[] } {
  if (keyword === 'additionalProperties') return { key: String(params['additionalProperty']), at: steps };
  if (keyword === 'required') return { key: String(params['missingProperty']), at: steps };
  return { key: steps.at(-1) ?? 'mapping', at: steps.slice(0, -1) };
}

function wordsOf(error: ErrorObject): readonly [what: string, hint: string] {
  const { keyword, params, parentSchema, data } = error;
  const shown = typeof data === 'object' ? 'a group of keys' : `"${String(data).slice(0, 80)}"`;
  switch (keyword) {
    case 'additionalProperties': {
      const known = Object.keys((parentSchema?.['properties'] ?? {}) as object);
      return [
        'is not known here',
        `${suggestion(String(params['additionalProperty']), known)}Known are ${known.join(', ')}.`,
      ];
    }
    case 'required':
      return ['is missing', 'See docs/metric-mappings.md for the keys that are required.'];
    case 'enum': {
      const choices = (params['allowedValues'] as unknown[]).map((choice) => (choice === '\t' ? '' : String(choice)));
      const named = choices.filter((choice) => choice !== '');
      return [`is ${shown}`, `${suggestion(String(data), named)}Use one of ${named.join(' ')}.`];
    }
    case 'pattern':
      return [`is ${shown}`, `Write it as ${parentSchema?.['description'] ?? params['pattern']}`];
    case 'format':
      return ['is no regular expression', 'Fix it; it has at most 300 characters.'];
    case 'type':
      return [`is ${shown}, which is no ${[params['type']].flat().join(' or ')}`, 'See docs/metric-mappings.md.'];
    default:
      return [`${error.message ?? 'is wrong'}`, 'See docs/metric-mappings.md.'];
  }
}
