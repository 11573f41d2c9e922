import { FirstOfEach } from '../core/ledger/firstOfEach.ts';
import { Turns } from '../core/turns.ts';
import { type Command, onlyPositional, readArguments, readMeasure, readThreshold } from './command.ts';
import { KeptLines } from './keptLines.ts';
import { Progress } from './progress.ts';
import { readLines } from './readLines.ts';
import { freeId, lineId, readText } from './readTexts.ts';

/** Broken lines that are told of one by one. */
const mostTold = 20;

interface DroppedLine {
  readonly line: number;
  readonly id: string;
  readonly nearest: string;
  readonly f: number;
}

/** Drops near-duplicates from a file of any length. */
export const dedupeCommand: Command = {
  name: 'dedupe',
  usage: 'dedupe FILE [--measure rouge-l|trigrams] [--threshold F] [--out FILE] [--language TAG]',
  summary: 'keep the first of the instructions of a file that are alike',

  async run(args, output, signal) {
    const { values, positionals } = readArguments(args, {
      measure: { type: 'string' },
      threshold: { type: 'string' },
      out: { type: 'string' },
      language: { type: 'string' },
    });
    const file = onlyPositional(positionals, 'file');
    const threshold = readThreshold(values.threshold);
    const measure = readMeasure(values.measure);
    const texts = new FirstOfEach({
      threshold,
      ...(measure === undefined ? {} : { measure }),
      ...(values.language === undefined ? {} : { language: values.language }),
    });
    const turns = new Turns(signal);
    const out = values.out === undefined ? undefined : await KeptLines.open(values.out);
    const progress = new Progress(output, 'dedupe');
    const dropped: DroppedLine[] = [];
    let broken = 0;
    try {
      for await (const { lines, share } of readLines(file, signal)) {
        const kept: Buffer[] = [];
        for (const raw of lines) {
          const found = readText(raw);
          const near = found.kind === 'text' ? offer(texts, raw.line, found) : undefined;
          if (near) dropped.push(near);
          else kept.push(raw.bytes);
          if (found.kind === 'broken' && ++broken <= mostTold)
            output.err(`${file}:${raw.line}: kept as it is: ${found.reason}\n`);
          progress.at(share, raw.line, () => `, ${texts.kept} kept, ${dropped.length} dropped`);
          if (turns.due) await turns.take();
        }
        await out?.write(kept);
      }
      await out?.finish();
    } catch (error) {
      await out?.discard();
      throw error;
    }
    if (broken > mostTold) output.err(`… and ${broken - mostTold} more lines like these\n`);
    const kept = texts.kept + broken;
    return {
      exit: broken > 0 ? 1 : 0,
      json: { kept, dropped },
      text: `${dropped.map(describe).join('')}${kept} kept, ${dropped.length} dropped${broken > 0 ? `, ${broken} of those kept are no tasks` : ''}${out ? `; kept lines are in ${out.file}` : ''}\n`,
    };
  },
};

/** What is dropped is named as it names itself; what is kept, by an id of its own. */
function offer(
  texts: FirstOfEach,
  line: number,
  { id = lineId(line), text }: { readonly id?: string; readonly text: string },
): DroppedLine | undefined {
  const near = texts.offer(
    freeId(id, line, (known) => texts.has(known)),
    text,
  );
  return near && { line, id, ...near };
}

function describe({ line, id, nearest, f }: DroppedLine): string {
  return `${line}  ${f.toFixed(4)}  ${id}  → ${nearest}\n`;
}
