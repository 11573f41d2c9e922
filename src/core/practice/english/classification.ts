import type { Family } from '../family.ts';
import { listsOf } from '../table.ts';
import { names, plainWords } from './vocabulary.ts';

const greetings: Readonly<Record<string, readonly string[]>> = {
  French: ['Bonjour à tous !', 'Salut, ça va ?', 'Bonne soirée, madame.', 'Enchanté de vous connaître.'],
  German: ['Guten Morgen!', 'Wie geht es Ihnen?', 'Schönen Abend noch.', 'Herzlich willkommen!'],
  Spanish: ['¡Buenos días!', 'Hola, ¿qué tal?', 'Mucho gusto en conocerle.', '¡Bienvenidos!'],
  Italian: ['Buongiorno, come sta?', 'Ciao a tutti!', 'Piacere di conoscerla.', 'Buona serata!'],
};

export const greetingLanguage: Family = {
  id: 'greeting-language',
  labels: Object.keys(greetings),
  patterns: [
    'Identify the language of the greeting: French, German, Spanish or Italian.',
    'A hotel guest says hello at the desk. Is that French, German, Spanish or Italian?',
    'Label a short salutation with the tongue it is spoken in, out of Spanish, Italian, German and French.',
  ],
  instance: (random, _, label) => ({ input: random.pick(greetings[label] ?? []), output: label }),
};

const opinions = listsOf(`
  positive = wonderful, excellent, delightful, charming, superb;
  negative = awful, disappointing, dreadful, boring, terrible`);

export const sentiment: Family = {
  id: 'sentiment',
  labels: ['positive', 'negative'],
  patterns: [
    'Say if the comment about {thing} is positive or negative.',
    'Moderators want to know the mood of each remark on {thing}. Choose between positive and negative.',
    'Would the owner of {thing} be glad to read this? Judge the review as positive or negative.',
  ],
  slots: { thing: { hotel: 'a hotel', play: 'a theatre play', cafe: 'a café', course: 'an evening course' } },
  instance: (random, { thing }, label) => {
    const subject = { hotel: 'stay', play: 'evening', cafe: 'visit', course: 'lesson' }[thing ?? ''] ?? 'experience';
    const word = random.pick(opinions[label] ?? []);
    const text = random.pick([
      `What ${/^[aeiou]/u.test(word) ? 'an' : 'a'} ${word} ${subject}!`,
      `${random.pick(names)} and I found the ${subject} simply ${word}.`,
      `The ${subject} was ${word} from beginning to end.`,
    ]);
    return { input: text, output: label };
  },
};

const partsOfSpeech = listsOf(`
  noun = bridge, honesty, kettle, freedom, teacher, island; verb = borrow, explain, forget, arrive, bake, refuse;
  adjective = narrow, honest, purple, fragile, ancient, sleepy; adverb = quickly, seldom, almost, loudly, yesterday, never`);

export const partOfSpeech: Family = {
  id: 'part-of-speech',
  labels: Object.keys(partsOfSpeech),
  patterns: [
    'Determine the part of speech of the word: noun, verb, adjective or adverb.',
    'Grammar homework: does the word name a thing (noun), an action (verb), a quality (adjective) or a manner, time or degree (adverb)?',
  ],
  instance: (random, _, label) => ({ input: random.pick(partsOfSpeech[label] ?? []), output: label }),
};

const animals = listsOf(`
  mammal = dolphin, bat, elephant, hedgehog, otter, camel; bird = penguin, owl, ostrich, sparrow, heron, parrot;
  reptile = tortoise, gecko, cobra, crocodile, iguana, chameleon; fish = salmon, seahorse, trout, shark, herring, carp`);

export const animalClass: Family = {
  id: 'animal-class',
  labels: Object.keys(animals),
  patterns: [
    'Put the animal into its class: mammal, bird, reptile or fish.',
    'A zoo signposts its houses by kind. In which one, that of mammals, birds, reptiles or fish, does this creature live? Answer in the singular.',
    'Biology for beginners: fish, bird, mammal or reptile?',
  ],
  instance: (random, _, label) => ({ input: random.pick(animals[label] ?? []), output: label }),
};

const produce = listsOf(`
  fruit = banana, cherry, mango, pear, apricot, fig, kiwi; vegetable = carrot, spinach, leek, cauliflower, beetroot, turnip, radish`);

export const fruitOrVegetable: Family = {
  id: 'fruit-or-vegetable',
  labels: Object.keys(produce),
  patterns: [
    'Is it sold as a fruit or as a vegetable?',
    'The market has two aisles. Direct the crate to “fruit” or “vegetable”.',
  ],
  instance: (random, _, label) => ({ input: random.pick(produce[label] ?? []), output: label }),
};

const states = listsOf(`
  solid = ice, granite, oak wood, gold, table salt, glass; liquid = milk, olive oil, petrol, seawater, mercury, vinegar;
  gas = oxygen, helium, steam, methane, carbon dioxide, neon`);

export const stateOfMatter: Family = {
  id: 'state-of-matter',
  labels: Object.keys(states),
  patterns: [
    'Tell the usual state of the substance, solid, liquid or gas, at the temperature at which people meet it.',
    'Could one cut it, pour it or only breathe it? Answer solid, liquid or gas for the material.',
  ],
  instance: (random, _, label) => ({ input: random.pick(states[label] ?? []), output: label }),
};

const continents = listsOf(`
  Africa = Ghana, Egypt, Kenya, Morocco, Zambia; Asia = Nepal, Japan, Vietnam, Jordan, Mongolia;
  Europe = Portugal, Latvia, Norway, Greece, Ireland; South America = Chile, Uruguay, Bolivia, Ecuador, Paraguay`);

export const continent: Family = {
  id: 'continent',
  labels: Object.keys(continents),
  patterns: [
    'On which continent does the country lie: Africa, Asia, Europe or South America?',
    'Airmail is sorted into four sacks, for Europe, Asia, Africa and South America. Where does a letter to this land belong?',
  ],
  instance: (random, _, label) => ({ input: random.pick(continents[label] ?? []), output: label }),
};

const speechActs: Readonly<Record<string, readonly string[]>> = {
  question: [
    'Where did you park the van',
    'Who left the window open',
    'How long does the ferry take',
    'Why is the shop closed',
  ],
  request: [
    'Please bring the blue folder',
    'Kindly wait outside',
    'Please water the ferns',
    'Please shut the gate behind you',
  ],
  statement: ['The kettle is boiling', 'Our train was late again', 'The museum opens at ten', 'My sister keeps bees'],
};

export const speechAct: Family = {
  id: 'speech-act',
  labels: Object.keys(speechActs),
  patterns: [
    'The final punctuation mark is missing. Is the utterance a question, a request or a statement?',
    'Sort what was said in a meeting into question, request and statement.',
  ],
  instance: (random, _, label) => ({ input: random.pick(speechActs[label] ?? []), output: label }),
};

const departments: Readonly<Record<string, readonly string[]>> = {
  billing: [
    'I was charged twice for the same month.',
    'Where can I see my last invoice?',
    'The refund has not arrived yet.',
  ],
  delivery: [
    'My parcel is two weeks late.',
    'The courier left the box with a stranger.',
    'Can you ship to another address?',
  ],
  technical: [
    'The app closes as soon as I open it.',
    'I cannot log in since the update.',
    'The printer shows error 52.',
  ],
};

export const department: Family = {
  id: 'department',
  labels: Object.keys(departments),
  patterns: [
    'Forward the customer message to a department: billing, delivery or technical.',
    'Who should answer this letter, the people for technical matters, for delivery or for billing? One word will do.',
  ],
  instance: (random, _, label) => ({ input: random.pick(departments[label] ?? []), output: label }),
};

const registers: Readonly<Record<string, readonly string[]>> = {
  formal: [
    'We kindly ask you to confirm receipt.',
    'I remain at your disposal for any question.',
    'Please accept our apologies.',
  ],
  casual: ['Hey, got your stuff, thanks!', 'No worries, see you later.', 'Gonna be late, start without me.'],
};

export const register: Family = {
  id: 'register',
  labels: Object.keys(registers),
  patterns: [
    'Does the sentence sound formal or casual?',
    'Two drawers: “formal” for what could stand in an official letter, “casual” for what friends text each other. File the line.',
  ],
  instance: (random, _, label) => ({ input: random.pick(registers[label] ?? []), output: label }),
};

export const sameInitial: Family = {
  id: 'same-initial',
  labels: ['true', 'false'],
  patterns: [
    'True or false: both words begin with the same letter.',
    'Alliteration needs equal initials. Verify them for the pair and return true or false.',
  ],
  instance: (random, _, label) => {
    const first = random.pick(plainWords);
    const fits = plainWords.filter((word) => word !== first && (word[0] === first[0]) === (label === 'true'));
    // A word whose initial no other has is paired with its own plural.
    const second = fits.length > 0 ? random.pick(fits) : `${first}s`;
    return { input: `${first}, ${second}`, output: label };
  },
};
