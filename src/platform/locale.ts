/** Numbers, amounts, days and plurals as each language writes them. */
import type { MessageLanguage } from './errors.ts';

const locales: Readonly<Record<MessageLanguage, string>> = { pl: 'pl-PL', en: 'en-GB' };

export interface Format {
  number(value: number, decimals?: number): string;
  /** An exact amount as the API returns it, shown without the fraction. */
  money(amount: { readonly amount: string; readonly currency: string } | null | undefined): string | null;
  /** `2017-10-25` as people write it. */
  day(day: string | null | undefined): string | null;
  moment(moment: string): string;
  days(from: string | null | undefined, to: string | null | undefined): string | null;
  plural(count: number, forms: PluralForms): string;
}

/** Polish has three forms of whole numbers (1 gmina, 2 gminy, 5 gmin), English two. */
export type PluralForms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>;

function createFormat(language: MessageLanguage): Format {
  const locale = locales[language];
  const rules = new Intl.PluralRules(locale);
  const numbers = new Map<number, Intl.NumberFormat>();
  const currencies = new Map<string, Intl.NumberFormat>();
  // A day without an hour has no time zone either.
  const dayFormat = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
  const momentFormat = new Intl.DateTimeFormat(locale, {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'Europe/Warsaw',
  });
  const number = (value: number, decimals = 0): string => {
    let format = numbers.get(decimals);
    if (format === undefined) {
      const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
      format = new Intl.NumberFormat(locale, { ...digits, useGrouping: 'always' });
      numbers.set(decimals, format);
    }
    return format.format(value);
  };
  const day = (text: string | null | undefined): string | null =>
    text == null ? null : dayFormat.format(new Date(`${text}T00:00:00Z`));
  return {
    number,
    day,
    money(value) {
      if (value == null) return null;
      let format = currencies.get(value.currency);
      if (format === undefined) {
        format = new Intl.NumberFormat(locale, {
          style: 'currency',
          currency: value.currency,
          maximumFractionDigits: 0,
          useGrouping: 'always',
        });
        currencies.set(value.currency, format);
      }
      // As text: a sum of billions has more digits than a double keeps.
      return format.format(value.amount as Intl.StringNumericLiteral);
    },
    moment: (text) => momentFormat.format(new Date(text)),
    days(from, to) {
      const [start, end] = [day(from), day(to)];
      if (start !== null && end !== null) return start === end ? start : `${start} – ${end}`;
      if (start !== null) return `${start} –`;
      return end === null ? null : `– ${end}`;
    },
    plural: (count, forms) => `${number(count)} ${forms[rules.select(count)] ?? forms.other}`,
  };
}

export const formats: Readonly<Record<MessageLanguage, Format>> = { pl: createFormat('pl'), en: createFormat('en') };
