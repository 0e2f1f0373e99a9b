/** Codes of user errors, with what they say; without the builder of the schema, whose plugins return them, too. */
export const userErrorTexts = {
  UNKNOWN_TARGET: ['Nie ma takiego wpisu.', 'There is no such entry.'],
  UNKNOWN_FIELD: [
    'Taki wpis nie ma tego pola. Podaj jedno z "correctableFields" albo "other".',
    'Such an entry has no such field. Give one of "correctableFields", or "other".',
  ],
  EMPTY_VALUE: ['Brakuje wartości.', 'The value is missing.'],
  TOO_LONG: ['To jest za długie.', 'This is too long.'],
  EMPTY_REASON: ['Brakuje uzasadnienia.', 'The reason is missing.'],
  NOT_AN_ADDRESS: ['To nie jest adres http lub https.', 'This is not an http or https address.'],
  PERSONAL_DATA: ['Usuń adresy e-mail i numery telefonów.', 'Take out addresses of e-mail and phone numbers.'],
  RATE_LIMITED: ['Zbyt wiele w ciągu godziny. Spróbuj później.', 'Too many within an hour. Try again later.'],
  KEY_REUSED: [
    'Ten klucz idempotencji był już użyty z inną treścią.',
    'This idempotency key was used with other content.',
  ],
  IN_PROGRESS: [
    'To samo jest właśnie wykonywane. Wyślij ponownie z tym samym kluczem.',
    'The same is being done just now. Send it again with the same key.',
  ],
  CONFLICT: [
    'Ktoś zapisał w tym czasie coś innego. Niczego nie nadpisano.',
    'Somebody saved something else meanwhile. Nothing was overwritten.',
  ],
  NOT_OPEN: ['Nabór nie jest otwarty.', 'The call is not open.'],
  NOT_ELIGIBLE: ['Urząd nie spełnia warunku naboru.', 'The office does not meet a condition of the call.'],
  INVALID_ANSWER: ['Odpowiedzi brakuje albo nie pasuje do pytania.', 'The answer is missing or does not fit.'],
  CONFLICT_OF_INTEREST: [
    'Konto działa w imieniu urzędu, który złożył zgłoszenie.',
    'The account acts for the office that submitted it.',
  ],
  REVIEWS_MISSING: ['Brakuje ukończonych ocen.', 'Too few reviews are completed.'],
  SCORE_MISSING: ['Brakuje oceny albo jej uzasadnienia.', 'A score or its reason is missing.'],
  CAPACITY_REACHED: ['Nie ma już wolnych miejsc.', 'As many are accepted as the call has room for.'],
  NOT_DECIDED: ['Nie wszystkie zgłoszenia są rozstrzygnięte.', 'Not all submissions are decided.'],
  INVALID_PRACTICE: [
    'Treść praktyki nie ma postaci z docs/practices.md.',
    'The text of the practice does not have the form of docs/practices.md.',
  ],
  INVALID_VALUE: ['Wartość nie pasuje.', 'The value does not fit.'],
  WRONG_LINK: ['Tym odnośnikiem nic się już nie potwierdzi.', 'Nothing is confirmed by this link, or not any more.'],
  ALREADY_CLAIMED: ['Konto zgłosiło już ten urząd.', 'The account has claimed this office already.'],
  TOO_MANY_OPEN: ['Zbyt wiele czeka już na potwierdzenie.', 'Too many are waiting for confirmation.'],
  TOO_MANY_PASSKEYS: ['Konto ma już dziesięć kluczy dostępu.', 'The account has ten passkeys already.'],
  PASSKEY_FAILED: [
    'Urządzenie nie potwierdziło klucza albo minęło pięć minut.',
    'The device has not confirmed the passkey, or five minutes have passed.',
  ],
  TAKEN: ['Ta nazwa jest już zajęta.', 'This name is taken.'],
  FILE_TYPE: ['Plik nie jest żadnym z dozwolonych rodzajów.', 'The file is of no accepted type.'],
  FILE_TOO_LARGE: ['Plik jest pusty albo za duży.', 'The file is empty or too large.'],
  TOO_MANY_FILES: ['Zgłoszenie ma zbyt wiele plików.', 'The application has too many files.'],
  NOT_FOUND: ['Nie ma takiej pozycji.', 'There is none.'],
  NOT_POSSIBLE: ['W obecnym stanie nie można tego zrobić.', 'This is not possible in the current state.'],
} as const satisfies Record<string, readonly [polish: string, english: string]>;

export type UserErrorCode = keyof typeof userErrorTexts;

export interface UserError {
  readonly code: UserErrorCode;
  /** The argument, and what is inside it; empty when it is none in particular. */
  readonly path: readonly string[];
}
