import type { PromptLanguage } from './promptLanguage.ts';

/** English. Its prompts stand beside the readers of their replies: `instructions.ts` and the others. */
export const english: PromptLanguage = {
  tag: 'en',
  reviewedBy: 'unreviewed',
  prompts: {},
  headings: {
    TASK: 'TASK',
    INSTRUCTION: 'INSTRUCTION',
    CLASSIFICATION: 'CLASSIFICATION',
    INPUT: 'INPUT',
    OUTPUT: 'OUTPUT',
  },
  labels: { task: 'Task: ', classification: 'Classification: ', input: 'Input: ', output: 'Output: ' },
  none: '(none)',
  answers: { yes: ['yes', 'true'], no: ['no', 'false'] },
  writing: {
    all: 'Write in {{language}}.',
    fields: 'Write {{fields}} in {{language}}.',
    names: { instruction: 'the instruction', input: 'the input', output: 'the output' },
  },
};
