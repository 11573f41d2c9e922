import { distinctFlags } from '../language/languageCheck.ts';
import { namedRoles, rolesInTurn, spokenTurns } from '../model/conversation.ts';
import type { Instance, Message, TaskFlag } from '../model/task.ts';
import type { Tokenizer } from '../similarity/tokenize.ts';
import { type FilteredInstances, type InLanguage, inAny } from './filterInstances.ts';
import { type Dropped, findLoop } from './filterInstruction.ts';

/** A turn is longer than an instruction and may well count or laugh: so many times in a row is a loop. */
const repeatsInATurn = 8;

const endsWithColon = /[:：︓]\s*$/u;

/**
 * The filters on the conversations of one task. That one question has two answers is no contradiction here: two people
 * may begin alike and go on otherwise.
 */
export function filterConversations(
  conversations: readonly Instance[],
  maxInstances: number,
  tokenize: Tokenizer,
  inLanguage: InLanguage = inAny,
): FilteredInstances {
  const kept: Instance[] = [];
  const dropped: (Dropped & { instance: Instance })[] = [];
  const flags: TaskFlag[] = [];
  const seen = new Set<string>();
  for (const instance of conversations) {
    const { messages = [] } = instance;
    const key = JSON.stringify(messages.map(({ role, content }) => [role, content.trim()]));
    const flaw =
      flawOf(messages, tokenize) ?? (seen.has(key) ? ({ filter: 'duplicate-instance' } as const) : undefined);
    const judged = flaw ? undefined : inLanguage(instance);
    const reason =
      flaw ??
      judged?.drop ??
      (kept.length >= maxInstances
        ? ({ filter: 'too-many-instances', detail: `at most ${maxInstances}` } as const)
        : undefined);
    if (reason) {
      dropped.push({ instance, ...reason });
      continue;
    }
    seen.add(key);
    kept.push(instance);
    flags.push(...(judged?.flags ?? []));
  }
  return { kept, dropped, flags: distinctFlags(flags) };
}

/** What is wrong with one conversation, if anything is. */
function flawOf(messages: readonly Message[], tokenize: Tokenizer): Dropped | undefined {
  if (!rolesInTurn(messages)) return { filter: 'roles', detail: namedRoles(messages) };
  const empty = messages.findIndex(({ content }) => content.trim() === '');
  if (empty >= 0) return { filter: 'empty-turn', detail: `turn ${empty + 1}` };
  const turns = spokenTurns(messages).map(({ content }) => content.trim());
  const isAnswer = (index: number) => index % 2 === 1;
  if (turns.some((turn, index) => isAnswer(index) && turn === turns[index - 1]))
    return { filter: 'input-equals-output' };
  if (endsWithColon.test(turns.at(-1) ?? '')) return { filter: 'ends-with-colon' };
  const again = turns.find((_, index) => isAnswer(index) && saidBefore(turns, index));
  if (again !== undefined) return { filter: 'repetition', detail: again.slice(0, 80) };
  for (const { content } of messages) {
    const loop = findLoop(tokenize(content), repeatsInATurn);
    if (loop) return { filter: 'repetition', detail: loop.join(' ') };
  }
  return undefined;
}

/** Whether a question and its answer both stand, word for word, earlier in the conversation. */
function saidBefore(turns: readonly string[], answer: number): boolean {
  for (let before = 1; before < answer; before += 2)
    if (turns[before] === turns[answer] && turns[before - 1] === turns[answer - 1]) return true;
  return false;
}
