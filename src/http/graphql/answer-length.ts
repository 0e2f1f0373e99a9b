/**
 * How long an answer may be. It is counted before the answer becomes one text: a text that does not fit the memory of a
 * thread ends the whole process, not the thread alone, since it is made by one native call.
 */
import { RefusalError } from '#platform/errors.ts';

/** Of two operations at once, as texts of two bytes a character beside what they are made of: a third of what a thread may take. */
const maxCharacters = 16 * 1024 * 1024;
/** Of a number, as coordinates are. */
const ofNumber = 10;

class AnswerTooLongError extends RefusalError {
  readonly code = 'QUERY_TOO_LARGE';

  constructor() {
    super(`The answer has more than ${maxCharacters} characters.`, 'Ask for fewer entries or fields at once.', {
      polish: `Odpowiedź ma więcej niż ${maxCharacters} znaków. Poproś o mniej elementów lub pól naraz.`,
    });
  }
}

export function checkAnswerLength(data: unknown): void {
  if (lengthOf(data) > maxCharacters) throw new AnswerTooLongError();
}

/** Without a list of the entries of each object, of which an answer has thousands. */
function lengthOf(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return ofNumber;
  let characters = 0;
  if (Array.isArray(value)) for (const entry of value) characters += lengthOf(entry);
  else for (const name in value) characters += lengthOf((value as Record<string, unknown>)[name]);
  return characters;
}
