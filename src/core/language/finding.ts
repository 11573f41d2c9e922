import type { languageFilters } from '../model/candidate.ts';
import type { FlagCode } from '../model/task.ts';

/** What a check sees in a text: a reason to drop it, or to show it to a person. */
export type Finding =
  | { readonly drop: (typeof languageFilters)[number]; readonly detail: string }
  | { readonly flag: FlagCode; readonly detail: string };

/** `62 %`. */
export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
