/** An estimated figure: what is likely, and between what it is to be expected. */
export interface Range {
  readonly low: number;
  readonly likely: number;
  readonly high: number;
}

export function exactly(value: number): Range {
  return { low: value, likely: value, high: value };
}

export function sumOf(ranges: readonly Range[]): Range {
  return ranges.reduce(
    (a, b) => ({ low: a.low + b.low, likely: a.likely + b.likely, high: a.high + b.high }),
    exactly(0),
  );
}

export function product(a: Range, b: Range): Range {
  return { low: a.low * b.low, likely: a.likely * b.likely, high: a.high * b.high };
}

/** The lowest of one where the other is highest: for what has to be reached. `b` is above 0. */
export function quotient(a: Range, b: Range): Range {
  return { low: a.low / b.high, likely: a.likely / b.likely, high: a.high / b.low };
}

export function meanOf(ranges: readonly Range[]): Range {
  return ranges.length === 0 ? exactly(0) : product(sumOf(ranges), exactly(1 / ranges.length));
}

export function atMost(range: Range, limit: number): Range {
  return between(range, Number.NEGATIVE_INFINITY, limit);
}

export function between({ low, likely, high }: Range, least: number, most: number): Range {
  const cut = (value: number) => Math.min(Math.max(value, least), most);
  return { low: cut(low), likely: cut(likely), high: cut(high) };
}

/**
 * What is to be expected of another one of these, which were measured: a little beyond their spread, and more where there
 * is but one. `undefined` where there is none.
 */
export function expectedOf(measured: readonly number[]): Range | undefined {
  if (measured.length === 0) return undefined;
  const likely = measured.reduce((sum, value) => sum + value, 0) / measured.length;
  const [below, above] = measured.length === 1 ? [0.7, 1.4] : [0.9, 1.15];
  return { low: below * Math.min(...measured), likely, high: above * Math.max(...measured) };
}
