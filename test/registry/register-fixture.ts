/** Units for resolution tests: a small invented history, and the real register of 2022 where it lies beside the project. */
import { existsSync, readFileSync } from 'node:fs';
import { parseTerc, type TerritorialKind, type Unit, type UnitVersion } from './rules.ts';

type State = Partial<UnitVersion> & Pick<UnitVersion, 'terc' | 'name'>;

/** A unit whose versions follow one another; kind and parent come from the code unless given. */
export function unit(id: string, parentId: string | null, ...states: State[]): Unit {
  const versions = states.map((state, index): UnitVersion => {
    const kind = parseTerc(state.terc)?.kind as TerritorialKind;
    const validTo = states[index + 1]?.validFrom ?? null;
    const powiatTerc = kind === 'POWIAT' ? state.terc : null;
    return { powiatTerc, kind, parentId, validFrom: '2017-01-01', validTo, certainUntil: null, ...state };
  });
  return { id, versions };
}

const shared = new URL('../../../shared/data/', import.meta.url);
const csv = new URL('teryt/TERC_2022-01-01_bom_crlf.csv', shared);
export const hasRealRegister = existsSync(csv);

/** The official csv of 2022-01-01, one version a unit; a city with powiat rights joins its two rows. */
export function realRegister(): Unit[] {
  const rows = readFileSync(csv, 'utf8')
    .replace(/^\uFEFF/, '')
    .trim()
    .split('\r\n')
    .slice(1);
  const codes = rows
    .map((row) => row.split(';'))
    .map(([woj, pow, gmi, rodz, name]) => ({
      terc: `${woj}${pow}${gmi}${rodz}`,
      name: pow === '' ? (name as string).toLowerCase() : (name as string),
    }));
  const isCity = (terc: string): boolean => terc.slice(2, 4) > '60';
  return codes
    .filter(({ terc }) => terc.length !== 4 || !isCity(terc))
    .map(({ terc, name }) => {
      const kind = parseTerc(terc)?.kind;
      const city = isCity(terc) && kind === 'URBAN_GMINA' ? { powiatTerc: terc.slice(0, 4) } : {};
      return unit(terc, parentOf(terc), { terc, name, validFrom: '2022-01-01', ...city });
    });
}

function parentOf(terc: string): string | null {
  if (terc.length === 2) return null;
  const isCity = terc.slice(2, 4) > '60';
  const rodz = terc[6];
  if (rodz === '4' || rodz === '5') return `${terc.slice(0, 6)}3`;
  if (rodz === '8' || rodz === '9') return `${terc.slice(0, 4)}011`;
  return terc.length === 4 || isCity ? terc.slice(0, 2) : terc.slice(0, 4);
}

export interface NtsPowiat {
  readonly terc: string;
  readonly region: string;
  readonly subregion: string;
}

const nts = new URL('teryt/NTS_2017-01-01_bom.csv', shared);
export const hasNts = existsSync(nts);

/** The powiats of NTS 2017 with the region and subregion that it gives them. */
export function ntsPowiats(): NtsPowiat[] {
  return readFileSync(nts, 'utf8')
    .split(/\r?\n/)
    .map((row) => row.split(';'))
    .filter(([level]) => level === '4')
    .map(([, region = '', woj = '', subregion = '', pow = '']) => ({ terc: woj + pow, region, subregion }));
}
