import type { ReplySchema } from '../llm/modelClient.ts';
import { headingOf } from './headedText.ts';
import { oneInstructionSchema } from './oneInstruction.ts';

/** *Paraphrase*: the same instruction in other words, so that its instances stay right. Words are our own. */
export const paraphraseTemplate = `Say one instruction in other words. It belongs to a collection that teaches a language model to follow instructions.

The new wording must
- ask for exactly the same: what answered the instruction before must answer it still;
- keep every name, number, label and condition;
- have another form: another verb, another order, a question instead of an order, or the other way round.

{{languages}}

The instruction in its old wording:

{{instruction}}`;

export const paraphraseFormat = `Answer with the new wording only, under this line:
${headingOf('INSTRUCTION')}`;

export const paraphraseSchema: ReplySchema = oneInstructionSchema('paraphrase');
