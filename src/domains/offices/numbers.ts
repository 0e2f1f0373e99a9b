/**
 * The check digits of NIP (ustawa o zasadach ewidencji podatników, Dz.U. 1995 nr 142 poz. 702) and REGON
 * (rozporządzenie w sprawie rejestru REGON, Dz.U. 2015 poz. 2009). A wrong number is kept as it stands and flagged.
 */

const nipWeights = [6, 5, 7, 2, 3, 4, 5, 6, 7];
const regon9Weights = [8, 9, 2, 3, 4, 5, 6, 7];
const regon14Weights = [2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8];

/** Whether it is 10 digits with the right check digit; blanks, dashes and a leading PL do not matter. */
export function isValidNip(text: string): boolean {
  const digits = nipDigits(text);
  return /^\d{10}$/.test(digits) && !/^0+$/.test(digits) && remainder(digits, nipWeights) === Number(digits[9]);
}

/** Whether it is 9 or 14 digits with the right check digits. */
export function isValidRegon(text: string): boolean {
  const digits = regonDigits(text);
  if (!/^(\d{9}|\d{14})$/.test(digits) || /^0+$/.test(digits)) return false;
  if (remainder(digits, regon9Weights) % 10 !== Number(digits[8])) return false;
  return digits.length === 9 || remainder(digits, regon14Weights) % 10 === Number(digits[13]);
}

/** The form in which NIPs are compared. */
export function nipDigits(text: string): string {
  return text.replace(/^\s*PL/i, '').replaceAll(/[\s\u00a0-]/g, '');
}

/** The form in which REGONs are compared; 14 digits that end in 00000 are the 9 of the unit itself. */
export function regonDigits(text: string): string {
  return text.replaceAll(/[\s\u00a0-]/g, '').replace(/^(\d{9})00000$/, '$1');
}

function remainder(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, index) => sum + weight * Number(digits[index]), 0) % 11;
}
