/** What the registers of several years tell together, through the API. */
import { describe, expect, it } from 'vitest';
import { buildTerc, type TercRecord, toCsv } from '../fixtures/terc.ts';
import { startHub, type TestHub } from '../harness/hub.ts';

const terc = (row: TercRecord): string => row.WOJ + row.POW + row.GMI + row.RODZ;
const rename = (code: string, name: string) => (rows: TercRecord[]) =>
  rows.map((row) => (terc(row) === code ? { ...row, NAZWA: name } : row));
