import path from 'node:path';
import { collectReport } from '../core/review/collectReport.ts';
import { planCollect } from '../core/review/planCollect.ts';
import { readSheet } from '../core/review/sheet.ts';
import { DatasetWriter } from '../core/store/datasetWriter.ts';
import { nodeDisk } from '../core/store/disk.ts';
import { readTableFile } from '../core/table/readTable.ts';
import { inFile } from '../core/table/tableError.ts';
import { type Command, readArguments, UsageError } from './command.ts';
import { openDataset } from './openDataset.ts';
import { tableFailure } from './tableFailure.ts';

/** Reads review sheets back. */
export const collectCommand: Command = {
  name: 'collect',
  usage: 'collect DIR FILE… [--encoding LABEL] [--dry-run]',
  summary: 'record what volunteers decided and edited on review sheets',

  async run(args) {
    const { values, positionals } = readArguments(args, {
      'dry-run': { type: 'boolean' },
      encoding: { type: 'string' },
    });
    const [folder, ...files] = positionals;
    if (folder === undefined) throw new UsageError('dataset folder is missing.');
    if (files.length === 0) throw new UsageError('Which files? Give the review sheets that came back.');
    const dataset = await openDataset(folder);
    const { encoding } = values;
    try {
      const rows = [];
      for (const name of files) {
        const bytes = await readTableFile(nodeDisk, path.resolve(name)).catch((error: unknown) => {
          throw inFile(name, error);
        });
        rows.push(...readSheet({ name: path.basename(name), bytes, ...(encoding === undefined ? {} : { encoding }) }));
      }
      const plan = planCollect(rows, dataset.snapshot);
      const { changes, accepted, rejected, edited, conflicts, notCollected, already, undecided } = plan;
      if (!values['dry-run']) await new DatasetWriter(dataset).applyReview(changes);
      return {
        exit: notCollected.length > 0 ? 1 : 0,
        json: {
          accepted,
          rejected,
          edited,
          conflicts: conflicts.map(({ id, votes }) => ({
            id,
            votes: votes.map(({ reviewer, decision }) => ({ reviewer, decision })),
          })),
          notCollected,
          already,
          undecided,
          written: !values['dry-run'],
        },
        text: collectReport(plan),
      };
    } catch (error) {
      throw tableFailure(undefined, error);
    }
  },
};
