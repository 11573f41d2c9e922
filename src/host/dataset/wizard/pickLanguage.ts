import { l10n, type QuickPickItem } from 'vscode';
import type { Language } from '../../../core/languages/languages.ts';
import { type Answered, back, pick, type StepPlace } from './steps.ts';

interface Item extends QuickPickItem {
  readonly tag: string;
}

/** Asks for a language by its English name, its own name or its tag; any valid tag may be typed. Resolves with the tag. */
export async function pickLanguage(place: StepPlace, placeholder: string, current: string): Promise<Answered<string>> {
  const { knownLanguages, languageOf, readLanguageTag } = await import('../../../core/languages/languages.ts');
  const items = knownLanguages().map(itemOf);
  const known = new Set(items.map(({ tag }) => tag));
  const active = items.find(({ tag }) => tag === current);
  const itemsFor = (typed: string): Item[] => {
    const tag = readLanguageTag(typed);
    if (tag === undefined || known.has(tag)) return [];
    const { english } = languageOf(tag);
    const description = english === tag ? l10n.t('a language that is not in the list') : english;
    return [{ label: l10n.t('Use the tag “{0}”', tag), description, tag, alwaysShow: true }];
  };
  const chosen = await pick(place, { placeholder, items, itemsFor, ...(active ? { active } : {}) });
  return chosen === undefined || chosen === back ? chosen : chosen.tag;
}

function itemOf({ tag, english, own }: Language): Item {
  return { label: english, description: own === undefined ? tag : `${own} · ${tag}`, tag };
}
