/** The values of a metric as they were at an earlier release, read through the journal. */
import { inSnapshot } from '#exports/copy-out.ts';
import { statesOf } from '#exports/dataset-sql.ts';
import type { OpenData } from '#exports/open-data.ts';
import { flags, formatPeriod, levelNumbers } from '#metrics';
import type { ChartRequest } from '../request.ts';
import type { ChartLevel } from '../spec.ts';

export interface EarlierValue {
  /** The codes of the unit: a city with powiat rights has one as a gmina and one as a powiat. */
  readonly codes: readonly string[];
  readonly period: string;
  /** Orders periods. */
  readonly periodNumber: number;
  readonly value: number | null;
  readonly flag: 'BREAK' | 'NORMAL';
  readonly publisher: string;
}

const tables = [
  'observation',
  'metric',
  'metric_facet',
  'metric_dimension_key',
  'observation_subject',
  'territorial_unit_version',
];

/** As of an operation. */
const timeoutMs = 10_000;

interface ValuesWanted {
  readonly release: number;
  readonly levels: readonly ChartLevel[];
  /** TERC codes; null: of all units. */
  readonly units: readonly string[] | null;
}

/** Of each unit and period the value of the publication that comes first; only totals, as charts show them. */
export async function earlierValues(
  data: OpenData,
  { metric, facet }: Pick<ChartRequest, 'metric' | 'facet'>,
  { release, levels, units }: ValuesWanted,
): Promise<EarlierValue[]> {
  const journaled = await data.tables();
  const found = await inSnapshot(data.database, async (client) => {
    await client.query(`SET LOCAL statement_timeout = ${timeoutMs}`);
    const states = await statesOf(client, journaled, tables, release);
    // SQL as text: what it reads are tables as they were, under their own names.
    const sql = `${states}
      SELECT DISTINCT ON (o.subject_id, o.level, o.period) v.terc, v.powiat_terc AS "powiatTerc", o.period, o.value,
        o.flag, f.publisher
      FROM observation o
      JOIN metric m ON m.id = o.metric_id
      JOIN metric_facet f ON f.id = o.facet_id
      JOIN metric_dimension_key d ON d.id = o.dimension_id
      JOIN observation_subject s ON s.id = o.subject_id
      JOIN territorial_unit_version v ON v.unit_id = s.unit_id AND v.valid_to IS NULL
      WHERE m.code = $1 AND d.key = '' AND o.level = ANY($2) AND ($3::text IS NULL OR f.code = $3)
        AND ($3::text IS NOT NULL OR f.reliability <> 'FAULTY')
        AND ($4::text[] IS NULL OR v.terc = ANY($4) OR v.powiat_terc = ANY($4))
      ORDER BY o.subject_id, o.level, o.period, f.rank`;
    const numbers = levels.map((level) => levelNumbers[level]);
    return (await client.query<Row>(sql, [metric, numbers, facet, units])).rows;
  });
  return found.map(({ terc, powiatTerc, period, value, flag, publisher }) => ({
    codes: powiatTerc === null ? [terc] : [terc, powiatTerc],
    period: formatPeriod(period),
    periodNumber: period,
    value,
    flag: flag === flags.BREAK.number ? 'BREAK' : 'NORMAL',
    publisher,
  }));
}

interface Row {
  readonly terc: string;
  readonly powiatTerc: string | null;
  readonly period: number;
  readonly value: number | null;
  readonly flag: number;
  readonly publisher: string;
}
