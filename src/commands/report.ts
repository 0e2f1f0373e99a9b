/** What an import did, for people and for programs. */
import type { RejectedRow } from '#platform/releases/model.ts';
import type { ImportReport } from '#sources/import.ts';

const shownRejects = 20;
const shownDifferences = 40;

/** The last line of stdout; records = created + changed + unchanged + duplicates + rejected. */
export function reportForPrograms(report: ImportReport): string {
  const { release, records, created, changed, unchanged, closed, duplicates, rejected } = report;
  return JSON.stringify({ release, records, created, changed, unchanged, closed, duplicates, rejected });
}

export function reportForPeople(report: ImportReport, dryRun: boolean): string {
  return [
    `State of ${report.asOf}, read as ${report.format}: ${report.records} records.`,
    ...(dryRun ? differences(report) : []),
    ...rejects(report),
    ...problems(report),
    `${report.created} created, ${report.changed} changed, ${report.unchanged} unchanged, ${report.duplicates} duplicates, ${report.rejected} rejected; ${report.closed} closed.`,
    outcome(report, dryRun),
  ].join('\n');
}

function outcome(report: ImportReport, dryRun: boolean): string {
  if (report.release !== null) return `Published as release ${report.release}.`;
  const done = dryRun ? 'Dry run: nothing was written.' : 'Nothing public changed: no release was made.';
  const isAllShown = report.rejected + (report.problems?.length ?? 0) === 0;
  return isAllShown
    ? done
    : `${done} What could not be taken is kept with a release only: it is listed above and nowhere else.`;
}

function differences({ differences: groups }: ImportReport): string[] {
  return groups.flatMap(({ name, lines }) => [
    `${name}: ${lines.length}`,
    ...lines.slice(0, shownDifferences).map((line) => `  ${line}`),
    ...more(lines.length - shownDifferences),
  ]);
}

/** Only how many, where they are published with the release under `problems`. */
function problems({ problems: found = [], release }: ImportReport): string[] {
  const kinds = Map.groupBy(found, ({ kind }) => kind);
  return [...kinds].flatMap(([kind, of]) => [
    `listed as ${kind}: ${of.length}`,
    ...(release === null
      ? of.map((problem) => `  ${place(problem)}: ${problem.reason} It reads: ${problem.original}`)
      : []),
  ]);
}

/** The first of them where all are published as `rejectedRows` of the release, else all. */
function rejects({ rejectedRows, release }: ImportReport): string[] {
  const shown = release === null ? rejectedRows : rejectedRows.slice(0, shownRejects);
  return [
    ...shown.map((row) => `rejected: ${place(row)}: ${row.reason} It reads: ${row.original}`),
    ...more(rejectedRows.length - shown.length, `; all are the rejectedRows of release ${release}`),
  ];
}

function place({ row, column }: RejectedRow): string {
  return column === null ? `row ${row}` : `row ${row}, column ${column}`;
}

function more(count: number, where = ''): string[] {
  return count > 0 ? [`  … and ${count} more${where}`] : [];
}
