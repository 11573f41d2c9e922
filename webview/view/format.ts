import { type Money, roundMoney } from '../../src/core/model/money.ts';

const locale = 'en';
const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
const hundredths = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });

/** `12,345` */
export function count(value: number): string {
  return whole.format(value);
}

/** A mean length: `21.3` */
export function mean(value: number): string {
  return tenths.format(value);
}

/** A similarity: `0.62` */
export function score(value: number): string {
  return hundredths.format(value);
}

/** A share from 0 to 1: `34%` */
export function share(value: number): string {
  return percent.format(value);
}

const allDigits = new Intl.NumberFormat(locale, { maximumSignificantDigits: 21 });

/** Any code of three letters is shown as it is: `1,234.56 USD`, `0.0012 USD` */
export function money({ amount, currency }: Money): string {
  return `${allDigits.format(roundMoney(amount))} ${currency}`;
}

/** `1 task`, `2 tasks` */
export function plural(value: number, one: string, many: string): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}
