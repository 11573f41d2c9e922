import { el, show } from '../view/dom.ts';

/** The same numbers as a table, for whoever does not see the picture. */
export interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What a figure shows at the moment. */
export interface FigureContent {
  /** Draws the picture so wide, in pixels. */
  readonly draw: (width: number) => SVGSVGElement;
  readonly table: Table;
}

/** A chart with its title, one sentence on how to read it, and its table. */
export interface Figure {
  readonly element: HTMLElement;
  /** `undefined` shows `whenEmpty` instead of a picture. `note` stands beside the title. */
  readonly update: (content: FigureContent | undefined, note?: string) => void;
}

/** Makes a figure. It is drawn again when its width changes, so that its texts keep their size. */
export function createFigure(title: string, howToRead: string, whenEmpty: string): Figure {
  const note = el('span', { class: 'note' });
  const plot = el('div', { class: 'plot' });
  const empty = el('p', { class: 'quiet' }, whenEmpty);
  const table = el('table', {});
  const details = el(
    'details',
    {},
    el('summary', {}, 'Show as table'),
    el('div', { class: 'table', tabindex: '0' }, table),
  );
  const reading = el('p', { class: 'reading' }, howToRead);
  const element = el(
    'figure',
    { 'aria-label': title },
    el('figcaption', {}, el('h2', {}, title), note, reading),
    plot,
    empty,
    details,
  );
  let content: FigureContent | undefined;
  let drawnAt = 0;
  const draw = () => {
    drawnAt = Math.floor(plot.clientWidth);
    // On a hidden tab there is no width; the observer calls again when there is.
    if (drawnAt > 0) plot.replaceChildren(...(content ? [content.draw(drawnAt)] : []));
  };
  new ResizeObserver(() => {
    if (Math.floor(plot.clientWidth) !== drawnAt) draw();
  }).observe(plot);
  return {
    element,
    update: (next, beside = '') => {
      content = next;
      note.textContent = beside;
      show(plot, next !== undefined);
      show(empty, next === undefined);
      show(details, next !== undefined);
      if (next) fillTable(table, title, next.table);
      draw();
    },
  };
}

function fillTable(table: HTMLTableElement, title: string, { head, rows }: Table): void {
  table.replaceChildren(
    el('caption', { class: 'visually-hidden' }, title),
    el('thead', {}, el('tr', {}, ...head.map((cell) => el('th', { scope: 'col' }, cell)))),
    el(
      'tbody',
      {},
      ...rows.map(([first = '', ...others]) =>
        el('tr', {}, el('th', { scope: 'row' }, first), ...others.map((cell) => el('td', {}, cell))),
      ),
    ),
  );
}
