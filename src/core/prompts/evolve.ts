import type { ReplySchema } from '../llm/modelClient.ts';
import type { EvolveKind } from '../model/derive.ts';
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

/** What stands for `{{change}}`. */
export const evolveChanges: Readonly<Record<EvolveKind, string>> = {
  constraint: 'add one condition that the answer has to fulfil and that can be checked in the answer.',
  deepen: 'ask for more understanding of the same matter: for causes, consequences, a comparison or a justification.',
  concretise: 'put a concrete case, with names, places or figures, in the place of what is said in general.',
  rarer: 'keep the field, and ask for something in it that is asked for seldom, about as difficult and as long.',
};
