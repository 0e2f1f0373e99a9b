/** What the form of a new call says beside the pages of calls. */
import type { FormProblem } from '#live-calls';
import type { Language } from '#portal/language.ts';

const polish = {
  unitKind: (kind: string) => `Tylko jednostki rodzaju: ${kind} (bez zaznaczenia: wszystkie)`,
  resultsDueOn: 'Dzień ogłoszenia wyników (niekonieczne)',
  channels: 'Dokąd się zwracać (niekonieczne)',
  channelsHint: 'W każdym wierszu: GOVERNMENT, SELF_GOVERNMENT albo ANY | adres e-mail albo strony',
  documents: 'Regulamin i załączniki (niekonieczne)',
  documentsHint: 'W każdym wierszu: tytuł po polsku | po angielsku | adres',
  place: 'wiersz lub klucz',
  problems: {
    TYPE: 'nie ma takiego rodzaju pytania.',
    KEY: 'klucz to do 40 małych liter, cyfr i znaków _.',
    LABEL: 'brakuje treści po polsku lub po angielsku albo jest za długa.',
    CHOICES: 'wybór potrzebuje co najmniej dwóch różnych wartości.',
    CHOICE_LABEL: 'nazwy wyborów pisze się w obu językach: wartość = po polsku / po angielsku; bez średników i kresek.',
    TEXT_LENGTH: 'tekst ma najwyżej 10 000 znaków.',
    NO_QUESTION: 'nie ma żadnego pytania.',
    TOO_MANY: 'jest więcej niż 50 pytań.',
    REPEATED_KEY: 'ten klucz jest dwa razy.',
    STEP_NAME: 'krok potrzebuje nazwy po polsku i po angielsku.',
    NO_STEP: 'pytanie nie należy do żadnego kroku.',
    EMPTY_STEP: 'krok nie ma pytań.',
  } satisfies Record<FormProblem, string>,
};

const english: typeof polish = {
  unitKind: (kind) => `Only units of the kind: ${kind} (none ticked: all)`,
  resultsDueOn: 'Day of the results (optional)',
  channels: 'Where to turn (optional)',
  channelsHint: 'On each line: GOVERNMENT, SELF_GOVERNMENT or ANY | address of e-mail or of a page',
  documents: 'Rules and forms (optional)',
  documentsHint: 'On each line: title in Polish | in English | address',
  place: 'line or key',
  problems: {
    TYPE: 'there is no such type of question.',
    KEY: 'a key has up to 40 small letters, digits and signs _.',
    LABEL: 'the text in Polish or in English is missing or too long.',
    CHOICES: 'a choice needs at least two different values.',
    CHOICE_LABEL: 'choices are named in both languages: value = in Polish / in English; without semicolons and bars.',
    TEXT_LENGTH: 'a text has at most 10,000 characters.',
    NO_QUESTION: 'there is no question.',
    TOO_MANY: 'there are more than 50 questions.',
    REPEATED_KEY: 'this key is there twice.',
    STEP_NAME: 'a step needs its name in Polish and in English.',
    NO_STEP: 'a question is in no step.',
    EMPTY_STEP: 'a step has no question.',
  },
};

export const callEditingTexts: Readonly<Record<Language, typeof polish>> = { pl: polish, en: english };
