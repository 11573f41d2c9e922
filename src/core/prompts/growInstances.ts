import type { ReplySchema } from '../llm/modelClient.ts';
import { headingOf } from './headedText.ts';
import { inputFirstSchema, outputFirstSchema } from './instances.ts';

/** *Grow Instances*: more instances of a task that is there. The reply is read by `parseInstances`. Words are our own. */
export const growInstancesTemplate = `One task of a collection is given below, with some of its examples. The collection teaches a language model to follow instructions. Write {{count}} further examples of this same task.

Each further example must
- have an input of its own that says something else than the inputs shown, not the same with one word exchanged;
- be of the same kind as the examples shown, in length and form;
- have the correct and complete output for its input;
- be concrete: no placeholders.

{{languages}} If the examples shown are in other languages, do as they do.

Some of its examples:

{{examples}}

The task to go on with:

{{instruction}}`;

/** The second form, for a classification: the label is given, so that all labels get as many instances. */
export const growLabelledTemplate = `One classification task of a collection is given below, with some of its examples. The collection teaches a language model to follow instructions. Write {{count}} further examples of this same task, all of them with the one label that is named below.

Each further example must
- repeat the label exactly as it is named, as its output;
- have an input for which this label and no other one is correct;
- have an input of its own that says something else than the inputs shown, not the same with one word exchanged;
- be concrete: no placeholders.

{{languages}} If the examples shown are in another language, do as they do.

Some of its examples:

{{examples}}

The task to go on with:

{{instruction}}

The label of the further examples:

{{label}}`;

export const growInstancesFormat = `Answer with the further examples only. Put each part under its own line, as here:
${headingOf('INPUT')}
(the input)
${headingOf('OUTPUT')}
(the output)`;

export const growLabelledFormat = `Answer with the further examples only. Put each part under its own line, as here:
${headingOf('OUTPUT')}
(the label)
${headingOf('INPUT')}
(the input)`;

export const growInstancesSchema: ReplySchema = { ...inputFirstSchema, name: 'grow_instances' };
export const growLabelledSchema: ReplySchema = { ...outputFirstSchema, name: 'grow_labelled' };
