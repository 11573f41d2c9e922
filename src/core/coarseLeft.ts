/** A time left in steps so coarse that it does not flicker: whole tens of seconds, minutes, quarters of an hour. */
export function coarseLeft(leftMs: number): { readonly count: number; readonly unit: 's' | 'min' | 'h' } {
  const seconds = leftMs / 1000;
  if (seconds < 55) return { count: Math.max(10, Math.ceil(seconds / 10) * 10), unit: 's' };
  if (seconds < 90 * 60) return { count: Math.round(seconds / 60), unit: 'min' };
  return { count: Math.round(seconds / 900) / 4, unit: 'h' };
}
