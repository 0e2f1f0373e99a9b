/** Subjects that are no units, as a source names them: offices, projects and practices. */
import type { ClientBase } from 'pg';
import { findOffices, type OfficeReferenceData } from '#offices';
import { existingEntries } from '#practices';
import { findProjects, type KnownProjects } from '#projects';
import type { FoundSubject, NotFound } from './found-subject.ts';
import type { Statement } from './stated-row.ts';

const otherLevels = ['OFFICE', 'PROJECT', 'PRACTICE'] as const;
export type OtherLevel = (typeof otherLevels)[number];

export function isOtherLevel(level: string | null): level is OtherLevel {
  return otherLevels.some((other) => other === level);
}

export class OtherSubjects {
  readonly #offices: OfficeReferenceData;
  readonly #projects: KnownProjects;
  readonly #practices: ReadonlySet<string>;

  constructor(offices: OfficeReferenceData, projects: KnownProjects, practices: ReadonlySet<string>) {
    this.#offices = offices;
    this.#projects = projects;
    this.#practices = practices;
  }

  find(level: OtherLevel, code: string): FoundSubject | NotFound {
    const [id, ...others] = { OFFICE: this.#office, PROJECT: this.#project, PRACTICE: this.#practice }[level].call(
      this,
      code,
    );
    const what = level.toLowerCase();
    const shown = code.slice(0, 80);
    if (id === undefined) return { reason: `No ${what} is known as "${shown}". Load it first, or fix the code.` };
    if (others.length === 0) return { type: level, key: id, level };
    const all = [id, ...others].slice(0, 5).join(', ');
    return { reason: `"${shown}" may mean several: ${all}. Write the id of one.` };
  }

  /** By its id, REGON, NIP or name. */
  #office(code: string): string[] {
    const own = this.#offices.office(code);
    if (own !== undefined) return [own.id];
    const numbered = [...this.#offices.withRegon(code), ...this.#offices.withNip(code)];
    const found = numbered.length > 0 ? numbered : this.#offices.withName(code);
    return [...new Set(found.map(({ id }) => id))];
  }

  /** By its id or the number of its contract. */
  #project(code: string): readonly string[] {
    return this.#projects.has(code) ? [code] : this.#projects.withContract(code);
  }

  #practice(code: string): string[] {
    return this.#practices.has(code) ? [code] : [];
  }
}

/** Null when the statements are of units alone, as nearly all are. */
export async function loadOtherSubjects(
  client: ClientBase,
  levels: ReadonlySet<string>,
  statements: () => Iterable<Statement>,
): Promise<OtherSubjects | null> {
  if (![...levels].some(isOtherLevel)) return null;
  const codes = (level: OtherLevel): string[] => (levels.has(level) ? codesAt(level, statements()) : []);
  const projects = await findProjects(client, codes('PROJECT'), codes('PROJECT'));
  const named = codes('PRACTICE').map((slug) => ({ kind: 'PRACTICE', slug }) as const);
  const practices = await existingEntries(client, named);
  return new OtherSubjects(await findOffices(client), projects, new Set(practices.map(({ slug }) => slug)));
}

function codesAt(level: OtherLevel, statements: Iterable<Statement>): string[] {
  const codes = new Set<string>();
  for (const statement of statements) {
    if (statement.kind === 'value' && statement.value.level === level) codes.add(statement.value.code);
  }
  return [...codes];
}
