import path from 'node:path';
import { isolate } from '../core/isolate.ts';
import { CannotHandOut, handOut, readNames, writeSheets } from '../core/review/handOut.ts';
import { nodeDisk } from '../core/store/disk.ts';
import { type Command, CommandFailure, onlyPositional, readArguments, readWhole, UsageError } from './command.ts';
import { openDataset } from './openDataset.ts';

/** Writes a review sheet for each volunteer. */
export const handoutCommand: Command = {
  name: 'handout',
  usage: 'handout DIR --to NAME,NAME… [--each N] [--overlap N] [--ids ID,ID…] [--out FOLDER]',
  summary: 'write a CSV of pending tasks for each volunteer to review',

  async run(args) {
    const { values, positionals } = readArguments(args, {
      to: { type: 'string' },
      each: { type: 'string' },
      overlap: { type: 'string' },
      ids: { type: 'string' },
      out: { type: 'string' },
    });
    const folder = onlyPositional(positionals, 'dataset folder');
    if (values.to === undefined)
      throw new UsageError('To whom? Give --to with the volunteers’ names, such as --to anna,ben.');
    const each = readWhole(values.each, 'each');
    const overlap = readWhole(values.overlap, 'overlap');
    const { snapshot } = await openDataset(folder);
    try {
      const { sheets, tasks, left } = handOut(snapshot, {
        reviewers: readNames(values.to),
        ...(each === undefined ? {} : { each }),
        ...(overlap === undefined ? {} : { overlap }),
        ...(values.ids === undefined ? {} : { ids: values.ids.split(',').map((id) => id.trim()) }),
      });
      const out = path.resolve(values.out ?? path.join(folder, 'review'));
      const files = await writeSheets(nodeDisk, out, sheets);
      const written = sheets.filter(({ rows }) => rows > 0);
      const told = written.map(({ reviewer, ids, rows }, at) => ({
        reviewer,
        file: files[at],
        tasks: ids.length,
        rows,
      }));
      const lines = told.map(({ reviewer, file, tasks: count }) => `${isolate(reviewer)}: ${count} tasks in ${file}`);
      return {
        exit: 0,
        json: { tasks, left, sheets: told },
        text: `${[...lines, `${tasks} tasks handed out, ${left} left`].join('\n')}\n`,
      };
    } catch (error) {
      throw error instanceof CannotHandOut ? new CommandFailure('hand-out', error.message) : error;
    }
  },
};
