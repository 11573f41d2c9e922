/**
 * What a spreadsheet program may take for a formula: `=`, `+`, `-`, `@` in any width, also behind white space and
 * invisible signs, and what begins with a tab or a line end; and the same behind apostrophes, so that it can be told
 * what was neutralised from what began with an apostrophe itself.
 */
const formula = /^'*(?:[\t\r\n]|[\p{White_Space}\p{Cf}]*[=+\-@\u2212＝＋－＠﹦﹢﹣﹫])/u;

/** Text that a spreadsheet program shows as it is: an apostrophe goes in front of what it would compute. */
export function neutralise(text: string): string {
  return formula.test(text) ? `'${text}` : text;
}

/** The inverse of `neutralise`: `restore(neutralise(text)) === text` for every text. */
export function restore(cell: string): string {
  return cell.startsWith("'") && formula.test(cell) ? cell.slice(1) : cell;
}
