/**
 * A made-up country of the real one's shape: its register twice with changes between, an office for each
 * self-government, 100,000 projects with places and those who take part, and a million observations or ten. The same
 * in every run, and kept in `.data/bench` for the next one.
 */
import type { ClientBase } from 'pg';
import { writeTotals } from '../../src/domains/projects/programmes/store.ts';
import { type ColumnOf, type CopyRow, copyInto } from '../../src/platform/database/copy.ts';
import type { Database } from '../../src/platform/database/index.ts';
import { polishSortKey } from '../../src/platform/polish-order.ts';
import { updateSearch } from '../../src/platform/search/update.ts';
import { foldName } from '../../src/platform/text.ts';
import { inputFileOf } from '../../src/sources/import.ts';
import { importers } from '../../src/sources/index.ts';
import { buildTerc, type TercRecord, toCsv } from '../../test/fixtures/terc.ts';
import { addMetrics } from './observation-data.ts';
import { addPeerTables } from './peer-tables.ts';

export interface Size {
  readonly projects: number;
  /** Each has 2,477 gminas × 25 years × 16 groups: some 990,000 observations. */
  readonly metrics: number;
}

export async function fill(database: Database, size: Size): Promise<void> {
  const client = await database.pool.connect();
  try {
    await client.query('SET statement_timeout = 0');
    if (await isFilled(client, size)) return;
    console.log('Making the data: a few minutes, once.');
    await loadUnits(database);
    await addOffices(client);
    await addProgrammes(client);
    await addOrganisations(client);
    await addProjects(client, size.projects);
    await writeTotals(client);
    await addMetrics(client, size.metrics);
    console.log('  search');
    await client.query('BEGIN');
    await updateSearch(client, 1_000_000);
    await client.query('COMMIT');
    await addPeerTables(client);
    await client.query('VACUUM ANALYZE');
    await client.query(`CREATE TABLE bench_size AS SELECT ${size.projects} AS projects, ${size.metrics} AS metrics`);
  } finally {
    client.release(true);
  }
}

async function isFilled(client: ClientBase, size: Size): Promise<boolean> {
  const found = await client.query<Size & { there: boolean }>(`SELECT to_regclass('bench_size') IS NOT NULL AS there`);
  if (found.rows[0]?.there !== true) {
    const begun = await client.query('SELECT FROM office_edition LIMIT 1');
    if (begun.rowCount === 0) return false;
    throw new Error('.data/bench was not filled to its end: remove it to make it anew.');
  }
  const kept = await client.query<Size>('SELECT projects, metrics FROM bench_size');
  const { projects, metrics } = kept.rows[0] ?? { projects: 0, metrics: 0 };
  if (projects === size.projects && metrics === size.metrics) return true;
  throw new Error(`.data/bench holds ${projects} projects and ${metrics} metrics: remove it to make it anew.`);
}

/** Between the two registers every fiftieth gmina is renamed and every hundredth ends. */
async function loadUnits(database: Database): Promise<void> {
  console.log('  units');
  const isGmina = ({ RODZ }: TercRecord): boolean => RODZ === '2';
  const later = buildTerc({ asOf: '2022-01-01' });
  const gminas = later.filter(isGmina);
  const earlier = buildTerc({ asOf: '2012-01-01' }).map((row) => {
    const index = gminas.findIndex(({ WOJ, POW, GMI, RODZ }) => sameCode(row, { WOJ, POW, GMI, RODZ }));
    return index >= 0 && index % 50 === 0 ? { ...row, NAZWA: `Stara ${row.NAZWA}` } : row;
  });
  const ended = new Set(gminas.filter((_, index) => index % 100 === 7).map(({ WOJ, POW, GMI }) => WOJ + POW + GMI));
  await load(database, 'TERC_2012-01-01.csv', toCsv(earlier));
  await load(database, 'TERC_2022-01-01.csv', toCsv(later.filter(({ WOJ, POW, GMI }) => !ended.has(WOJ + POW + GMI))));
}

function sameCode(row: TercRecord, code: Pick<TercRecord, 'WOJ' | 'POW' | 'GMI' | 'RODZ'>): boolean {
  return row.WOJ === code.WOJ && row.POW === code.POW && row.GMI === code.GMI && row.RODZ === code.RODZ;
}

async function load(database: Database, name: string, text: string): Promise<void> {
  const teryt = importers.find((importer) => importer.name === 'teryt');
  const file = inputFileOf(name, new TextEncoder().encode(text));
  const progress = { stage: () => undefined, done: () => undefined };
  await teryt?.run({ database, file, dryRun: false, today: '2026-01-01', progress });
}

/** What every row bears. */
const origin = `(SELECT id FROM source ORDER BY id LIMIT 1), (SELECT max(number) FROM release)`;

async function addOffices(client: ClientBase): Promise<void> {
  console.log('  offices');
  await client.query(
    `INSERT INTO office_edition (list, as_of, complete, source_id)
     VALUES ('bench', '2022-01-01', false, (SELECT id FROM source ORDER BY id LIMIT 1))`,
  );
  await client.query('BEGIN');
  await client.query(
    `INSERT INTO office (id, kind, tier, status, name, served_unit_id, seat_unit_id, locality, names, names_folded,
       text_folded, list_key, statement_list, statement_as_of, source_id, created_in, changed_in)
     SELECT 'bench-' || unit_id, CASE kind WHEN 'VOIVODESHIP' THEN 'MARSHALS_OFFICE' WHEN 'POWIAT' THEN 'POWIAT_OFFICE'
         ELSE 'CITY_OR_GMINA_OFFICE' END::office_kind, 'SELF_GOVERNMENT', 'ACTIVE', 'Urząd ' || name, unit_id, unit_id,
       name, '[]', lower('urząd ' || name), lower('urząd ' || name), convert_to('urząd ' || lower(name) || ' ' || unit_id, 'UTF8'), 'bench', '2022-01-01', ${origin}, (SELECT max(number) FROM release)
     FROM territorial_unit_version
     WHERE valid_to IS NULL AND kind IN ('VOIVODESHIP', 'POWIAT', 'URBAN_GMINA', 'RURAL_GMINA', 'URBAN_RURAL_GMINA')`,
  );
  await client.query(
    `INSERT INTO office_statement (office_id, list, as_of, precedence, source_id, "row", facts, original, matches)
     SELECT id, 'bench', '2022-01-01', 1, source_id, 1, jsonb_build_object('name', name, 'kind', kind, 'tier', tier,
       'seatUnitId', seat_unit_id, 'servedUnitId', served_unit_id, 'locality', locality), '{}', '[]'
     FROM office WHERE statement_list = 'bench'`,
  );
  await client.query('COMMIT');
}

const programmes = 20;
const priorities = 9;
const measures = 4;

async function addProgrammes(client: ClientBase): Promise<void> {
  await client.query(
    `INSERT INTO programme (id, period, level, parent_id, code, code_key, name, name_key, source_id, changed_in)
     SELECT id, 'P2014_2020', level::programme_level, parent, code, code, name, lower(name), ${origin} FROM (
       SELECT '2014-2020' AS id, 'PERIOD' AS level, NULL AS parent, '2014-2020' AS code, '2014-2020' AS name
       UNION ALL SELECT '2014-2020/p' || p, 'PROGRAMME', '2014-2020', 'RP' || p, 'Program regionalny nr ' || p
         FROM generate_series(1, ${programmes}) p
       UNION ALL SELECT concat('2014-2020/p', p, '/', a), 'PRIORITY', '2014-2020/p' || p, a::text, 'Oś priorytetowa ' || a
         FROM generate_series(1, ${programmes}) p, generate_series(1, ${priorities}) a
       UNION ALL SELECT concat('2014-2020/p', p, '/', a, '/', a, '.', m), 'MEASURE', concat('2014-2020/p', p, '/', a),
         concat(a, '.', m), concat('Działanie ', a, '.', m)
         FROM generate_series(1, ${programmes}) p, generate_series(1, ${priorities}) a, generate_series(1, ${measures}) m
     ) node ON CONFLICT (id) DO NOTHING`,
  );
}

const organisations = 40_000;

async function addOrganisations(client: ClientBase): Promise<void> {
  await client.query(
    `INSERT INTO organisation (id, name, name_key, nip_valid, redacted, source_id, changed_in)
     SELECT 'bench-' || n, 'Fundacja Rozwoju nr ' || n, 'fundacja rozwoju nr ' || n, false, false, ${origin}
     FROM generate_series(1, ${organisations}) n`,
  );
}

const words =
  'rozwój gospodarki województwa poprzez wsparcie innowacyjnych przedsiębiorstw oraz budowę infrastruktury społecznej żłobków szkół łączności zdrowia dróg kolei wody'.split(
    ' ',
  );

/** Park and Miller's generator: numbers from 0 to 1, the same in every run. */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

interface Place {
  readonly id: string;
  readonly name: string;
}

async function addProjects(client: ClientBase, count: number): Promise<void> {
  console.log('  projects');
  const gminas = await unitsOf(client, `kind IN ('URBAN_GMINA', 'RURAL_GMINA', 'URBAN_RURAL_GMINA')`);
  const powiats = await unitsOf(client, `kind = 'POWIAT'`);
  const from = await client.query<{ source: string; release: number }>(
    `SELECT (SELECT id FROM source ORDER BY id LIMIT 1) AS source, (SELECT max(number) FROM release) AS release`,
  );
  const { source = '', release = 1 } = from.rows[0] ?? {};
  const origin = { source_id: source, changed_in: release };
  await copyInto(client, 'project', projectColumns, projectRows(count, origin));
  await copyInto(client, 'project_place', placeColumns, placeRows(count, gminas, powiats));
  await client.query('UPDATE project_place SET sort_start = p.sort_start FROM project p WHERE p.id = project_id');
  await copyInto(client, 'participation', participationColumns, participationRows(count, gminas, origin));
}

async function unitsOf(client: ClientBase, condition: string): Promise<Place[]> {
  const found = await client.query<Place>(
    `SELECT unit_id AS id, name FROM territorial_unit_version WHERE valid_to IS NULL AND ${condition} ORDER BY unit_id`,
  );
  return found.rows;
}

const idOf = (index: number): string => `bench-${String(index).padStart(7, '0')}`;
const dayOf = (offset: number): string => new Date(Date.UTC(2014, 0, 1 + offset)).toISOString().slice(0, 10);

interface Origin {
  readonly source_id: string;
  readonly changed_in: number;
}

const projectColumns = [
  'id',
  'match_key',
  'text_key',
  'period',
  'list',
  'contract_number',
  'contract_key',
  'title',
  'title_sort',
  'search_text',
  'summary',
  'programme_id',
  'priority_id',
  'measure_id',
  'fund',
  'currency',
  'value',
  'eligible_cost',
  'eu_contribution',
  'starts_on',
  'ends_on',
  'occurrences',
  'sort_value',
  'sort_eu',
  'sort_start',
  'sort_end',
  'source_id',
  'created_in',
  'changed_in',
] as const satisfies readonly ColumnOf<'project'>[];

function* projectRows(count: number, origin: Origin): Generator<CopyRow<'project', (typeof projectColumns)[number]>> {
  const next = numbersFrom(7);
  const whole = (below: number): number => Math.floor(next() * below);
  for (let index = 0; index < count; index += 1) {
    const title = `${Array.from({ length: 6 }, () => words[whole(words.length)]).join(' ')} nr ${index}`;
    const summary = Array.from({ length: 40 }, () => words[whole(words.length)]).join(' ');
    const programme = `2014-2020/p${1 + whole(programmes)}`;
    const [axis, measure] = [1 + whole(priorities), 1 + whole(measures)];
    const value = (whole(1e9) / 100).toFixed(2);
    const [eligible, eu] = [(Number(value) * 0.9).toFixed(2), (Number(value) * 0.75).toFixed(2)];
    const starts = whole(2_000);
    const [start, end] = [dayOf(starts), dayOf(starts + 200 + whole(900))];
    yield {
      ...origin,
      id: idOf(index),
      match_key: `bench ${index}`,
      text_key: `bench ${index}`,
      period: 'P2014_2020',
      list: 'SL2014',
      contract_number: `RPXX.${index}`,
      contract_key: `rpxx.${index}`,
      title,
      title_sort: `\\x${polishSortKey(title).toString('hex')}`,
      search_text: foldName(title),
      summary,
      programme_id: programme,
      priority_id: `${programme}/${axis}`,
      measure_id: `${programme}/${axis}/${axis}.${measure}`,
      fund: whole(2) === 0 ? 'EFRR' : 'EFS',
      currency: 'PLN',
      value,
      eligible_cost: eligible,
      eu_contribution: eu,
      starts_on: start,
      ends_on: end,
      occurrences: 1,
      sort_value: value,
      sort_eu: eu,
      sort_start: start,
      sort_end: end,
      created_in: origin.changed_in,
    };
  }
}

const placeColumns = [
  'project_id',
  'ordinal',
  'kind',
  'text',
  'unit_id',
  'method',
  'confidence',
  'candidates',
] as const satisfies readonly ColumnOf<'project_place'>[];

/** Every fifth project has two places; every tenth place is a powiat. */
function* placeRows(
  count: number,
  gminas: readonly Place[],
  powiats: readonly Place[],
): Generator<CopyRow<'project_place', (typeof placeColumns)[number]>> {
  const next = numbersFrom(11);
  for (let index = 0; index < count; index += 1) {
    for (let ordinal = 1; ordinal <= (index % 5 === 0 ? 2 : 1); ordinal += 1) {
      const units = next() < 0.1 ? powiats : gminas;
      const unit = units[Math.floor(next() * units.length)] as Place;
      yield {
        project_id: idOf(index),
        ordinal,
        kind: 'UNIT',
        text: `GM.: ${unit.name}`,
        unit_id: unit.id,
        method: 'NAME_IN_PARENT',
        confidence: 0.95,
        candidates: '[]',
      };
    }
  }
}

const participationColumns = [
  'id',
  'project_id',
  'office_id',
  'organisation_id',
  'role',
  'stated_name',
  'stated_key',
  'sort_start',
  'candidates',
  'from_list',
  'source_id',
  'changed_in',
] as const satisfies readonly ColumnOf<'participation'>[];
type ParticipationRow = CopyRow<'participation', (typeof participationColumns)[number]>;

/** A third are an office's; every fourth project has a partner beside the beneficiary. */
function* participationRows(count: number, units: readonly Place[], origin: Origin): Generator<ParticipationRow> {
  const next = numbersFrom(13);
  for (let index = 0; index < count; index += 1) {
    const unit = units[Math.floor(next() * units.length)] as Place;
    const [first, partner] = [1, 2].map(() => 1 + Math.floor(next() * organisations));
    const beneficiary = index % 3 === 0 ? officeOf(unit) : organisationOf(first);
    yield { ...participationRow(index, 'BENEFICIARY', beneficiary), ...origin };
    if (index % 4 === 0) yield { ...participationRow(index, 'PARTNER', organisationOf(partner)), ...origin };
  }
}

type Party = readonly [officeId: string | null, organisationId: string | null, name: string];

function officeOf({ id, name }: Place): Party {
  return [`bench-${id}`, null, name];
}

function organisationOf(number: number | undefined): Party {
  return [null, `bench-${number}`, `Fundacja Rozwoju nr ${number}`];
}

function participationRow(
  index: number,
  role: 'BENEFICIARY' | 'PARTNER',
  [office_id, organisation_id, name]: Party,
): Omit<ParticipationRow, keyof Origin> {
  return {
    id: `${idOf(index)}-${role}`,
    project_id: idOf(index),
    office_id,
    organisation_id,
    role,
    stated_name: name,
    stated_key: foldName(name),
    sort_start: dayOf(index % 2_000),
    candidates: '[]',
    from_list: true,
  };
}
