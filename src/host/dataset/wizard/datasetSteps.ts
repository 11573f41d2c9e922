import path from 'node:path';
import { l10n, type QuickPickItem } from 'vscode';
import type { PurposeKind } from '../../../core/model/recipe.ts';
import type { Start } from '../../../core/newDataset.ts';
import { splitLabels } from '../../../core/splitLabels.ts';
import { nodeDisk } from '../../../core/store/disk.ts';
import { pickLanguage } from './pickLanguage.ts';
import { type Answered, back, pick, type Step, type StepPlace, type } from './steps.ts';

/** What has been answered so far about a new dataset. Answers of steps that were gone back over are proposed again. */
export interface DatasetWishes {
  readonly parent: string;
  readonly name: string;
  readonly language: string;
  readonly kind: PurposeKind;
  readonly from: string;
  readonly to: string;
  readonly domain: string;
  readonly labels: string;
  readonly start: Start;
}

type Asked = Answered<DatasetWishes>;

/** The questions about a new dataset, in order. `startsFor` tells what there is to begin with in a language. */
export function datasetSteps(startsFor: (language: string) => Promise<readonly Start[]>): Step<DatasetWishes>[] {
  const translates = ({ kind }: DatasetWishes) => kind === 'translation';
  return [
    { ask: askName },
    { ask: askLanguage },
    { ask: askKind },
    {
      applies: translates,
      ask: async (state, place) =>
        put(state, await pickLanguage(place, l10n.t('Translation from which language?'), state.from), (from) => ({
          from,
        })),
    },
    {
      applies: translates,
      ask: async (state, place) =>
        put(state, await pickLanguage(place, l10n.t('Into which language?'), state.to), (to) => ({ to })),
    },
    { applies: ({ kind }) => kind === 'extraction', ask: askDomain },
    { applies: ({ kind }) => kind === 'classification', ask: askLabels },
    {
      applies: async ({ language }) => (await startsFor(language)).length > 0,
      ask: async (state, place) => askStart(state, place, await startsFor(state.language)),
    },
  ];
}

/** The state with an answer in it. */
function put<T>(state: DatasetWishes, answer: Answered<T>, fields: (answer: T) => Partial<DatasetWishes>): Asked {
  if (answer === undefined || answer === back) return answer as undefined | typeof back;
  return { ...state, ...fields(answer) };
}

async function askName(state: DatasetWishes, place: StepPlace): Promise<Asked> {
  const { parent } = state;
  const name = await type(place, {
    prompt: l10n.t('Name of the folder, made in {0}', parent),
    value: state.name,
    problem: async (value) => {
      const trimmed = value.trim();
      if (trimmed === '' || trimmed === '.' || /[\p{Cc}<>:"/\\|?*]/u.test(trimmed) || trimmed.startsWith('..'))
        return l10n.t('Give a name that a folder can have.');
      return (await nodeDisk.list(path.join(parent, trimmed))).length > 0
        ? l10n.t('This folder is there already and not empty. Choose another name.')
        : undefined;
    },
  });
  return put(state, name, (answer) => ({ name: answer }));
}

async function askLanguage(state: DatasetWishes, place: StepPlace): Promise<Asked> {
  const placeholder = l10n.t('Language of the tasks: its name in English or its own, or its tag (BCP 47)');
  const language = await pickLanguage(place, placeholder, state.language);
  return put(state, language, (answer) => ({
    language: answer,
    // A translation is most often into the language of the dataset, from a larger one.
    to: answer,
    from: answer === 'en' ? 'es' : 'en',
    start: 'empty',
  }));
}

interface PurposeItem extends QuickPickItem {
  readonly purpose: PurposeKind;
}

async function askKind(state: DatasetWishes, place: StepPlace): Promise<Asked> {
  const items: readonly PurposeItem[] = [
    { purpose: 'general', label: l10n.t('General'), detail: l10n.t('Tasks of every kind, as varied as they come.') },
    {
      purpose: 'chatbot',
      label: l10n.t('Chatbot'),
      detail: l10n.t('Conversations in turns between a person and an assistant.'),
    },
    {
      purpose: 'translation',
      label: l10n.t('Translation'),
      detail: l10n.t('From one language into another; which ones is asked next.'),
    },
    {
      purpose: 'extraction',
      label: l10n.t('Summarising and extraction'),
      detail: l10n.t('From texts of a domain, such as clinic letters or court rulings; which one is asked next.'),
    },
    {
      purpose: 'classification',
      label: l10n.t('Classification'),
      detail: l10n.t('Texts that get one of your labels; which labels is asked next.'),
    },
  ];
  const active = items.find(({ purpose }) => purpose === state.kind);
  const placeholder = l10n.t('What is the dataset for?');
  const chosen = await pick(place, { placeholder, items, ...(active ? { active } : {}) });
  return put(state, chosen, ({ purpose }) => ({ kind: purpose }));
}

async function askDomain(state: DatasetWishes, place: StepPlace): Promise<Asked> {
  const domain = await type(place, {
    prompt: l10n.t('The domain of the texts, in a few words. The model is told so.'),
    placeholder: l10n.t('such as: letters of a village clinic'),
    value: state.domain,
    problem: (value) =>
      value.trim() === ''
        ? l10n.t('Say in a few words what the texts are about.')
        : value.length > 500
          ? l10n.t('Say it in fewer words: 500 characters at most.')
          : undefined,
  });
  return put(state, domain, (answer) => ({ domain: answer }));
}

async function askLabels(state: DatasetWishes, place: StepPlace): Promise<Asked> {
  const labels = await type(place, {
    prompt: l10n.t('The labels, with commas between them, as they are to stand in the data.'),
    placeholder: l10n.t('such as: positive, negative, neutral'),
    value: state.labels,
    problem: (value) => {
      const found = splitLabels(value);
      if (found.length < 2) return l10n.t('Give at least two labels.');
      return found.length > 200 || found.some((label) => label.length > 200)
        ? l10n.t('Give 200 labels at most, of 200 characters each at most.')
        : undefined;
    },
  });
  return put(state, labels, (answer) => ({ labels: answer }));
}

interface StartItem extends QuickPickItem {
  readonly start: Start;
}

async function askStart(state: DatasetWishes, place: StepPlace, starts: readonly Start[]): Promise<Asked> {
  const items: readonly StartItem[] = [
    ...starts.map(startItem),
    { start: 'empty', label: l10n.t('Empty dataset'), detail: l10n.t('Write your own seed tasks, in a form.') },
  ];
  const chosen = await pick(place, { placeholder: l10n.t('What does it begin with?'), items });
  return put(state, chosen, ({ start }) => ({ start }));
}

function startItem(start: Start): StartItem {
  if (typeof start !== 'object') {
    return {
      start,
      label: l10n.t('Starter seeds'),
      detail: l10n.t('A machine wrote them: read, accept or reject each before you trust it.'),
    };
  }
  return {
    start,
    label: start.sample === 'english' ? l10n.t('English sample') : 'हिन्दी (Hindi) sample',
    detail: l10n.t('Seed tasks of every kind, and a recipe for the practice model: Generate works at once.'),
  };
}
