import { languageCheckOf } from '../core/language/languageCheck.ts';
import { type Command, onlyPositional, readArguments } from './command.ts';
import { describeLanguageChecks } from './describeLanguageChecks.ts';
import { openDataset } from './openDataset.ts';

/** Problems of a dataset's files. */
export const checkCommand: Command = {
  name: 'check',
  usage: 'check DIR',
  summary: 'look for problems in the files of a dataset',

  async run(args) {
    const { positionals } = readArguments(args, {});
    const { snapshot } = await openDataset(onlyPositional(positionals, 'dataset folder'));
    const { files, problems } = snapshot;
    const errors = problems.filter(({ severity }) => severity === 'error').length;
    const { fields: languageChecks } = await languageCheckOf(snapshot);
    const lines = problems.map(
      ({ file, line, column, severity, code, message }) => `${file}:${line}:${column}: ${severity} ${code}: ${message}`,
    );
    return {
      exit: errors > 0 ? 1 : 0,
      json: { files, problems, languageChecks },
      text: `${[...lines, ...describeLanguageChecks(languageChecks), `${files.length} files, ${problems.length} problems, ${errors} of them errors`].join('\n')}\n`,
    };
  },
};
