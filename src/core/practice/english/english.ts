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
  conversation: {
    system: [
      'You help with small chores of text and numbers. You answer briefly.',
      'You are the assistant of a town library and keep to the point.',
      'You answer people who write from a phone: short, and without decoration.',
    ],
    again: ['And for this one?', 'Good. Now the same for the next:', 'Could you do it once more, for this?'],
    thanks: ['Thanks, that is all I needed.', 'That helps, thank you.', 'Great, I will write that down.'],
    welcome: ['You are welcome.', 'Glad to help. Write again whenever you like.', 'Gladly.'],
  },
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
