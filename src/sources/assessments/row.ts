/** One row of the template for assessments; docs/assessments-template.md describes its columns. */
import { dayOf } from '#formats/days.ts';
import { plainDecimal } from '#formats/numbers.ts';
import { actionStates, assessmentId, assessmentModels, cafEditions, isCafCriterion, type StatedRow } from '#metrics';
import type { OfficeReferenceData } from '#offices';

export const columns = [
  'record',
  'office',
  'nip',
  'regon',
  'model',
  'edition',
  'date',
  'validated',
  'criterion',
  'score',
  'evidence',
  'title',
  'state',
  'due',
  'standard',
  'body',
  'valid_from',
  'valid_to',
] as const;
export type Column = (typeof columns)[number];

/** A cell that cannot be taken: which, why, and how to fix it. */
export class RowFault extends Error {
  readonly column: Column | null;

  constructor(column: Column | null, reason: string) {
    super(reason);
    this.column = column;
  }
}

export type Cells = (column: Column) => string;

export interface Row {
  readonly cells: Cells;
  /** Days of a workbook are counted from 1904. */
  readonly date1904: boolean;
}

export function readRow(row: Row, offices: OfficeReferenceData): StatedRow {
  const { cells } = row;
  const officeId = officeOf(cells, offices);
  switch (cells('record').toLowerCase()) {
    case 'score':
      return readScore(row, officeId);
    case 'action':
      return readAction(row, officeId);
    case 'certification':
      return readCertification(row, officeId);
    default:
      throw new RowFault('record', `"${cells('record')}" is no kind of record. Write score, action or certification.`);
  }
}

function officeOf(cells: Cells, offices: OfficeReferenceData): string {
  const tried = [
    ['regon', offices.withRegon(cells('regon'))],
    ['nip', offices.withNip(cells('nip'))],
    ['office', offices.withName(cells('office'))],
  ] as const;
  const given = tried.filter(([column]) => cells(column) !== '');
  if (given.length === 0) throw new RowFault('office', 'No office is named. Fill in its name, NIP or REGON.');
  const [first, ...rest] = given.map(([, found]) => found.map(({ id }) => id));
  const common = (first ?? []).filter((id) => rest.every((ids) => ids.length === 0 || ids.includes(id)));
  const [only] = common;
  if (only !== undefined && common.length === 1) return only;
  const column = given[0]?.[0] ?? 'office';
  if (common.length > 1) {
    throw new RowFault(column, `It may be one of ${common.length} offices. Give the name and a NIP or REGON together.`);
  }
  throw new RowFault(column, 'No office is known by it. Load a list of offices first, or fix the name or number.');
}

function readScore(row: Row, officeId: string): StatedRow {
  const { cells } = row;
  const { model, edition, assessedOn, id } = readAssessment(row, officeId);
  const criterion = cells('criterion');
  if (!/^[1-9]\d?(\.[1-9]\d?)?$/.test(criterion) || (model === 'CAF' && !isCafCriterion(edition, criterion))) {
    throw new RowFault(
      'criterion',
      `"${criterion}" is no criterion of ${model} ${edition}. Write its number, such as 1 or 1.1.`,
    );
  }
  const score = Number(plainDecimal(cells('score')) ?? Number.NaN);
  if (!Number.isFinite(score) || score < 0 || (model === 'CAF' && score > 100)) {
    throw new RowFault(
      'score',
      `"${cells('score')}" is no score. Write a number${model === 'CAF' ? ' from 0 to 100' : ''}.`,
    );
  }
  const externallyValidated = yesOrNo(cells('validated'));
  return {
    kind: 'score',
    assessment: { id, model, edition, officeId, assessedOn, externallyValidated },
    score: { criterion, score, evidence: cells('evidence') || null },
  };
}

function readAssessment(row: Row, officeId: string) {
  const { cells } = row;
  const model = assessmentModels.find((name) => name === cells('model').toUpperCase());
  if (model === undefined) throw new RowFault('model', `"${cells('model')}" is no model. Write CAF, EFQM or OTHER.`);
  const edition = cells('edition');
  if (edition === '' || (model === 'CAF' && !cafEditions.includes(edition))) {
    throw new RowFault(
      'edition',
      `"${edition}" is no edition of ${model}. ${model === 'CAF' ? 'Write 2002, 2006, 2013 or 2020.' : 'Name it.'}`,
    );
  }
  const assessedOn = day(row, 'date');
  return { model, edition, assessedOn, id: assessmentId(model, edition, officeId, assessedOn) };
}

function readAction(row: Row, officeId: string): StatedRow {
  const { cells } = row;
  const title = cells('title');
  if (title === '') throw new RowFault('title', 'The action has no title. Say what is to be done.');
  const state = actionStates.find((name) => name === (cells('state') || 'PLANNED').toUpperCase().replaceAll(' ', '_'));
  if (state === undefined)
    throw new RowFault('state', `"${cells('state')}" is no state. Write ${actionStates.join(', ')}.`);
  const after = cells('model') === '' ? null : readAssessment(row, officeId).id;
  return {
    kind: 'action',
    action: {
      id: `${officeId}:${title}`,
      officeId,
      assessmentId: after,
      criterion: cells('criterion') || null,
      title,
      state,
      dueOn: optionalDay(row, 'due'),
    },
  };
}

function readCertification(row: Row, officeId: string): StatedRow {
  const { cells } = row;
  const standard = cells('standard');
  if (standard === '') throw new RowFault('standard', 'The certificate has no standard. Name it, such as ISO 9001.');
  const validFrom = day(row, 'valid_from');
  const validTo = optionalDay(row, 'valid_to');
  if (validTo !== null && validTo < validFrom)
    throw new RowFault('valid_to', 'It lies before valid_from. Fix one of them.');
  return {
    kind: 'certification',
    certification: {
      id: [officeId, standard, validFrom].join(':'),
      officeId,
      standard,
      body: cells('body') || null,
      validFrom,
      validTo,
    },
  };
}

function yesOrNo(text: string): boolean | null {
  if (text === '') return null;
  if (/^(yes|tak|true|1)$/i.test(text)) return true;
  if (/^(no|nie|false|0)$/i.test(text)) return false;
  throw new RowFault('validated', `"${text}" is neither yes nor no. Write one of them, or leave it empty.`);
}

function optionalDay(row: Row, column: Column): string | null {
  return row.cells(column) === '' ? null : day(row, column);
}

function day({ cells, date1904 }: Row, column: Column): string {
  const text = cells(column);
  const found = dayOf(text, { date1904 });
  if (found !== null) return found;
  throw new RowFault(column, `"${text}" is no day. Write it as 2024-05-01.`);
}
