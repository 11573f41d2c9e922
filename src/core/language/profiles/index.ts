import { ar } from './ar.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { hi } from './hi.ts';
import { id } from './id.ts';
import { pt } from './pt.ts';
import { ru } from './ru.ts';
import { sw } from './sw.ts';
import { zh } from './zh.ts';

/** A little everyday text in the languages that models slip into, written for this product, to learn their letters from. */
export const profiles: Readonly<Record<string, string>> = { ar, en, es, fr, hi, id, pt, ru, sw, zh };
