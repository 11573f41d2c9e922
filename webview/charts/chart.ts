import { type Child, svg } from '../view/dom.ts';

/** The drawing area of a chart, in pixels from the top left of the picture. */
export interface Plot {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Space around the drawing area, in pixels. */
export interface Margins {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The drawing area that the margins leave of a picture. */
export function plotArea(width: number, height: number, margins: Margins): Plot {
  return {
    left: margins.left,
    right: Math.max(margins.left + 1, width - margins.right),
    top: margins.top,
    bottom: Math.max(margins.top + 1, height - margins.bottom),
  };
}

/** The picture itself. `summary` is what a screen reader says in its place. */
export function picture(width: number, height: number, summary: string, ...children: readonly Child[]): SVGSVGElement {
  return svg(
    'svg',
    { class: 'picture', width, height, viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': summary },
    ...children,
  );
}

/** A text in a picture. `anchor` is the part of the text that stands at `x`. */
export function text(
  x: number,
  y: number,
  content: string,
  { kind = 'tick', anchor = 'middle' }: { kind?: string; anchor?: 'start' | 'middle' | 'end' } = {},
): SVGTextElement {
  return svg('text', { x: round(x), y: round(y), class: kind, 'text-anchor': anchor }, content);
}

/** A bar with a tooltip. */
export function bar(
  kind: string,
  x: number,
  y: number,
  width: number,
  height: number,
  tooltip: string,
): SVGRectElement {
  const size = { x: round(x), y: round(y), width: round(Math.max(0, width)), height: round(Math.max(0, height)) };
  return svg('rect', { class: kind, ...size }, svg('title', {}, tooltip));
}

/** A straight line. */
export function line(kind: string, x1: number, y1: number, x2: number, y2: number): SVGLineElement {
  return svg('line', { class: kind, x1: round(x1), y1: round(y1), x2: round(x2), y2: round(y2) });
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
