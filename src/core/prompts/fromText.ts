import type { ReplySchema } from '../llm/modelClient.ts';
import { headingOf } from './headedText.ts';
import { oneInstructionSchema } from './oneInstruction.ts';

/** *From Text*, a passage as the output: only the instruction is written. Words are our own. */
export const fromTextOutputTemplate = `Below is a passage that a person wrote. It is to become the answer to an instruction in a collection that teaches a language model to follow instructions. Write the instruction.

The instruction must
- be such that exactly this passage, as it stands, answers it well;
- say what the passage is about, how long it is and in which manner it is written, as far as the reader needs to know;
- not quote the passage and not mention that there is one;
- be a single request that a person could make.

{{languages}}

The passage to be the answer:

{{text}}`;

/** *From Text*, a passage as the input: the instruction and its output are written. */
export const fromTextInputTemplate = `Below is a passage that a person wrote. It is to become the input of a task in a collection that teaches a language model to follow instructions. Write an instruction that can be carried out on this passage, and the output.

The instruction must
- name one thing to do with the passage, which follows it: to answer a question about it, to change its form, to find or judge something in it;
- be complete without quoting the passage.

The output must
- be correct and complete, and rest on the passage alone.

{{languages}} If the instruction asks for another language, do as it says.

The passage to be the input:

{{text}}`;

export const fromTextOutputFormat = `Answer with the instruction to this passage only, under this line:
${headingOf('INSTRUCTION')}`;

export const fromTextInputFormat = `Answer with the instruction on this passage and its output only, each under its own line, as here:
${headingOf('INSTRUCTION')}
(the instruction)
${headingOf('OUTPUT')}
(the output)`;

export const fromTextOutputSchema: ReplySchema = oneInstructionSchema('from_text_output');
export const fromTextInputSchema: ReplySchema = oneInstructionSchema('from_text_input', ['output']);
