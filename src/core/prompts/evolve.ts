import type { ReplySchema } from '../llm/modelClient.ts';
import { headingOf } from './headedText.ts';
import { oneInstructionSchema } from './oneInstruction.ts';

/** *Evolve*: another task made from one that is there, in one of a few ways. Words are our own. */
export const evolveTemplate = `Make a new instruction out of one that is there. Both belong to a collection that teaches a language model to follow instructions.

What to change: {{change}}

The changed instruction must
- stand on its own: who reads it does not know the one it was made from;
- be at most some twenty words longer;
- be solvable by reading and writing text alone.

{{languages}}{{purpose}}

The instruction to start out from:

{{instruction}}`;

export const evolveFormat = `Answer with the changed instruction only, under this line:
${headingOf('INSTRUCTION')}`;

export const evolveSchema: ReplySchema = oneInstructionSchema('evolve');
