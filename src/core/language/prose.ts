import { remembering } from '../remembering.ts';

/**
 * The prose of a text: what its writer says in words of a language. Code, markup, addresses, quotations and signs that
 * are the same in every language are taken out, because their script and language tell nothing about the writer's. The last
 * result is kept: several checks look at the same text one after the other.
 */
export const proseOf = remembering((text: string): string => {
  const unfenced = text.replace(/(```|~~~)[\s\S]*?(?:\1|$)/gu, '\n');
  return withoutCodeLines(unwrapped(unfenced))
    .replace(/`[^`\n]+`/gu, ' ')
    .replace(/\$\$?[^$\n]{1,300}\$\$?/gu, ' ')
    .replace(/[\p{L}][\p{L}\d+.-]*:\/\/\S+|\bwww\.\S+|\S+@\S+\.\S+/gu, ' ')
    .replace(/<\/?[a-zA-Z!][^<>\n]{0,500}>/gu, ' ')
    .replace(/\{\{?[^{}\n]{0,100}\}?\}/gu, ' ')
    .replace(quoted, ' ')
    .replace(identifiers, ' ')
    .replace(abbreviations, ' ');
});

const quoted = new RegExp(
  [
    '“[^“”]{1,500}”',
    '„[^„“”]{1,500}[“”]',
    '«[^«»]{1,500}»',
    '‹[^‹›]{1,500}›',
    '「[^「」]{1,500}」',
    '『[^『』]{1,500}』',
    '《[^《》]{1,500}》',
    '(?<![\\p{L}\\p{N}])‘[^‘\\n]{1,300}’(?![\\p{L}\\p{N}])',
    '"[^"\\n]{1,500}"',
    "(?<![\\p{L}\\p{N}])'[^'\\n]{1,300}'(?![\\p{L}\\p{N}])",
  ].join('|'),
  'gu',
);

/** `snake_case`, `camelCase`, `file.ext`, `call()`, `A4`, `#tag`, `@name`. */
const identifiers =
  /[#@]\w[\w.-]*|\b\w+\([^()\n]{0,80}\)|\b\w*[a-z][A-Z]\w*\b|\b\w*[_\d]\w*\b|\b[\w-]+(?:[./\\][\w-]+)+\b/gu;

const abbreviations = /\b\p{Lu}{2,5}s?\b/gu;

/** A quotation that is the whole text is the text. */
function unwrapped(text: string): string {
  const inside = /^\s*["“«「„'‘](?<inside>[^"“”«»「」„]*)["”»」“'’]\s*$/u.exec(text)?.groups?.inside;
  return inside ?? text;
}

const codeStart =
  /^\s*(?:def |class |import |from \S+ import|return\b|if .*:\s*$|el(?:if|se)\b.*:\s*$|for .* in .*:|while .*:\s*$|try:|except\b.*:|print\s*\(|#include|#!\/|public |private |protected |static |func(?:tion)? |fn |const |let |var |package |using |SELECT |INSERT |UPDATE |DELETE |CREATE |ALTER |WITH |FROM |WHERE |JOIN |GROUP BY|ORDER BY|<\?php|\$ |sudo |npm |pip |git )/u;
const comment = /^\s*(?:#|\/\/|\/\*|\*|--|%|"""|''')/u;
const codeSign = /[{}()[\]<>=;_+*/\\|&^%$#@~]/gu;

/** Whether a line is code: by how it begins, how it ends, or how many of its signs are those of code. */
function isCode(line: string): boolean {
  if (codeStart.test(line) || /[=({]\s*.*;\s*$|^\s*[{}\])]+[;,]?\s*$/u.test(line)) return true;
  if (/^\s*"[^"]*"\s*:/u.test(line)) return true;
  const signs = line.match(codeSign)?.length ?? 0;
  return signs >= 3 && signs / Math.max(1, line.replaceAll(/\s/gu, '').length) >= 0.12;
}

/** Without the lines that are code and, where there are such lines, without comments. All of it is code where half the lines are. */
function withoutCodeLines(text: string): string {
  const lines = text.split('\n');
  const code = lines.map(isCode);
  const some = code.includes(true);
  if (!some) return text;
  const isGone = lines.map((line, at) => code[at] === true || comment.test(line));
  const written = lines.filter((line) => line.trim() !== '').length;
  const gone = lines.filter((line, at) => isGone[at] && line.trim() !== '').length;
  return gone * 2 >= written && written > 0 ? '' : lines.filter((_, at) => !isGone[at]).join('\n');
}

const sentenceEnd = /(?<=[.!?…:;।॥؟؛۔።။།])\s+|(?<=[。！？：；])|\n+/u;

/** Sentences, or what stands between colons and line ends. */
export function sentencesOf(prose: string): readonly string[] {
  return prose.split(sentenceEnd).filter((sentence) => /\p{L}/u.test(sentence));
}

/** Without words that begin with a capital inside a sentence: names mostly, which are written alike in many languages. */
export function withoutNames(sentence: string): string {
  return sentence.replace(/(?<=[\p{L}\p{M}\p{N},;)]\s+(?:\p{P}*))\p{Lu}[\p{L}\p{M}'’-]*/gu, ' ');
}

/** Words of a text: runs of letters and marks. */
export function wordsOf(text: string): readonly string[] {
  return text.match(/\p{L}[\p{L}\p{M}'’ʼ\u200c\u200d]*/gu) ?? [];
}
