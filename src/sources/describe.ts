/** Who published a file, under which terms and where: stated by the operator, else by the file, else by the list itself. */
import type { Properties } from '#formats/table.ts';
import type { SourceDescription } from '#platform/releases/model.ts';
import type { ImportJob, StatedSource } from './import.ts';

/** Of a list that anybody may have made nothing is guessed. */
export const unstated = { publisher: 'Not stated', licence: 'Not stated', url: '' } as const;

type Description = Omit<SourceDescription, 'fileName' | 'sha256'>;

export function describeFile(
  { file, stated = {} }: Pick<ImportJob, 'file' | 'stated'>,
  description: Description,
  properties: Properties = {},
): SourceDescription {
  const said = saidIn(properties);
  return {
    ...description,
    publisher: stated.publisher ?? said.publisher ?? description.publisher,
    licence: stated.licence ?? said.licence ?? description.licence,
    url: stated.url ?? said.url ?? description.url,
    fileName: file.name,
    sha256: file.sha256,
  };
}

const names: Readonly<Record<keyof StatedSource, readonly string[]>> = {
  publisher: ['publisher', 'wydawca', 'attribution'],
  licence: ['licence', 'license', 'licencja'],
  url: ['url', 'homepage'],
};
const longest = 500;

/** Members beside the rows of a JSON document, and properties of a GeoJSON collection. */
function saidIn(properties: Properties): StatedSource {
  const said: Record<string, string> = {};
  for (const [field, known] of Object.entries(names)) {
    const value = Object.entries(properties)
      .find(([key]) => known.includes(key.toLowerCase()))?.[1]
      .trim();
    const isUsable = value !== undefined && value !== '' && (field !== 'url' || /^https?:\/\//i.test(value));
    if (isUsable) said[field] = value.slice(0, longest);
  }
  return said;
}
