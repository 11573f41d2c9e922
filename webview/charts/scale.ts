/** Maps a number of the domain to a place in the range, in a straight line. An empty domain maps to the range's start. */
export function linear(domain: readonly [number, number], range: readonly [number, number]): (value: number) => number {
  const [from, to] = domain;
  const [start, end] = range;
  const slope = to === from ? 0 : (end - start) / (to - from);
  return (value) => start + (value - from) * slope;
}

/** Whole numbers from 0, evenly spaced at 1, 2 or 5 times a power of ten, the last at or above `max`; about `wanted` steps. */
export function wholeTicks(max: number, wanted = 4): readonly number[] {
  let power = 1;
  while (power * 10 * wanted <= max) power *= 10;
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((width) => width * wanted >= max) ?? power * 10;
  const steps = Math.max(1, Math.ceil(max / step));
  return Array.from({ length: steps + 1 }, (_, index) => index * step);
}

/** Every how many labels one fits, of labels `width` wide on `count` places in `space`: 1, 2, 5, 10, 20, … */
export function labelStep(count: number, width: number, space: number): number {
  const needed = (count * width) / Math.max(1, space);
  for (let power = 1; ; power *= 10) {
    const step = [1, 2, 5].map((factor) => factor * power).find((candidate) => candidate >= needed);
    if (step !== undefined) return step;
  }
}
