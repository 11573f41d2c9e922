import type { PromptLanguage } from './promptLanguage.ts';

/** English. Its prompts stand beside the readers of their replies: `instructions.ts` and the others. */
export const english: PromptLanguage = {
  tag: 'en',
  reviewedBy: 'unreviewed',
  prompts: {},
  changes: {
    constraint: 'add one condition that the answer has to fulfil and that can be checked in the answer.',
    deepen: 'ask for more understanding of the same matter: for causes, consequences, a comparison or a justification.',
    concretise: 'put a concrete case, with names, places or figures, in the place of what is said in general.',
    rarer: 'keep the field, and ask for something in it that is asked for seldom, about as difficult and as long.',
  },
  purpose: {
    chatbot: 'Every task is something that a person says to an assistant in a chat, in everyday words.',
    translation:
      'Every task asks to translate from {{from}} into {{to}}. Vary what is translated: the kind of text, its subject, its tone, and for whom it is.',
    extraction: 'Every task asks to summarise a text or to extract something from it.',
    classification: 'Every task is answered by choosing a label.',
    labels:
      'Every task is answered with one of these labels and no other: {{labels}}. Vary what is judged and how the question is put, never the labels.',
    domain: 'All tasks are from this field: {{domain}}.',
  },
  headings: {
    TASK: 'TASK',
    INSTRUCTION: 'INSTRUCTION',
    CLASSIFICATION: 'CLASSIFICATION',
    INPUT: 'INPUT',
    OUTPUT: 'OUTPUT',
    CONVERSATION: 'CONVERSATION',
    SYSTEM: 'SYSTEM',
    USER: 'USER',
    ASSISTANT: 'ASSISTANT',
  },
  labels: {
    task: 'Task: ',
    classification: 'Classification: ',
    input: 'Input: ',
    output: 'Output: ',
    system: 'System: ',
    user: 'User: ',
    assistant: 'Assistant: ',
  },
  none: '(none)',
  again:
    'Your answer could not be read. {{problem}} Answer once more, in full, in exactly the form that was asked for, and write nothing else.',
  answers: { yes: ['yes', 'true'], no: ['no', 'false'] },
  writing: {
    all: 'Write in {{language}}.',
    fields: 'Write {{fields}} in {{language}}.',
    names: { instruction: 'the instruction', input: 'the input', output: 'the output' },
  },
};
