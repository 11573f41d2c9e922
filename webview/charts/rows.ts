import { bar, picture, text } from './chart.ts';
import { linear } from './scale.ts';

/** One lying bar with its label to the left and its number at its end. */
export interface Row {
  readonly label: string;
  readonly value: number;
  readonly number: string;
}

const rowHeight = 24;
const barHeight = 14;

/** Draws lying bars. `max` is the value of a bar over the whole width. */
export function rows(all: readonly Row[], max: number, summary: string, width: number): SVGSVGElement {
  const labelWidth = Math.min(Math.max(...all.map(({ label }) => label.length)) * 6.6 + 10, width * 0.5);
  const numberWidth = Math.max(...all.map(({ number }) => number.length)) * 7 + 10;
  const x = linear([0, Math.max(max, Number.EPSILON)], [labelWidth, Math.max(labelWidth + 1, width - numberWidth)]);
  return picture(
    width,
    all.length * rowHeight + 4,
    summary,
    ...all.flatMap(({ label, value, number }, index) => {
      const y = index * rowHeight + 2;
      return [
        text(labelWidth - 8, y + 15, label, { kind: 'row-label', anchor: 'end' }),
        bar(
          'bar',
          labelWidth,
          y + (rowHeight - barHeight) / 2 - 1,
          x(value) - labelWidth,
          barHeight,
          `${label}: ${number}`,
        ),
        text(x(value) + 6, y + 15, number, { kind: 'number', anchor: 'start' }),
      ];
    }),
  );
}
