/** What an import did, for people and for programs. */
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

function outcome({ release }: ImportReport, dryRun: boolean): string {
  if (dryRun) return 'Dry run: nothing was written.';
  return release === null ? 'Nothing public changed: no release was made.' : `Published as release ${release}.`;
}

function differences({ differences: groups }: ImportReport): string[] {
  return groups.flatMap(({ name, lines }) => [
    `${name}: ${lines.length}`,
    ...lines.slice(0, shownDifferences).map((line) => `  ${line}`),
    ...more(lines.length - shownDifferences),
  ]);
}

/** Only how many: they are published with the release, under `problems`. */
function problems({ problems: found = [] }: ImportReport): string[] {
  const kinds = Map.groupBy(found, ({ kind }) => kind);
  return [...kinds].map(([kind, of]) => `listed as ${kind}: ${of.length}`);
}

function rejects({ rejectedRows }: ImportReport): string[] {
  return [
    ...rejectedRows.slice(0, shownRejects).map(({ row, column, reason, original }) => {
      const where = column === null ? `row ${row}` : `row ${row}, column ${column}`;
      return `rejected: ${where}: ${reason} It reads: ${original}`;
    }),
    ...more(rejectedRows.length - shownRejects),
  ];
}

function more(count: number): string[] {
  return count > 0 ? [`  … and ${count} more`] : [];
}
