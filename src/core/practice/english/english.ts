import type { PracticeLanguage } from '../language.ts';
import { englishFamilies } from './englishFamilies.ts';

export const english: PracticeLanguage = {
  families: englishFamilies,
  asides: [
    'Give only the answer.',
    'No explanation is needed.',
    'Write nothing besides the result.',
    'Please be careful with details.',
    'A short reply will do.',
    'The answer goes into a spreadsheet, so keep it bare.',
    'One answer is enough.',
  ],
  mischief: {
    tooShort: ['Sort numbers.', 'Count words.', 'Summarise it.', 'Be brief.'],
    unsuitable: [
      'Draw a picture of a sleeping cat on a window sill.',
      'Describe what can be seen in the attached image.',
      'Create a pie chart of the monthly rainfall of a town.',
      'Look at the map and mark the shortest way to the harbour.',
    ],
    repetition: [
      'List the items and list the items.',
      'Repeat the sentence again and again.',
      'Write the word and write the word.',
    ],
    rambling: [
      'Take your time and read the whole text twice before you start.',
      'Think of a reader who has never seen such a task.',
      'Mind the spelling of every single name that occurs.',
      'Should anything be unclear, choose the reading that is most likely.',
    ],
    nearly: ['Please', 'Now', 'Kindly'],
  },
  unknownTask: 'The practice model is no language model: it can answer only the tasks that it composed itself.',
};
