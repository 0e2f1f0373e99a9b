/** What the cells of a row mean in the hub: nodes of the programme tree, units, offices, names that must not be shown. */
import type { MatchCandidate, ProblemKind } from '#platform/problems/model.ts';
import type { ListedProject } from '../model.ts';
import type { PartyResolver } from '../parties/resolve.ts';
import type { FoundPlace, PlaceResolver } from '../places/resolve.ts';
import { lettersOfContract } from '../programmes/codes.ts';
import type { ProgrammeTree } from '../programmes/tree.ts';
import { type Redactions, redact } from '../redactions/redactor.ts';
import { ProblemList } from './problems.ts';
import { type InterpretedProject, keysOf, type ReadRow } from './staged-row.ts';

export interface InterpreterParts {
  readonly tree: ProgrammeTree;
  readonly parties: PartyResolver;
  /** Names of places hold for a day, and the periods of one file may differ. */
  readonly placesOf: (project: ListedProject) => PlaceResolver;
  readonly redactions: Redactions;
}

const reasons: Partial<Record<ProblemKind, string>> = {
  UNIT_NOT_FOUND:
    'No register that is loaded knows this place, which is kept as text. If it lies in Poland, load the TERC register of the time and import this list again.',
  UNIT_AMBIGUOUS:
    'Several units may be meant, and none is taken. Import the list again once it names the powiat or the kind.',
  FOREIGN_PLACE: 'This place lies outside Poland and is kept as text.',
  CUT_TEXT: 'Excel cut this cell off, so that its last place may be the beginning of another name; it is kept as text.',
  INVALID_NUMBER: 'This is no NIP: its check digit is wrong. It is kept as it stands, and joins nothing.',
  OFFICE_NOT_FOUND:
    'Offices of units with similar names are candidates, and none is taken: the beneficiary stays an organisation with a name.',
  OFFICE_AMBIGUOUS:
    'Several offices may be meant, and none is taken: the beneficiary stays an organisation with a name.',
};

export class Interpreter {
  readonly #parts: InterpreterParts;
  readonly problems = new ProblemList();
  /** The text keys of projects whose contracts stand in the list of redactions. */
  readonly listed = new Set<string>();

  constructor(parts: InterpreterParts) {
    this.#parts = parts;
  }

  interpret(listed: ListedProject): InterpretedProject {
    const { tree, parties, placesOf, redactions } = this.#parts;
    const statedKeys = keysOf(listed);
    const { project, isRedacted, isListed } = redact(listed, statedKeys.textKey, redactions);
    if (isListed) this.listed.add(statedKeys.textKey);
    // Projects are the same with the name and without it, but nobody finds them by it.
    const keys = project === listed ? statedKeys : { ...statedKeys, searchText: keysOf(project).searchText };
    const resolver = placesOf(project);
    const read = (row: ListedProject, redacted: boolean): ReadRow => {
      const places = row.places.map((place) => resolver.find(place));
      const area = row.beneficiary === null ? [] : areaOf(row, places, resolver);
      const party =
        row.beneficiary === null ? null : parties.find(row.beneficiary, area, { redacted, country: row.country });
      return { project: row, places, party };
    };
    const letters = keys.contractKey === null ? null : lettersOfContract(keys.contractKey);
    const path = tree.place(project.period, project.programme, letters);
    const shown = read(project, isRedacted);
    const stated = project === listed ? shown : read(listed, false);
    this.#listProblems(shown);
    return { keys, path, shown, stated };
  }

  #listProblems({ project, places, party }: ReadRow): void {
    const { row, sheet, beneficiary } = project;
    for (const problem of project.problems) this.problems.add({ ...problem, row });
    const list = (kind: ProblemKind | null, original: string, candidates: readonly MatchCandidate[]): void => {
      if (kind === null) return;
      this.problems.add({ kind, row, column: sheet || null, reason: reasons[kind] ?? '', original, candidates });
    };
    for (const { problem, text, candidates } of places) list(problem, text, candidates);
    if (party === null || beneficiary === null) return;
    list(party.problem, beneficiary.name, party.candidates);
    if (party.nipValid === false) list('INVALID_NUMBER', beneficiary.nip ?? '', []);
  }
}

/** Where the beneficiary sits, or else where the project is. */
function areaOf({ beneficiary }: ListedProject, places: readonly FoundPlace[], resolver: PlaceResolver): string[] {
  const { voivodeship = null, powiat = null } = beneficiary ?? {};
  if (voivodeship !== null) {
    const text = [voivodeship, powiat].join(' ');
    const seat = resolver.find({
      text,
      isWholeCountry: false,
      isForeign: false,
      isCut: false,
      voivodeship,
      powiat,
      gmina: null,
    });
    if (seat.unitId !== null) return [seat.unitId];
  }
  return places.flatMap(({ unitId }) => (unitId === null ? [] : [unitId]));
}
