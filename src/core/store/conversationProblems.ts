import { namedRoles, rolesInTurn } from '../model/conversation.ts';
import type { Task } from '../model/task.ts';
import type { Problem } from './problem.ts';
import type { Located } from './recordFile.ts';

/** A warning for each conversation that trainers could not read. */
export function conversationProblems(tasks: Iterable<Located<Task>>): Problem[] {
  const problems: Problem[] = [];
  for (const task of tasks) {
    let index = 0;
    for (const { messages } of task.instances) {
      if (messages && !rolesInTurn(messages)) problems.push(wrongRoles(task, index, namedRoles(messages)));
      index += 1;
    }
  }
  return problems;
}

function wrongRoles({ kind, instances, location }: Located<Task>, index: number, roles: string): Problem {
  const which = instances.length > 1 ? `conversation ${index + 1}` : 'conversation';
  const effect = kind === 'seed' ? 'It is not shown to the model as an example' : 'It is left out of an export';
  return {
    file: location.file,
    line: location.line + 1,
    column: 1,
    severity: 'warning',
    code: 'conversation',
    message: `The roles of this ${which} are wrong (${roles}): after an optional system turn, user and assistant take turns, the user first and the assistant last. ${effect} until that is mended.`,
  };
}
