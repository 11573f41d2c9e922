import type { ReplySchema } from '../llm/modelClient.ts';
import { readSections } from './headedText.ts';
import { UnreadableReply, unwrap } from './readReply.ts';

/** What a reply with one instruction holds; `output` where it was asked for, too. */
export interface InstructionReply {
  readonly instruction: string;
  readonly output?: string;
}

/** A schema for one instruction, or for an instruction and what else is named. */
export function oneInstructionSchema(name: ReplySchema['name'], more: readonly string[] = []): ReplySchema {
  const keys = ['instruction', ...more];
  return {
    name,
    schema: {
      type: 'object',
      properties: Object.fromEntries(keys.map((key) => [key, { type: 'string' }])),
      required: keys,
      additionalProperties: false,
    },
  };
}

/**
 * Reads a reply with one instruction, and with an output where `withOutput`: JSON by schema, or headed text. A reply that
 * was cut off is not read. Throws `UnreadableReply`.
 */
export function parseOneInstruction(reply: string, cut: boolean, withOutput = false): InstructionReply {
  const text = unwrap(reply);
  const expected = withOutput ? 'one instruction and its output' : 'one instruction';
  if (cut) throw new UnreadableReply(`${expected}, whole`, text);
  const found = readJson(text) ?? readHeaded(text);
  if (found.instruction === undefined || (withOutput && found.output === undefined)) {
    throw new UnreadableReply(expected, text);
  }
  const { instruction, output } = found;
  return withOutput && output !== undefined ? { instruction, output } : { instruction };
}

function readJson(text: string): Partial<InstructionReply> | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    const { instruction, output } = JSON.parse(text) as Record<string, unknown>;
    return {
      ...(typeof instruction === 'string' ? { instruction } : {}),
      ...(typeof output === 'string' ? { output } : {}),
    };
  } catch {
    // Not JSON after all: read as headed text.
    return undefined;
  }
}

function readHeaded(text: string): Partial<InstructionReply> {
  const sections = readSections(text);
  const instruction = sections.find(({ heading }) => heading === 'INSTRUCTION')?.text;
  const output = sections.find(({ heading }) => heading === 'OUTPUT')?.text;
  return { ...(instruction === undefined ? {} : { instruction }), ...(output === undefined ? {} : { output }) };
}
