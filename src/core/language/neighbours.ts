import { languageOf } from './scripts.ts';

/** Languages so close that a detector takes one for the other in short texts: none of them is drift from another. */
const groups: readonly (readonly string[])[] = [
  ['id', 'ms', 'zsm', 'jv', 'su', 'min', 'bjn'],
  ['sv', 'no', 'nb', 'nn', 'da', 'fo'],
  ['hi', 'mr', 'ne', 'bho', 'mai', 'awa', 'mag', 'raj', 'hne', 'sa', 'kok', 'doi', 'brx', 'new'],
  ['bn', 'as', 'mni', 'bpy', 'syl'],
  ['ur', 'pnb', 'sd', 'ks', 'skr'],
  ['cs', 'sk'],
  ['hr', 'sr', 'bs', 'sh', 'sl', 'cnr'],
  ['bg', 'mk'],
  ['ru', 'uk', 'be', 'rue'],
  ['pt', 'gl', 'es', 'ca', 'ast', 'an', 'ext', 'oc', 'mwl', 'lad'],
  ['it', 'scn', 'nap', 'vec', 'lmo', 'sc', 'co', 'pms'],
  ['fr', 'wa', 'ht'],
  ['nl', 'af', 'fy', 'li', 'nds'],
  ['de', 'lb', 'gsw', 'bar', 'yi', 'nds'],
  ['en', 'sco', 'pcm', 'jam', 'tpi', 'bi', 'gul'],
  ['az', 'tr', 'tk', 'crh', 'gag'],
  ['kk', 'ky', 'kaa', 'tt', 'ba', 'uz', 'ug'],
  ['fa', 'tg', 'prs', 'ps', 'ckb'],
  ['ku', 'kmr', 'zza'],
  ['ar', 'arz', 'ary', 'apc', 'acm', 'aeb', 'ajp', 'mt'],
  ['zh', 'yue', 'wuu', 'nan', 'lzh', 'hak', 'gan', 'cmn'],
  ['fi', 'et', 'krl', 'olo', 'vro'],
  ['lv', 'ltg', 'lt'],
  ['tl', 'fil', 'ceb', 'ilo', 'hil', 'war', 'bcl', 'pam'],
  ['lo', 'th'],
  ['am', 'ti', 'tig'],
];

/** The groups that each language is in. */
const groupsOf = new Map<string, ReadonlySet<number>>();
for (const [at, group] of groups.entries()) {
  for (const language of group) groupsOf.set(language, new Set([...(groupsOf.get(language) ?? []), at]));
}

/** Whether two BCP 47 tags are of one language or of close neighbours. */
export function areNeighbours(one: string, other: string): boolean {
  const [a, b] = [languageOf(one), languageOf(other)];
  if (a === b) return true;
  const of = groupsOf.get(b);
  if (of === undefined) return false;
  for (const group of groupsOf.get(a) ?? []) if (of.has(group)) return true;
  return false;
}
