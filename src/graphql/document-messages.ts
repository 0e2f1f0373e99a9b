/**
 * What graphql-js and the scalars say of a caller's document and variables, in Polish. Their messages have no codes to go
 * by, so each is known by its wording; test/http/messages.test.ts fails when a new version words one in another way.
 */

/** In their order; what stands in {} goes, itself put into Polish where it is a message, to the same number. */
const sentences: readonly (readonly [english: string, polish: string])[] = [
  ['Schema is not configured to execute {} operation.', 'Tego API się tylko pyta: operacji {1} nie ma.'],
  ['Syntax Error: {}', 'Błąd składni: {1}'],
  [
    'Unexpected single quote character (\'), did you mean to use a double quote (")?',
    'Niespodziewany apostrof (\'). Użyj cudzysłowu (").',
  ],
  [
    'Unexpected description, descriptions are not supported on shorthand queries.',
    'Niespodziewany opis: zapytanie bez słowa query nie może go mieć.',
  ],
  [
    'Unexpected description, only GraphQL definitions support descriptions.',
    'Niespodziewany opis: mogą go mieć tylko definicje.',
  ],
  ['Unexpected variable {} in constant value.', 'Zmienna {1} stoi tam, gdzie musi być stała.'],
  ['Unexpected character: {}.', 'Niespodziewany znak: {1}.'],
  ['Unexpected {}.', 'Niespodziewany element: {1}.'],
  ['Invalid number, unexpected digit after 0: {}.', 'Nieprawidłowa liczba: po 0 stoi {1}.'],
  ['Invalid number, expected digit but got: {}.', 'Nieprawidłowa liczba: zamiast cyfry jest {1}.'],
  ['Invalid character within String: {}.', 'Niedozwolony znak w tekście: {1}.'],
  ['Invalid character: {}.', 'Niedozwolony znak: {1}.'],
  ['Unterminated string.', 'Tekst nie ma końcowego cudzysłowu.'],
  ['Invalid Unicode escape sequence: {}.', 'Nieprawidłowy zapis znaku Unicode: {1}.'],
  ['Invalid character escape sequence: {}.', 'Nieprawidłowy zapis znaku specjalnego: {1}.'],
  [
    '{} is reserved and cannot be used for an enum value.',
    '{1} to słowo zastrzeżone, które nie może być wartością wyliczenia.',
  ],
  ['The {} definition is not executable.', 'Definicji {1} nie można wykonać. Wyślij zapytanie.'],
  ['Cannot query field {} on type {}.{}', 'Typ {2} nie ma pola {1}.{3}'],
  ['Fragment cannot condition on non composite type {}.', 'Fragment nie może dotyczyć typu {1}, bo ten nie ma pól.'],
  [
    'Fragment {} cannot condition on non composite type {}.',
    'Fragment {1} nie może dotyczyć typu {2}, bo ten nie ma pól.',
  ],
  ['Unknown argument {} on field {}.{}', 'Pole {2} nie ma argumentu {1}.{3}'],
  ['Unknown argument {} on directive {}.{}', 'Dyrektywa {2} nie ma argumentu {1}.{3}'],
  ['Unknown directive {}.', 'Nie ma dyrektywy {1}.'],
  ['Directive {} may not be used on {}.', 'Dyrektywy {1} nie można użyć w tym miejscu ({2}).'],
  ['Unknown fragment {}.', 'W dokumencie nie ma fragmentu {1}.'],
  ['Unknown type {}.{}', 'Nie ma typu {1}.{2}'],
  ['This anonymous operation must be the only defined operation.', 'Operacja bez nazwy musi być jedyna w dokumencie.'],
  ['Maximum introspection depth exceeded', 'Introspekcja jest zbyt głęboko zagnieżdżona.'],
  ['Cannot spread fragment {} within itself via {}.', 'Fragment {1} zawiera sam siebie przez {2}.'],
  ['Cannot spread fragment {} within itself.', 'Fragment {1} zawiera sam siebie.'],
  ['Variable {} is not defined by operation {}.', 'Operacja {2} nie ma zmiennej {1}.'],
  ['Variable {} is not defined.', 'Zmienna {1} nie jest zdefiniowana.'],
  ['Fragment {} is never used.', 'Fragment {1} nie jest używany.'],
  ['Variable {} is never used in operation {}.', 'Zmienna {1} nie jest używana w operacji {2}.'],
  ['Variable {} is never used.', 'Zmienna {1} nie jest używana.'],
  [
    'Fields {} conflict because {}. Use different aliases on the fields to fetch both if this was intentional.',
    'Pola {1} kolidują: {2}. Jeśli potrzebne są oba, daj im różne aliasy.',
  ],
  [
    'Fragment cannot be spread here as objects of type {} can never be of type {}.',
    'Fragmentu nie można tu użyć: obiekt typu {1} nigdy nie jest typu {2}.',
  ],
  [
    'Fragment {} cannot be spread here as objects of type {} can never be of type {}.',
    'Fragmentu {1} nie można tu użyć: obiekt typu {2} nigdy nie jest typu {3}.',
  ],
  [
    'Field {} argument {} of type {} is required, but it was not provided.',
    'Pole {1} wymaga argumentu {2} typu {3}, a go nie podano.',
  ],
  [
    'Directive {} argument {} of type {} is required, but it was not provided.',
    'Dyrektywa {1} wymaga argumentu {2} typu {3}, a go nie podano.',
  ],
  [
    'Field {} must not have a selection since type {} has no subfields.',
    'Pole {1} nie może mieć pól w nawiasach, bo typ {2} ich nie ma.',
  ],
  [
    'Field {} of type {} must have a selection of subfields. Did you mean {}?',
    'Przy polu {1} typu {2} trzeba wybrać pola: {3}.',
  ],
  [
    'Field {} of type {} must have at least one field selected.',
    'Przy polu {1} typu {2} trzeba wybrać choć jedno pole.',
  ],
  ['There can be only one argument named {}.', 'Argument {1} podano więcej niż raz.'],
  ['There can be only one fragment named {}.', 'Fragment {1} zdefiniowano więcej niż raz.'],
  ['There can be only one input field named {}.', 'Pole wejściowe {1} podano więcej niż raz.'],
  ['There can be only one operation named {}.', 'Operację {1} zdefiniowano więcej niż raz.'],
  ['There can be only one variable named {}.', 'Zmienną {1} zdefiniowano więcej niż raz.'],
  ['The directive {} can only be used once at this location.', 'Dyrektywy {1} można tu użyć tylko raz.'],
  ['Variable {} cannot be non-input type {}.', 'Zmienna {1} nie może być typu {2}, bo to nie jest typ wejściowy.'],
  [
    'Variable {} of type {} used in position expecting type {}.',
    'Zmienna {1} jest typu {2}, a tu potrzebny jest typ {3}.',
  ],
  [
    'Variable {} is of type {} but must be non-nullable to be used for OneOf Input Object {}.',
    'Zmienna {1} jest typu {2}, a w {3} nie może być pusta.',
  ],
  [
    'Too many validation errors, error limit reached. Validation aborted.',
    'Błędów jest zbyt wiele; dalszych nie szukano.',
  ],
  [
    'Too many errors processing variables, error limit reached. Execution aborted.',
    'Błędów w zmiennych jest zbyt wiele; dalszych nie szukano.',
  ],
  ['Variable {} got invalid value {} at {}; {}', 'Zmienna {1} ma nieprawidłową wartość {2} w {3}: {4}'],
  ['Variable {} got invalid value {}; {}', 'Zmienna {1} ma nieprawidłową wartość {2}: {3}'],
  [
    'Variable {} expected value of type {} which cannot be used as an input type.',
    'Zmienna {1} ma typ {2}, który nie jest typem wejściowym.',
  ],
  ['Variable {} of required type {} was not provided.', 'Nie podano zmiennej {1}, która jest wymagana (typ {2}).'],
  ['Variable {} of non-null type {} must not be null.', 'Zmienna {1} typu {2} nie może być pusta (null).'],
  [
    'Argument {} of required type {} was provided the variable {} which was not provided a runtime value.',
    'Argument {1} typu {2} jest wymagany, a zmiennej {3} nie podano.',
  ],
  ['Argument {} of required type {} was not provided.', 'Nie podano argumentu {1}, który jest wymagany (typ {2}).'],
  ['Argument {} of non-null type {} must not be null.', 'Argument {1} typu {2} nie może być pusty (null).'],
  ['Argument {} has invalid value {}.', 'Argument {1} ma nieprawidłową wartość {2}.'],
  ['Expected value of type {}, found {}; {}', 'Oczekiwano wartości typu {1}, a jest {2}: {3}'],
  ['Expected value of type {}, found {}.', 'Oczekiwano wartości typu {1}, a jest {2}.'],
  ['Expected non-nullable type {} not to be null.', 'Wartość typu {1} nie może być pusta (null).'],
  ['Expected type {} to be an object.', 'Wartość typu {1} musi być obiektem.'],
  ['Expected {}, found {}.', 'Oczekiwano {1}, a jest {2}.'],
  ['Expected type {}. {}', 'Oczekiwano typu {1}. {2}'],
  ['Expected type {}.', 'Oczekiwano typu {1}.'],
  ['Field {} of required type {} was not provided.', 'Nie podano pola {1}, które jest wymagane (typ {2}).'],
  ['Field {} is not defined by type {}.{}', 'Typ {2} nie ma pola {1}.{3}'],
  ['Field {} must be non-null.', 'Pole {1} nie może być puste (null).'],
  ['OneOf Input Object {} must specify exactly one key.', '{1} musi mieć dokładnie jedno pole.'],
  ['Exactly one key must be specified for OneOf type {}.', '{1} musi mieć dokładnie jedno pole.'],
  ['Int cannot represent non-integer value: {}', 'To nie jest liczba całkowita: {1}'],
  ['Int cannot represent non 32-bit signed integer value: {}', 'Liczba całkowita jest spoza zakresu 32 bitów: {1}'],
  ['Float cannot represent non numeric value: {}', 'To nie jest liczba: {1}'],
  ['String cannot represent a non string value: {}', 'To nie jest tekst: {1}'],
  ['Boolean cannot represent a non boolean value: {}', 'To nie jest wartość logiczna (true, false): {1}'],
  ['ID cannot represent value: {}', 'To nie jest identyfikator: {1}'],
  ['ID cannot represent a non-string and non-integer value: {}', 'To nie jest identyfikator: {1}'],
  ['Enum {} cannot represent non-string value: {}.{}', 'To nie jest wartość wyliczenia {1}: {2}.{3}'],
  ['Enum {} cannot represent non-enum value: {}.{}', 'To nie jest wartość wyliczenia {1}: {2}.{3}'],
  ['Value {} does not exist in {} enum.{}', 'Wyliczenie {2} nie ma wartości {1}.{3}'],
  ['Value is not string: {}', 'To nie jest tekst: {1}'],
  ['Value is not a valid LocalDate: {}', 'To nie jest dzień: {1}. Zapisz go jako 2022-01-01.'],
  ['Can only validate strings as local dates but got a: {}', 'Dzień jest tekstem, jak "2022-01-01", a jest: {1}'],
  [
    '{} is no day: the Gregorian calendar begins with the year 1.',
    '{1} nie jest dniem: kalendarz gregoriański zaczyna się od roku 1.',
  ],
  [
    'Decimal cannot represent {}: write a decimal number such as "1234.50".',
    'To nie jest liczba dziesiętna: {1}. Zapisz ją jak "1234.50".',
  ],
  [' Did you mean to use an inline fragment on {}?', ' Może chodziło o fragment: ... on {1}?'],
  [' Did you mean the enum value {}?', ' Może chodziło o {1}?'],
  [' Did you mean {}?', ' Może chodziło o {1}?'],
];

/** Inside the reasons of a conflict, which are made of each other. */
const phrases: readonly (readonly [english: RegExp, polish: string])[] = [
  [/("[^"]*") and ("[^"]*") are different fields/g, '$1 i $2 to różne pola'],
  [/they have differing arguments/g, 'mają różne argumenty'],
  [/they return conflicting types ("[^"]*") and ("[^"]*")/g, 'mają różne typy $1 i $2'],
  [/subfields ("[^"]*") conflict because/g, 'pola $1 w nich kolidują:'],
  [/^<EOF>$/g, 'koniec dokumentu'],
  [/\bor ("[^"]*")$/g, 'albo $1'],
];

const patterns = sentences.map(([english, polish]) => ({ pattern: patternOf(english), polish }));

function patternOf(english: string): RegExp {
  const literal = english.split('{}').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${literal.join('("[^"]*"|.*?)')}$`, 's');
}

/** Undefined where the wording is not known. */
export function inPolish(message: string): string | undefined {
  for (const { pattern, polish } of patterns) {
    const found = pattern.exec(message);
    if (found === null) continue;
    return polish.replaceAll(/\{(\d)\}/g, (_place, number: string) => part(found[Number(number)] ?? ''));
  }
  return undefined;
}

function part(text: string): string {
  return inPolish(text) ?? phrases.reduce((sum, [english, polish]) => sum.replaceAll(english, polish), text);
}
