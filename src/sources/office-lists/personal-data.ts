/**
 * Which contacts are a private person's. The hub takes general addresses of offices only (RODO, art. 5: no more personal
 * data than the purpose needs). docs/offices.md states the rule to people.
 */
import { foldName } from '#registry';

/** Prefixes of mobile numbers in the Polish numbering plan; no area code of the landline network begins so. */
const mobilePrefixes = /^(45|50|51|53|57|60|66|69|72|73|78|79|88)/;

/** Whether a Polish number of 9 digits is a mobile phone's, which somebody carries. */
export function isMobilePhone(text: string): boolean {
  const digits = text.replace(/\D/g, '').replace(/^(00)?48(?=\d{9}$)/, '');
  return digits.length === 9 && mobilePrefixes.test(digits);
}

/** Whether the part before the @ holds a person's given name, or an initial before a surname (`j.kowalski`). */
export function isPersonalEmail(text: string): boolean {
  const local = foldName(text).split('@')[0] ?? '';
  const words = local.split(/[^a-z]+/).filter((word) => word !== '');
  if (words.some((word) => givenNames.has(word))) return true;
  const [initial = '', surname = '', ...others] = words;
  return initial.length === 1 && surname.length > 3 && others.length === 0 && !officeWords.has(surname);
}

/** In place of a cell that holds personal data. */
export const leftOut = '[personal data, left out]';

export function withoutPersonalData(cells: ReadonlyMap<string, string>): Map<string, string> {
  return new Map([...cells].map(([heading, cell]) => [heading, holdsPersonalData(cell) ? leftOut : cell]));
}

/** Whether a cell of any column holds nothing but a mobile number, or a personal e-mail somewhere. */
export function holdsPersonalData(cell: string): boolean {
  const emails = cell.match(/[^\s;,<>()]+@[^\s;,<>()]+/g) ?? [];
  return emails.some(isPersonalEmail) || (/^[\d\s()+-]+$/.test(cell) && isMobilePhone(cell));
}

const officeWords: ReadonlySet<string> = new Set(
  'info urzad gmina powiat miasto sekretariat kancelaria biuro starostwo bip office poczta kontakt urzedy'.split(' '),
);

/** Given names borne in Poland by more than some ten thousand people (PESEL), folded; those that name places are left out. */
const givenNames: ReadonlySet<string> = new Set(
  `adam adrian adrianna agata agnieszka aldona aleksander aleksandra alicja alina amelia andrzej aneta angelika anita
   anna antoni antonina arkadiusz artur barbara bartlomiej bartosz beata blazej bogdan bogumila boguslaw boguslawa
   bozena bronislaw cecylia cezary czeslaw czeslawa damian daniel danuta daria dariusz dawid dominik dominika
   dorota edward edyta elzbieta emilia eryk ewa ewelina ewelina felicja feliks filip franciszek gabriela genowefa
   grazyna grzegorz halina hanna helena henryk henryka hubert igor ilona irena ireneusz iwona izabela jacek jadwiga
   jakub jan janina janusz jaroslaw jerzy joanna jolanta jozef jozefa judyta julia julian justyna kacper kamil kamila
   karina karol karolina katarzyna kazimiera kazimierz kinga klaudia konrad krystian krystyna krzysztof ksenia laura
   lech lena leokadia leszek lidia lucja lucjan lucyna ludwik lukasz maciej magda magdalena malgorzata marcel marcin
   marek maria mariola marian marianna mariusz marlena marta martyna marzena mateusz michal michalina mieczyslaw
   mikolaj milena miroslaw miroslawa monika natalia nikola norbert olga oliwia oskar otylia patrycja patryk paulina
   pawel piotr przemyslaw radoslaw rafal regina renata robert roman ryszard sandra sebastian seweryn slawomir stanislaw
   stanislawa stefan stefania sylwester sylwia szymon tadeusz teresa tomasz urszula waclaw waldemar wanda weronika
   wieslaw wieslawa wiktor wiktoria witold wladyslaw wladyslawa wlodzimierz wojciech zbigniew zdzislaw zdzislawa zenon
   zofia zuzanna zygmunt zaneta`.split(/\s+/),
);
