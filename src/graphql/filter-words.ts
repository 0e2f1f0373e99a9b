/** The words of a text filter. */
import { BadInputError } from '#platform/errors.ts';

const maxWords = 12;

/** Of a text without letter case and Polish letters. Each is looked for in every entry of a list, so they are few. */
export function filterWords(folded: string, filter: string): string[] {
  const words = [...new Set(folded.split(' '))].filter((word) => word !== '');
  if (words.length === 0) throw noWords(filter);
  if (words.length > maxWords) {
    throw new BadInputError(`The filter "${filter}" has ${words.length} words.`, `Give at most ${maxWords}.`, {
      polish: `Filtr "${filter}" ma słów: ${words.length}. Podaj najwyżej ${maxWords}.`,
    });
  }
  return words;
}

export function noWords(filter: string): BadInputError {
  return new BadInputError(`The filter "${filter}" has no letters or digits in it.`, 'Leave it out.', {
    polish: `W filtrze "${filter}" nie ma liter ani cyfr. Pomiń go.`,
  });
}
