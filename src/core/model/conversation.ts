import type { Instance, Message } from './task.ts';

/** Roles as an endpoint and a trainer know them. */
export const roles: readonly Message['role'][] = ['system', 'user', 'assistant'];

/** The turns without an opening system turn. */
export function spokenTurns(messages: readonly Message[]): readonly Message[] {
  return messages[0]?.role === 'system' ? messages.slice(1) : messages;
}

/**
 * Whether a conversation can be learnt from: after an optional system turn, user and assistant take turns, the user
 * first and the assistant last. Chat templates of trainers refuse anything else.
 */
export function rolesInTurn(messages: readonly Message[]): boolean {
  const turns = spokenTurns(messages);
  return (
    turns.length >= 2 &&
    turns.length % 2 === 0 &&
    turns.every(({ role }, index) => role === (index % 2 === 0 ? 'user' : 'assistant'))
  );
}

/** The roles of a conversation in words, such as `user, user, assistant`; long ones are cut. */
export function namedRoles(messages: readonly Message[]): string {
  const named = messages.slice(0, mostNamed).map(({ role }) => role);
  if (named.length === 0) return 'no turns';
  return `${named.join(', ')}${messages.length > mostNamed ? ', …' : ''}`;
}

const mostNamed = 12;

/** A conversation also reads as input (everything before the last turn) and output (the last turn). */
export function readAsPair(messages: readonly Message[]): Pick<Instance, 'input' | 'output'> {
  const before = messages.slice(0, -1).map(({ content }) => content);
  return { input: before.join('\n'), output: messages.at(-1)?.content ?? '' };
}
