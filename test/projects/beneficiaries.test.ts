/** Names of beneficiaries as lists write them, joined to the offices of the self-governments that they name. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { grantsCsv } from '../fixtures/eu-projects/lists.ts';
import { startHub, type TestHub } from '../harness/hub.ts';

interface Joined {
  readonly title: string;
  readonly participations: { readonly nodes: readonly { office: { name: string } | null }[] };
}

async function officesOf(hub: TestHub): Promise<Record<string, string | null>> {
  const { projects } = await hub.ask<{ projects: { nodes: readonly Joined[] } }>(
    '{ projects(first: 100) { nodes { title participations { nodes { office { name } } } } } }',
  );
  const joined = projects.nodes.map(({ title, participations }) => [
    title,
    participations.nodes[0]?.office?.name ?? null,
  ]);
  return Object.fromEntries(joined);
}

const shared = new URL('../../../shared/', import.meta.url);
const read = (name: string): Uint8Array => readFileSync(new URL(name, shared));

describe.skipIf(!existsSync(shared))('with the register and the contact base', async () => {
  const hub = await startHub();
  if (existsSync(shared)) {
    await hub.load('teryt', 'TERC.csv', read('data/teryt/TERC_2022-01-01_bom_crlf.csv'));
    const base = 'Baza_teleadresowa_jst_2021-05-19_cp1250.csv';
    await hub.load('jst-offices', base, read(`data/offices/${base}`));
  }

  it('joins the cases that failed in use', async () => {
    const grants = read('cases/grants_beneficiaries.csv');
    await hub.load('eu-projects', 'grants_beneficiaries.csv', grants, { asOf: '2016-12-07' });
    expect(await officesOf(hub)).toMatchObject({
      A: 'Urząd Marszałkowski Województwa Wielkopolskiego',
      B: 'Starostwo Powiatowe w Limanowej',
      C: 'Starostwo Powiatowe w Limanowej',
      D: 'Urząd Miejski w Gdańsku',
    });
  });

  it('joins the same in other words, and no company, school or hospital to its founder', async () => {
    const offices: readonly (readonly [name: string, office: string | null])[] = [
      ['Samorząd Województwa Warmińsko - Mazurskiego', 'Urząd Marszałkowski Województwa Warmińsko-Mazurskiego'],
      ['Województwo Lubelskie', 'Urząd Marszałkowski Województwa Lubelskiego'],
      ['SAMORZĄD WOJEWÓDZTWA LUBELSKIEGO (WOJEWÓDZTWO LUBELSKIE)', 'Urząd Marszałkowski Województwa Lubelskiego'],
      [
        'Województwo Pomorskie reprezentowane przez Zarząd Województwa Pomorskiego',
        'Urząd Marszałkowski Województwa Pomorskiego',
      ],
      [
        'Województwo Opolskie (Urząd Marszałkowski Województwa Opolskiego)',
        'Urząd Marszałkowski Województwa Opolskiego',
      ],
      ['Powiat limanowski – Powiatowy Urząd Pracy w Limanowej', 'Starostwo Powiatowe w Limanowej'],
      ['Powiat limanowski—PUP', 'Starostwo Powiatowe w Limanowej'],
      ['POWIAT LIMANOWSKI-POWIATOWY URZĄD PRACY W LIMANOWEJ', 'Starostwo Powiatowe w Limanowej'],
      ['GMINA MIASTA GDYNI - Gdyńskie Centrum Innowacji', 'Urząd Miasta Gdyni'],
      ['Gmina Miasto Rzeszów', 'Urząd Miasta Rzeszowa'],
      ['Gmina Morawica reprezentowana przez Burmistrza', 'Urząd Gminy Morawica'],
      ['Powiat Limanowski z siedzibą w Limanowej', 'Starostwo Powiatowe w Limanowej'],
      ['Gmina Jasienica/GOPS', 'Urząd Gminy Jasienica'],
      ['WOJ. ŚLĄSKIE', 'Urząd Marszałkowski Województwa Śląskiego'],
      ['m.st. Warszawa - Dzielnica Wola', 'Urząd Miasta Stołecznego Warszawy'],
      ['Powiatowy Urząd Pracy w Limanowej', null],
      ['Gmina - Miasto Elbląg', 'Urząd Miejski w Elblągu'],
      ['Gmina Góra Św. Małgorzaty', 'Urząd Gminy Góra Świętej Małgorzaty'],
      ['Miasto Gdańsk / Gdańskie Wody Sp. z o.o.', null],
      ['Powiat Limanowski - Szpital Powiatowy w Limanowej', null],
      ['Politechnika Gdańska', null],
      ['POWIAT LIMANOWSKI −POWIATOWY URZĄD PRACY W LIMANOWEJ', 'Starostwo Powiatowe w Limanowej'],
      ['POWIAT LIMANOWSKI: POWIATOWY URZĄD PRACY', 'Starostwo Powiatowe w Limanowej'],
      ['POWIAT LIMANOWSKI \\ PUP', 'Starostwo Powiatowe w Limanowej'],
      ['Powiat limanowski Powiatowy Urząd Pracy w Limanowej', 'Starostwo Powiatowe w Limanowej'],
      ['WOJEWODZTWO ZACHODNIOPOMORSKIE-WOJEWODZKI URZAD PRACY', 'Urząd Marszałkowski Województwa Zachodniopomorskiego'],
      ['SAMORZAD WOJEWODZTWA LODZKIEGO', 'Urząd Marszałkowski Województwa Łódzkiego'],
      ['Samorząd Woj. Śląskiego', 'Urząd Marszałkowski Województwa Śląskiego'],
      ['Samorząd Województwa Kujawsko Pomorskiego', 'Urząd Marszałkowski Województwa Kujawsko-Pomorskiego'],
      ['Powiat m. Bielsko Biała', 'Urząd Miejski w Bielsku-Białej'],
      ['„GMINA MORAWICA”', 'Urząd Gminy Morawica'],
      ['Powiat Limanowski Powiatowy Szpital w Limanowej', null],
      ['Powiat Brzeziński Powiatowe Centrum Zdrowia w Brzezinach Sp. z o.o.', null],
      ['Powiat Kielecki Powiatowy Zakład Opieki Zdrowotnej', null],
      ['Powiat Kielecki Powiatowe Centrum Zdrowia', null],
      ['Powiat Kielecki - Powiatowe Centrum Zdrowia', null],
      ['Powiat Limanowski Powiatowe Centrum Pomocy Rodzinie', 'Starostwo Powiatowe w Limanowej'],
      ['Powiat Limanowski Powiatowy Zarząd Dróg', 'Starostwo Powiatowe w Limanowej'],
      ['Powiat Limanowski PCPR w Limanowej', 'Starostwo Powiatowe w Limanowej'],
      ['Powiat Limanowski PUP', 'Starostwo Powiatowe w Limanowej'],
      ['Powiat Limanowski Starostwo Powiatowe', 'Starostwo Powiatowe w Limanowej'],
      ['WOJEWÓDZTWO ŚLĄSKIE-WOJEWÓDZKI OŚRODEK RUCHU DROGOWEGO', null],
      ['Województwo Śląskie - WORD w Katowicach', null],
      ['Województwo Śląskie-Wojewódzki Fundusz Ochrony Środowiska', null],
      ['Województwo Śląskie - Departament Funduszy Europejskich', 'Urząd Marszałkowski Województwa Śląskiego'],
      ['GMINA MORAWICA-CENTRUM KULTURY', null],
      ['Gmina Morawica - Gminny Ośrodek Kultury, Sportu i Rekreacji', null],
      ['Gmina Morawica - Samorządowe Centrum Sportu i Kultury', null],
      ['Gmina Morawica - Wydział Kultury i Sportu', 'Urząd Gminy Morawica'],
      ['Gmina Morawica-Ośrodek Pomocy Społecznej', 'Urząd Gminy Morawica'],
      ['Gmina Morawica: Spółdzielnia Mieszkaniowa', null],
      ['Gmina Morawica - Zakład Opiekuńczo-Leczniczy', null],
      ['Gmina Morawica - Zakład Gospodarki Komunalnej', 'Urząd Gminy Morawica'],
    ];
    const rows = offices.map(([name], at) => [`T${at}`, name, `${at + 1}.10`, '4.00', 'Nie', 'brak', 'Nie']);
    await hub.load('eu-projects', 'dotacje_2017-06-15.csv', grantsCsv(rows));
    const found = await officesOf(hub);
    expect(offices.map(([name], at) => [name, found[`T${at}`]])).toEqual(offices);
  });

  it('states the candidates of what stays an organisation', async () => {
    const rows = [
      ['X1', 'Gmina Dobra', '1.10', '4.00', 'Nie', 'brak', 'Nie'],
      ['X2', 'Gmina Czerwionka-Lesczyny', '2.10', '4.00', 'Nie', 'brak', 'Nie'],
    ];
    await hub.load('eu-projects', 'dotacje_2018-06-15.csv', grantsCsv(rows));
    const found = await officesOf(hub);
    expect([found['X1'], found['X2']]).toEqual([null, null]);
    const problems = await hub.ask<{ problems: { nodes: readonly { original: string }[] } }>(
      '{ problems(first: 100) { nodes { kind text candidates { label confidence } } } }',
    );
    expect(problems.problems.nodes).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          kind: 'OFFICE_AMBIGUOUS',
          text: 'Gmina Dobra',
          candidates: expect.arrayContaining([expect.objectContaining({ label: expect.stringMatching(/Dobr/) })]),
        }),
        expect.objectContaining({
          kind: 'OFFICE_NOT_FOUND',
          text: 'Gmina Czerwionka-Lesczyny',
          candidates: [expect.objectContaining({ confidence: expect.closeTo(0.5) })],
        }),
      ]),
    );
  });
});
