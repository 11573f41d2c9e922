import path from 'node:path';
import { l10n, Uri, window } from 'vscode';
import type { PromptName } from '../../core/prompts/promptSet.ts';
import { nodeDisk } from '../../core/store/disk.ts';
import type { ActiveDataset } from '../activeDataset.ts';
import type { Commands } from '../commands.ts';
import type { Datasets } from '../datasets.ts';

const descriptions: Readonly<Record<PromptName, string>> = {
  instructions: 'asks for new instructions',
  classificationInstructions: 'asks for new classification instructions',
  classification: 'asks whether an instruction is classification',
  inputFirst: 'asks for instances, input before output',
  outputFirst: 'asks for instances of a classification, label before input',
  conversation: 'asks for conversations (instances “conversation”)',
  tasks: 'asks for whole tasks (recipe “single-call”)',
  growInstances: 'Grow Instances: asks for more instances of a task',
  growLabelled: 'Grow Instances: asks for more instances with one label',
  fromTextOutput: 'From Text: asks for an instruction that a passage answers',
  fromTextInput: 'From Text: asks for an instruction on a passage, and the output',
  paraphrase: 'Paraphrase: asks for an instruction in other words',
  evolve: 'Evolve: asks for another task made from one',
  judge: 'Judge: asks for scores from 1 to 5 with a reason',
  regenerate: 'Regenerate Outputs: asks for a new output for an input',
};

/** *Customise Prompts*: copies built-in prompts, in the dataset's language, to the dataset's `prompts/` folder, where they win, and opens them. */
export function registerCustomisePrompts(services: {
  commands: Commands;
  active: ActiveDataset;
  datasets: Datasets;
}): void {
  const { commands, active, datasets } = services;
  commands.register('selfInstruct.customisePrompts', async (argument) => {
    const dataset = await active.resolve(argument);
    if (!dataset) return;
    const { ownPrompts, recipe } = dataset.snapshot;
    const { builtInTemplate, promptNames } = await import('../../core/prompts/promptSet.ts');
    const items = promptNames.map((name) => ({
      label: name,
      description: ownPrompts.has(name) ? l10n.t('your own') : l10n.t('built in'),
      detail: descriptions[name],
    }));
    const picked = await window.showQuickPick(items, {
      title: l10n.t('Customise Prompts'),
      placeHolder: l10n.t('Prompts to copy into the dataset and open. An own prompt that is there is kept as it is.'),
      canPickMany: true,
    });
    if (!picked || picked.length === 0) return;
    await nodeDisk.makeFolder(dataset.paths.prompts);
    for (const { label } of picked) {
      const file = path.join(dataset.paths.prompts, `${label}.md`);
      await nodeDisk.create(file, `${builtInTemplate(label, recipe.language)}\n`);
      await window.showTextDocument(Uri.file(file), { preview: false });
    }
    datasets.touch(dataset.folder);
  });
}
