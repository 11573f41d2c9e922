import path from 'node:path';
import { columnsTogether, type ExportFormat, exportFormats, exportRows } from '../core/export/exportTasks.ts';
import { originColumns } from '../core/export/originColumns.ts';
import { scoreColumns } from '../core/export/scoreColumns.ts';
import { isolate } from '../core/isolate.ts';
import { nodeDisk } from '../core/store/disk.ts';
import { isDatasetFile } from '../core/store/paths.ts';
import { exportableTasks, exportableWithSeeds } from '../core/store/whatCounts.ts';
import { type Command, CommandFailure, onlyPositional, readArguments, readScore, UsageError } from './command.ts';
import { openDataset } from './openDataset.ts';

/** Writes the accepted tasks, and the seeds if wished, in a form that a trainer reads. */
export const exportCommand: Command = {
  name: 'export',
  usage: `export DIR --format ${exportFormats.join('|')} --out FILE [--seeds [--origin]] [--least-score N] [--with-scores]`,
  summary: 'write the accepted tasks for a trainer; --seeds with the seeds, --origin with where those come from',

  async run(args) {
    const { values, positionals } = readArguments(args, {
      format: { type: 'string' },
      out: { type: 'string' },
      seeds: { type: 'boolean' },
      origin: { type: 'boolean' },
      'least-score': { type: 'string' },
      'with-scores': { type: 'boolean' },
    });
    const folder = onlyPositional(positionals, 'dataset folder');
    const format = exportFormats.find((known): known is ExportFormat => known === values.format);
    if (!format) throw new UsageError(`--format is one of ${exportFormats.join(', ')}.`);
    if (!values.out) throw new UsageError('Where to? Give --out FILE.');
    const leastScore = readScore(values['least-score'], 'least-score');
    const { seeds = false, origin = false, 'with-scores': withScores = false } = values;
    if (origin && !seeds) throw new UsageError('--origin says where seeds come from: give --seeds, too.');
    const { snapshot } = await openDataset(folder);
    const file = path.resolve(values.out);
    if (path.dirname(file) === snapshot.folder && isDatasetFile(file))
      throw new UsageError(`${file} is a file of the dataset itself and would be lost. Give another --out.`);
    const tasks = (seeds ? exportableWithSeeds : exportableTasks)(snapshot, leastScore);
    const columns = [...(origin ? [originColumns] : []), ...(withScores ? [scoreColumns(snapshot)] : [])];
    const { text, rows, leftOut } = exportRows(tasks, format, columnsTogether(columns));
    if (rows === 0 && leftOut > 0) {
      throw new CommandFailure(
        'nothing-accepted',
        `Every conversation that could be written of ${isolate(snapshot.name)} has wrong roles, so nothing was written. “check” names the lines.`,
      );
    }
    if (rows === 0 && leastScore !== undefined && exportableTasks(snapshot).length > 0) {
      throw new CommandFailure(
        'nothing-accepted',
        `No accepted task of ${isolate(snapshot.name)} has a score of ${leastScore} or more for every part, so nothing was written. Judge them with “judge”, or ask for less.`,
      );
    }
    if (rows === 0) {
      throw new CommandFailure(
        'nothing-accepted',
        `No task of ${isolate(snapshot.name)} is accepted yet, so nothing was written. ${snapshot.generated.length} generated tasks wait for a decision: accept some in the editor.`,
      );
    }
    await nodeDisk.makeFolder(path.dirname(file));
    await nodeDisk.replace(file, text);
    const note =
      leftOut > 0
        ? `Conversations left out, because their roles are wrong: ${leftOut}. “check” names the lines.\n`
        : '';
    return {
      exit: 0,
      json: { rows, file, ...(leftOut > 0 ? { leftOut } : {}) },
      text: `${rows} rows written to ${file}\n${note}`,
    };
  },
};
