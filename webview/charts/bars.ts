import { count } from '../view/format.ts';
import { bar, line, type Plot, picture, plotArea, text } from './chart.ts';
import { labelStep, linear, wholeTicks } from './scale.ts';

/** One upright bar. */
export interface UprightBar {
  readonly value: number;
  /** The whole that `value` is a part of, drawn behind it. */
  readonly of?: number;
  /** Below the bar. */
  readonly label: string;
  /** Above the bar, where there is room. */
  readonly number?: string;
  readonly tooltip: string;
}

/** A line across a histogram. */
export interface Marker {
  /** Place on the axis, counted in bars from the left. */
  readonly at: number;
  readonly label: string;
  readonly kind: 'threshold' | 'mean';
}

/** What `uprightBars` draws. */
export interface UprightBars {
  /** What a screen reader says in place of the picture. */
  readonly summary: string;
  readonly bars: readonly UprightBar[];
  /** Names the horizontal axis. */
  readonly axis: string;
  /** `middle`: a label stands under its bar. `edge`: under its bar's left edge, as in a histogram. */
  readonly labelAt: 'middle' | 'edge';
  /** Under the right edge of the last bar. */
  readonly lastLabel?: string;
  readonly markers?: readonly Marker[];
}

/** Widths in pixels, for the size of text that the style sheet gives to `.tick`. */
const characterWidth = 6.5;
const rowHeight = 15;

/** Draws upright bars: a histogram, or one bar a round. */
export function uprightBars(model: UprightBars, width: number, height: number): SVGSVGElement {
  const { bars, markers = [] } = model;
  const ticks = wholeTicks(Math.max(1, ...bars.map(({ value, of }) => of ?? value)));
  const highest = ticks.at(-1) ?? 1;
  const left = 10 + count(highest).length * characterWidth;
  const top = 8 + rowHeight * Math.max(1, markers.length);
  const plot = plotArea(width, height, { left, right: 14, top, bottom: 38 });
  const y = linear([0, highest], [plot.bottom, plot.top]);
  const slot = (plot.right - plot.left) / Math.max(1, bars.length);
  return picture(
    width,
    height,
    model.summary,
    ...ticks.flatMap((tick) => [
      line(tick === 0 ? 'axis' : 'grid', plot.left, y(tick), plot.right, y(tick)),
      text(plot.left - 6, y(tick) + 4, count(tick), { anchor: 'end' }),
    ]),
    ...bars.flatMap((each, index) => drawBar(each, plot, plot.left + index * slot, slot, y)),
    ...labels(model, plot, slot),
    text((plot.left + plot.right) / 2, height - 5, model.axis, { kind: 'axis-title' }),
    ...markers.flatMap((marker, row) => drawMarker(marker, plot, plot.left + marker.at * slot, row)),
  );
}

function drawBar(
  each: UprightBar,
  plot: Plot,
  x: number,
  slot: number,
  y: (value: number) => number,
): readonly SVGElement[] {
  const gap = Math.min(8, slot * 0.15);
  const draw = (kind: string, value: number) =>
    bar(kind, x + gap / 2, y(value), slot - gap, plot.bottom - y(value), each.tooltip);
  const top = y(each.of ?? each.value) - 4;
  const fits = each.number !== undefined && each.number.length * characterWidth < slot;
  return [
    ...(each.of === undefined ? [] : [draw('bar whole', each.of)]),
    draw('bar', each.value),
    ...(fits ? [text(x + slot / 2, top, each.number ?? '', { kind: 'number' })] : []),
  ];
}

function labels({ bars, labelAt, lastLabel }: UprightBars, plot: Plot, slot: number): readonly SVGElement[] {
  const longest = Math.max(...bars.map(({ label }) => label.length), lastLabel?.length ?? 0);
  const step = labelStep(bars.length, (longest + 1.5) * characterWidth, plot.right - plot.left);
  const shift = labelAt === 'middle' ? slot / 2 : 0;
  const all = lastLabel === undefined ? bars.map(({ label }) => label) : [...bars.map(({ label }) => label), lastLabel];
  return all.flatMap((label, index) =>
    index % step === 0 ? [text(plot.left + index * slot + shift, plot.bottom + 15, label)] : [],
  );
}

/** Each marker's label has a row of its own above the bars, on the side where there is room. */
function drawMarker({ kind, label }: Marker, plot: Plot, x: number, row: number): readonly SVGElement[] {
  const base = plot.top - 6 - row * rowHeight;
  const toTheLeft = x + 8 + label.length * characterWidth > plot.right + 14;
  return [
    line(`marker ${kind}`, x, base - 10, x, plot.bottom),
    text(toTheLeft ? x - 5 : x + 5, base, label, { kind: `marker-label ${kind}`, anchor: toTheLeft ? 'end' : 'start' }),
  ];
}
