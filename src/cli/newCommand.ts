import path from 'node:path';
import { bindsEndings } from '../core/languages/languageFacts.ts';
import { readLanguageTag } from '../core/languages/languages.ts';
import { type Purpose, purposeKinds } from '../core/model/recipe.ts';
import { createDataset, DatasetExists, NoStarters, type Sample, type Start, samples } from '../core/newDataset.ts';
import { splitLabels } from '../core/splitLabels.ts';
import { nodeDisk } from '../core/store/disk.ts';
import { type Command, CommandFailure, onlyPositional, readArguments, UsageError } from './command.ts';

type Values = Readonly<
  Partial<Record<'sample' | 'language' | 'name' | 'purpose' | 'from' | 'to' | 'domain' | 'labels', string>>
> & { readonly starters?: boolean };

/** Makes a dataset for a language and a purpose: from a sample, from starter seeds, or from nothing. */
export const newCommand: Command = {
  name: 'new',
  usage: `new DIR [--language TAG] [--name TEXT] [--purpose ${purposeKinds.join('|')}] [--from TAG --to TAG] [--domain TEXT] [--labels A,B,…] [--starters | --sample ${samples.join('|')}]`,
  summary: 'make a dataset for a language and a purpose, from starter seeds, a sample or nothing',

  async run(args) {
    const { values, positionals } = readArguments(args, {
      sample: { type: 'string' },
      starters: { type: 'boolean' },
      language: { type: 'string' },
      name: { type: 'string' },
      purpose: { type: 'string' },
      from: { type: 'string' },
      to: { type: 'string' },
      domain: { type: 'string' },
      labels: { type: 'string' },
    });
    const folder = path.resolve(onlyPositional(positionals, 'dataset folder'));
    const start = startOf(values);
    const purpose = purposeOf(values);
    const language = tagOf(values, 'language') ?? purpose?.to;
    try {
      await createDataset(nodeDisk, folder, {
        samplesFolder: path.resolve(import.meta.dirname, '../samples'),
        start,
        ...(values.name === undefined ? {} : { name: values.name }),
        ...(purpose === undefined ? {} : { purpose }),
        ...(language === undefined ? {} : { language }),
      });
    } catch (error) {
      if (error instanceof DatasetExists) throw new CommandFailure('exists', error.message);
      if (error instanceof NoStarters) throw new CommandFailure('no-starters', error.message);
      throw error;
    }
    const note = start === 'empty' || start === 'starters' ? measureOf(language ?? 'en') : '';
    return { exit: 0, json: { folder }, text: `A dataset was made in ${folder}. ${nextStep(folder, start)}\n${note}` };
  },
};

function nextStep(folder: string, start: Start): string {
  const generate = `Run a round with: self-instruct generate ${folder}`;
  if (start === 'empty') return `Write seed tasks into its seed_tasks.jsonl, one a line, then: ${generate}`;
  return start === 'starters'
    ? `A machine wrote its seed tasks: let a speaker read them in the editor. ${generate}`
    : generate;
}

/** Says what the recipe has that nobody asked for. */
function measureOf(language: string): string {
  return bindsEndings(language)
    ? 'Words have many forms in this language, so the recipe measures similarity by trigrams (filters.measure). See what it makes of your texts with: pairs\n'
    : '';
}

function startOf({ sample: wanted, starters }: Values): Start {
  if (wanted !== undefined && starters) throw new UsageError('Give --sample or --starters, not both.');
  if (wanted === undefined) return starters ? 'starters' : 'empty';
  const sample = samples.find((known): known is Sample => known === wanted);
  if (!sample) throw new UsageError(`--sample is one of ${samples.join(', ')}.`);
  return { sample };
}

/** `undefined` where no purpose is named. What belongs to another purpose is an error, or it would be passed over unseen. */
function purposeOf(values: Values): Purpose | undefined {
  const { purpose: wanted, domain, labels } = values;
  const from = tagOf(values, 'from');
  const to = tagOf(values, 'to');
  const kind = purposeKinds.find((known) => known === (wanted ?? 'general'));
  if (!kind) throw new UsageError(`--purpose is one of ${purposeKinds.join(', ')}.`);
  if (kind === 'translation' && (from === undefined || to === undefined))
    throw new UsageError('A dataset for translation needs --from TAG and --to TAG.');
  if (kind !== 'translation' && (from !== undefined || to !== undefined))
    throw new UsageError('--from and --to belong to --purpose translation.');
  if (kind !== 'classification' && labels !== undefined)
    throw new UsageError('--labels belongs to --purpose classification.');
  if (wanted === undefined && domain === undefined) return undefined;
  return {
    kind,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(domain === undefined ? {} : { domain }),
    ...(labels === undefined ? {} : { labels: splitLabels(labels) }),
  };
}

function tagOf(values: Values, name: 'language' | 'from' | 'to'): string | undefined {
  const typed = values[name];
  if (typed === undefined) return undefined;
  const tag = readLanguageTag(typed);
  if (tag === undefined)
    throw new UsageError(`--${name} takes a language tag (BCP 47) such as qu or zh-Hant, not “${typed}”.`);
  return tag;
}
