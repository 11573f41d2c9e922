import { ar } from './ar.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { hi } from './hi.ts';
import { id } from './id.ts';
import { tr } from './tr.ts';
import { zh } from './zh.ts';

const listByLanguage: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({ ar, en, es, fr, hi, id, tr, zh }),
);

/**
 * The built-in list of words and phrases that mark an instruction as unsuitable for a text model: it speaks of an image,
 * a recording, a file or a page that is not there, or asks for a drawing or a click. Empty for a language without a list.
 *
 * The method's first filter of this kind listed single words (Wang et al. 2022, arXiv 2212.10560), and so lost good text
 * tasks, such as the plot of a novel, a map from words to counts, or the image of a company. These lists hold phrases
 * instead: a pointer to something that was not given ("the following photo"), or a whole request ("draw a picture").
 * A phrase is left out when it often stands in a task that needs text only, even if that lets a few bad ones through.
 *
 * Entries are lower-case and in NFC. They are meant to be matched as runs of whole tokens, an entry and an instruction
 * cut by the same tokeniser.
 *
 * @param language a BCP 47 tag, of which only the language counts: `en-GB` and `en` have one list.
 */
export function unsuitableWords(language: string): readonly string[] {
  return listByLanguage.get(primaryLanguage(language)) ?? [];
}

function primaryLanguage(tag: string): string {
  try {
    return new Intl.Locale(tag).language;
  } catch {
    // Not a language tag: no list can be meant.
    return '';
  }
}
