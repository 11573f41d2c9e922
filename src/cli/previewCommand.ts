import { describePrompt, previewRequest } from '../core/pipeline/previewRequest.ts';
import { chooseClient } from './chooseClient.ts';
import { type Command, onlyPositional, readArguments } from './command.ts';
import { openDataset } from './openDataset.ts';

/** Shows the next request without sending it. */
export const previewCommand: Command = {
  name: 'preview',
  usage: 'preview DIR [--model practice | --base-url URL --model-id MODEL]',
  summary: 'show the next request as it would be sent, without sending it',

  async run(args, output) {
    const { values, positionals } = readArguments(args, {
      model: { type: 'string' },
      'base-url': { type: 'string' },
      'model-id': { type: 'string' },
    });
    const dataset = await openDataset(onlyPositional(positionals, 'dataset folder'));
    const client = await chooseClient(dataset.snapshot.recipe, values, process.env);
    const { body, prompt } = await previewRequest(dataset, client);
    output.err(`${describePrompt(prompt)}\n`);
    return { exit: 0, json: body, text: `${JSON.stringify(body, undefined, 2)}\n` };
  },
};
