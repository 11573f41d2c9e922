import type { TaskState } from '../../src/core/model/decision.ts';
import { svg } from './dom.ts';

/** Paths in a box of 16 × 16, drawn with a line in the colour of the text. */
const paths: Readonly<Record<TaskState | 'close' | 'warning', string>> = {
  pending: 'M8 3a5 5 0 1 1 0 10a5 5 0 1 1 0-10z',
  accepted: 'M3 8.5l3.5 3.5l6.5-8',
  rejected: 'M4 4l8 8M12 4l-8 8',
  disputed: 'M4 2.5v11M4 3h8.5l-2.5 3l2.5 3H4',
  close: 'M4 4l8 8M12 4l-8 8',
  warning: 'M8 2.5L14 13.5H2zM8 6.5v3.5M8 11.6v.6',
};

/** A small picture that says nothing that the text beside it does not say. */
export function icon(name: keyof typeof paths): SVGSVGElement {
  return svg('svg', { class: 'icon', viewBox: '0 0 16 16', 'aria-hidden': 'true' }, svg('path', { d: paths[name] }));
}
