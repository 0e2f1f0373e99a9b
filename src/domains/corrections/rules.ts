/** What is wrong with a proposal, argument by argument. */
import { isCorrectableField } from './fields.ts';
import { isOfficeField, type Proposal, type ProposalError } from './model.ts';

export const maxLengths = { field: 100, value: 2_000, reason: 4_000, evidence: 500, answer: 1_000 } as const;

/** An address of e-mail or a phone number: a ticket is public, and these have no place in it. */
const personal = /[\w.+-]+@[\w-]+\.[\w.]+|(?:\+?\d[ -]?){9,}/;

export function problemsOf({ target, field, value, reason, evidence }: Proposal): ProposalError[] {
  const errors: ProposalError[] = [];
  const add = (argument: ProposalError['argument'], problem: ProposalError['problem']): void => {
    errors.push({ argument, problem });
  };
  const isOffice = target.type === 'OFFICE';
  if (!isCorrectableField(target.type, field)) add('field', 'UNKNOWN_FIELD');
  if (value === '') add('value', 'EMPTY_VALUE');
  else if (value.length > maxLengths.value) add('value', 'TOO_LONG');
  else if (!(isOffice && isOfficeField(field)) && personal.test(value)) add('value', 'PERSONAL_DATA');
  if (reason === '') add('reason', 'EMPTY_REASON');
  else if (reason.length > maxLengths.reason) add('reason', 'TOO_LONG');
  else if (personal.test(reason)) add('reason', 'PERSONAL_DATA');
  if (evidence !== null && (evidence.length > maxLengths.evidence || !isWebAddress(evidence))) {
    add('evidence', 'NOT_AN_ADDRESS');
  }
  return errors;
}

function isWebAddress(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
}
