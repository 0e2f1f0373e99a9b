/** What the hub itself named in English in its starter set, and topics of metrics, for pages in Polish; the rest as it is. */
import type { PageRequest } from './page.ts';

const polish: Readonly<Record<string, string>> = {
  'Węzeł starter set, from the TERC register': 'Zestaw początkowy węzła: z rejestru TERC',
  'Węzeł starter set: the offices of the first documents': 'Zestaw początkowy węzła: urzędy z pierwszych dokumentów',
  'Węzeł starter set: facts from five public documents':
    'Zestaw początkowy węzła: fakty z pięciu publicznych dokumentów',
  'Węzeł starter set: population by Statistics Poland (GUS)': 'Zestaw początkowy węzła: ludność według GUS',
  'Natural Earth, admin 1 (1:10m): outlines of the voivodeships': 'Natural Earth, admin 1 (1:10m): zarysy województw',
  'Węzeł, after Główny Urząd Statystyczny (GUS)': 'Węzeł, za Głównym Urzędem Statystycznym (GUS)',
  'Public domain': 'Domena publiczna',
  'Public sector information, free to use again with its source named (Act of 11 August 2021, Dz.U. 2021 poz. 1641)':
    'Informacja sektora publicznego do ponownego wykorzystywania z podaniem źródła (ustawa z 11 sierpnia 2021 r., Dz.U. 2021 poz. 1641)',
  "CC0 1.0: facts in the hub's own words; the documents themselves are cited":
    'CC0 1.0: fakty własnymi słowami węzła; dokumenty są zacytowane',
  'Only voivodeships, cities with powiat rights and the gminas of the first documents.':
    'Tylko województwa, miasta na prawach powiatu i gminy z pierwszych dokumentów.',
  'Starter set: the voivodeships, and what the first documents state with its places and offices':
    'Zestaw początkowy: województwa oraz treść pierwszych dokumentów z ich miejscami i urzędami',
  // As databases have them that earlier versions began.
  "CC0 1.0: facts, told in the hub's own words; the documents themselves are cited":
    'CC0 1.0: fakty własnymi słowami węzła; dokumenty są zacytowane',
  'Starter set: the voivodeships, and what the first documents tell with its places and offices':
    'Zestaw początkowy: województwa oraz treść pierwszych dokumentów z ich miejscami i urzędami',
  'Starter set: the cities with powiat rights': 'Zestaw początkowy: miasta na prawach powiatu',
  'Starter set: outlines of the voivodeships': 'Zestaw początkowy: zarysy województw',
  'Starter set: population of the voivodeships and of the cities': 'Zestaw początkowy: ludność województw i miast',
  population: 'ludność',
  'public finance': 'finanse publiczne',
};

export function inOwnLanguage({ language }: PageRequest, text: string): string {
  return language === 'pl' && Object.hasOwn(polish, text) ? (polish[text] ?? text) : text;
}
