import { groupBy } from '../groupBy.ts';
import type { AlternativeOutput, OutputChoice } from '../model/output.ts';

/** What `outputs.jsonl` says of one task, in the order of the lines. */
export interface TaskOutputs {
  readonly alternatives: readonly AlternativeOutput[];
  readonly choices: readonly OutputChoice[];
}

/** What `outputs.jsonl` holds. A line that a merge doubled counts once. */
export interface Outputs {
  readonly alternatives: readonly AlternativeOutput[];
  readonly byTask: ReadonlyMap<string, TaskOutputs>;
}

export function gatherOutputs(lines: readonly (AlternativeOutput | OutputChoice)[]): Outputs {
  const distinct = [...new Map(lines.map((line) => [line.id, line])).values()];
  const byTask = new Map(
    [...groupBy(distinct, ({ task }) => task)].map(([task, own]): [string, TaskOutputs] => [
      task,
      { alternatives: own.filter(isAlternative), choices: own.filter(isChoice) },
    ]),
  );
  return { alternatives: distinct.filter(isAlternative), byTask };
}

function isChoice(line: AlternativeOutput | OutputChoice): line is OutputChoice {
  return 'chosen' in line;
}

function isAlternative(line: AlternativeOutput | OutputChoice): line is AlternativeOutput {
  return !isChoice(line);
}
