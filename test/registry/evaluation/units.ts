/** The units of the official registers that lie beside the project, with their history. */
import { readTercRegister } from '#sources/teryt/read.ts';
import { tercOf } from '#sources/teryt/unit-row.ts';
import { deriveHistory, type RegisterState } from '../../../src/domains/registry/history/derive.ts';
import type { Unit, UnitVersion } from '../rules.ts';
import { gugikRows } from './real-rows.ts';
import { sharedFile } from './shared-data.ts';

const registers = [
  'teryt/TERC_2017-01-01_oldschema.xml',
  'teryt/TERC_Urzedowy_2020-09-26.zip',
  'teryt/TERC_2022-01-01_bom_crlf.csv',
];

export function realUnits(): Unit[] {
  return deriveHistory(registers.map(registerState));
}

/** The same with the state of 2025 as the list of areas shows it, in which many villages have become towns. */
export function realUnitsOf2025(): Unit[] {
  const rows = gugikRows().map(({ terc, text }) => ({ terc, name: registerName(text) }));
  return deriveHistory([...registers.map(registerState), stateOf('2025-01-01', rows, 'gugik')]);
}

function registerName(text: string): string {
  return text.replace(/^(WOJ\.|Powiat( m\.)?) /, '').replace(/\s*-\s*(miasto|obszar wiejski|dzielnica)$/, '');
}

function registerState(name: string): RegisterState {
  const register = readTercRegister(sharedFile(name), { fileName: name, today: '2026-06-15' });
  const rows = register.rows.map((row) => ({ terc: tercOf(row), name: row.name }));
  return stateOf(register.asOf, rows, name);
}

function stateOf(asOf: string, rows: RegisterState['rows'], sourceId: string): RegisterState {
  const voivodeships = [...new Set(rows.map(({ terc }) => terc.slice(0, 2)))];
  const slices = voivodeships.map((voivodeship) => ({ voivodeship, complete: true, sourceId, unread: [] }));
  return { asOf, slices, rows };
}

export interface State {
  readonly unit: Unit;
  readonly version: UnitVersion;
}

/** By every code that a unit ever had, with the newest bearer of it. */
export function statesByCode(units: Iterable<Unit>): Map<string, State> {
  const states = new Map<string, State>();
  for (const unit of units) {
    for (const version of unit.versions) {
      for (const code of [version.terc, version.powiatTerc ?? version.terc]) {
        const known = states.get(code);
        if (known === undefined || known.version.validFrom < version.validFrom) states.set(code, { unit, version });
      }
    }
  }
  return states;
}
