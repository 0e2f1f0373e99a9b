/** The same six queries for the hub, for PostGraphile and as one SQL statement each. */
import type { Database } from '../../src/platform/database/index.ts';
import { readSearchQuery } from '../../src/platform/search/query.ts';
import { cachedSearchWords } from '../../src/platform/search/search-words.ts';

export interface Query {
  readonly name: string;
  readonly hub: Requested;
  readonly peer: Requested;
  /** Gives the whole answer as one JSON text. */
  readonly sql: string;
}

export interface Requested {
  readonly query: string;
  readonly variables?: Record<string, unknown>;
}

const terc = '2401011';
const voivodeship = '24';
const metric = 1001;
const measure = '2014-2020/p7/3/3.2';
const text = 'Miasto 2461';
const ids = Array.from({ length: 50 }, (_, index) => `bench-${String(index * 1_999).padStart(7, '0')}`);

const globalId = (typename: string, id: string): string => Buffer.from(`${typename}:${id}`).toString('base64');
const texts = (values: readonly string[]): string => values.map((value) => `'${value}'`).join(', ');

/** What the hub takes the words of the search for; the others receive it. */
async function readWords({ pool }: Database): Promise<{ terms: number[]; wordIds: number[]; qualities: number[] }> {
  const client = await pool.connect();
  try {
    const { termOf, wordIds, qualities } = readSearchQuery(text, await cachedSearchWords.load(client, 1));
    return { terms: [...termOf], wordIds: [...wordIds], qualities: [...qualities] };
  } finally {
    client.release();
  }
}

const fixedQueries: readonly Query[] = [
  {
    name: 'a list of 50 projects with programme, units and their parents',
    hub: {
      query: `{ projects(first: 50) { nodes { title value { amount } startsOn programme { name }
        places { text unit { name parent { name } } } } } }`,
    },
    peer: {
      query: `{ allProjects(first: 50, orderBy: [SORT_START_DESC, ROW_ID_DESC]) { nodes { title value startsOn
        programmeByProgrammeId { name } projectPlacesByProjectId { nodes { text
          peerUnitByUnitId { name peerUnitByParentId { name } } } } } } }`,
    },
    sql: `SELECT json_agg(json_build_object('title', title, 'value', value::text, 'startsOn', starts_on, 'programme',
        json_build_object('name', g.name), 'places', (SELECT json_agg(json_build_object('text', l.text, 'unit',
          json_build_object('name', u.name, 'parent', json_build_object('name', a.name))) ORDER BY l.ordinal)
        FROM project_place l JOIN peer_unit u ON u.id = l.unit_id JOIN peer_unit a ON a.id = u.parent_id
        WHERE l.project_id = p.id)))::text AS answer
      FROM (SELECT * FROM project ORDER BY sort_start DESC, id DESC LIMIT 50) p JOIN programme g ON g.id = p.programme_id`,
  },
  {
    name: 'one unit with a series of 25 years',
    hub: {
      query: `query ($terc: String!) { territorialUnit(terc: $terc) { name parent { name }
        indicators(metrics: ["bench-${metric}"], dimensions: []) { points { period value flag } } } }`,
      variables: { terc },
    },
    peer: {
      query: `query ($terc: String!) { peerUnitByTerc(terc: $terc) { name peerUnitByParentId { name }
        observationSubjectBySubjectId { observationsBySubjectId(condition: {metricId: ${metric}, dimensionId: 0},
          orderBy: PERIOD_ASC) { nodes { period value flag } } } } }`,
      variables: { terc },
    },
    sql: `SELECT json_build_object('name', u.name, 'parent', json_build_object('name', a.name), 'points',
        (SELECT json_agg(json_build_object('period', o.period, 'value', o.value, 'flag', o.flag) ORDER BY o.period)
         FROM observation o WHERE o.subject_id = u.subject_id AND o.metric_id = ${metric} AND o.dimension_id = 0))::text AS answer
      FROM peer_unit u JOIN peer_unit a ON a.id = u.parent_id WHERE u.terc = '${terc}'`,
  },
  {
    name: 'unit → 20 below it → 5 projects each → programme',
    hub: {
      query: `query ($terc: String!) { territorialUnit(terc: $terc) { name children(first: 20) { nodes { name
        projects(first: 5) { nodes { title startsOn programme { name } } } } } } }`,
      variables: { terc: voivodeship },
    },
    peer: {
      query: `query ($terc: String!) { peerUnitByTerc(terc: $terc) { name peerUnitsByParentId(first: 20, orderBy: TERC_ASC) {
        nodes { name projects(first: 5) { nodes { title startsOn programmeByProgrammeId { name } } } } } } }`,
      variables: { terc: voivodeship },
    },
    sql: `SELECT json_build_object('name', a.name, 'children', (SELECT json_agg(json_build_object('name', u.name, 'projects',
        (SELECT json_agg(json_build_object('title', p.title, 'startsOn', p.starts_on, 'programme', json_build_object('name', g.name)))
         FROM (SELECT DISTINCT sort_start, project_id AS id FROM project_place WHERE unit_id = u.id
               ORDER BY sort_start DESC, project_id DESC LIMIT 5) there JOIN project p USING (id)
         JOIN programme g ON g.id = p.programme_id)))
        FROM (SELECT * FROM peer_unit WHERE parent_id = a.id ORDER BY terc LIMIT 20) u))::text AS answer
      FROM peer_unit a WHERE a.terc = '${voivodeship}'`,
  },
  {
    name: 'a filtered, ordered page with totalCount',
    hub: {
      query: `query ($programme: ID!) { projects(first: 20, filter: {programmes: [$programme]},
        orderBy: {field: VALUE, direction: DESC}) { totalCount nodes { title contractNumber value { amount } fund endsOn } } }`,
      variables: { programme: globalId('Programme', measure) },
    },
    peer: {
      query: `query ($measure: String!) { allProjects(first: 20, condition: {measureId: $measure},
        orderBy: [SORT_VALUE_DESC, ROW_ID_DESC]) { totalCount nodes { title contractNumber value fund endsOn } } }`,
      variables: { measure },
    },
    sql: `SELECT json_build_object('totalCount', (SELECT count(*) FROM project WHERE measure_id = '${measure}'), 'nodes',
        (SELECT json_agg(json_build_object('title', title, 'contractNumber', contract_number, 'value', value::text, 'fund', fund,
          'endsOn', ends_on)) FROM (SELECT * FROM project WHERE measure_id = '${measure}' ORDER BY sort_value DESC, id DESC LIMIT 20) p))::text AS answer`,
  },
  {
    name: '50 projects by their ids',
    hub: {
      query: `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Project { title startsOn value { amount } } } }`,
      variables: { ids: ids.map((id) => globalId('Project', id)) },
    },
    peer: {
      query: `query ($ids: [String]!) { peerProjects(ids: $ids, first: 50) { nodes { title startsOn value } } }`,
      variables: { ids },
    },
    sql: `SELECT json_agg(json_build_object('title', title, 'startsOn', starts_on, 'value', value::text))::text AS answer
      FROM project WHERE id IN (${texts(ids)})`,
  },
];

export async function queriesFor(database: Database): Promise<Query[]> {
  const words = await readWords(database);
  const found = `peer_search(ARRAY[${words.terms}], ARRAY[${words.wordIds}], ARRAY[${words.qualities}])`;
  return [
    ...fixedQueries,
    {
      name: 'a search for two words, 20 hits and their count',
      hub: {
        query: 'query ($text: String!) { search(text: $text, first: 20) { totalCount nodes { type title } } }',
        variables: { text },
      },
      peer: {
        query: `query ($terms: [Int]!, $wordIds: [Int]!, $qualities: [Int]!) {
          peerSearch(terms: $terms, wordIds: $wordIds, qualities: $qualities, first: 20) { totalCount nodes { type title } } }`,
        variables: words,
      },
      sql: `SELECT json_build_object('totalCount', (SELECT count(*) FROM ${found}), 'nodes',
        (SELECT json_agg(json_build_object('type', type, 'title', title)) FROM (SELECT * FROM ${found} LIMIT 20) hits))::text AS answer`,
    },
  ];
}
