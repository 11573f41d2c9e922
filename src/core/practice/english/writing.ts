import type { Random } from '../../random.ts';
import type { Family } from '../family.ts';
import { listsOf } from '../table.ts';
import { names } from './vocabulary.ts';

const packing = listsOf(`
  beach = swimsuit, towel, sunscreen, sandals, sun hat, water bottle; snow = wool socks, gloves, thermal shirt, goggles, lip balm, flask;
  tent = sleeping bag, head torch, pocket knife, matches, rain jacket, camping stove;
  fair = business cards, notebook, charger, comfortable shoes, name badge, mints`);

export const packingList: Family = {
  id: 'packing-list',
  patterns: [
    'Put together a packing list of six things for {trip}.',
    'Someone leaves tomorrow for {trip} and has an empty suitcase. Recommend six items, one a line.',
    'What must not be forgotten before {trip}? Enumerate six belongings.',
  ],
  slots: {
    trip: {
      beach: 'a week at the beach',
      snow: 'three days of skiing',
      tent: 'a night in a tent',
      fair: 'a trade fair abroad',
    },
  },
  instance: (random, { trip = 'beach' }) => {
    const items = packing[trip] ?? [];
    return {
      input: '',
      output: random
        .sample(items, items.length)
        .map((item) => `- ${item}`)
        .join('\n'),
    };
  },
};

const giftUses: Readonly<Record<string, string>> = {
  scarf: 'It keeps me warm on every walk to work.',
  cookbook: 'I have already tried two of its soups.',
  ticket: 'The concert was the best evening of the month.',
  plant: 'It stands by the kitchen window and has a new leaf.',
};

export const thankYouNote: Family = {
  id: 'thank-you-note',
  patterns: [
    'Compose a short thank-you note for {gift}.',
    'Express gratitude in three sentences to the friend who gave {gift}; sign with the name of the receiver.',
    'My aunt sent {gift} for my birthday, and I am bad at letters. Word a few grateful lines for me.',
  ],
  slots: {
    gift: { scarf: 'a knitted scarf', cookbook: 'a cookbook', ticket: 'a concert ticket', plant: 'a potted plant' },
  },
  instance: (random, { gift = 'scarf' }) => {
    const [from = '', to = ''] = random.sample(names, 2);
    const thing =
      { scarf: 'knitted scarf', cookbook: 'cookbook', ticket: 'concert ticket', plant: 'potted plant' }[gift] ?? gift;
    return {
      input: `From ${from} to ${to}`,
      output: `Dear ${to},\nthank you very much for the ${thing}! ${giftUses[gift] ?? ''} It made me think of you.\n${from}`,
    };
  },
};

const reasons: Readonly<Record<string, string>> = {
  holiday: 'I am on holiday',
  training: 'I am attending a training course',
  move: 'our office is moving',
};

export const absenceNotice: Family = {
  id: 'absence-notice',
  patterns: [
    'Formulate an automatic reply for mail that arrives during {reason}.',
    'Tell colleagues politely why nobody answers: {reason}. Include who stands in and from when to when.',
    'An out-of-office message is due because of {reason}. Set it up in two sentences from the details.',
  ],
  slots: { reason: { holiday: 'a holiday', training: 'a training course', move: 'an office move' } },
  instance: (random, { reason = 'holiday' }) => {
    const first = random.integer(1, 15);
    const last = first + random.integer(2, 12);
    const deputy = random.pick(names);
    return {
      input: `${first} to ${last} May, deputy: ${deputy}`,
      output: `Thank you for your message; from ${first} to ${last} May ${reasons[reason] ?? ''} and cannot reply. In urgent cases please contact ${deputy}.`,
    };
  },
};

const topics = ['budget', 'new website', 'summer party', 'hiring', 'office plants', 'training', 'safety'];

export const agenda: Family = {
  id: 'agenda',
  patterns: [
    'Lay out an agenda with start times for the meeting.',
    'Topics and their lengths are known, and so is when the session begins. Turn that into a timed programme.',
    'Schedule the talks one after another, a line each with the clock time in front.',
  ],
  instance: (random) => {
    const start = random.integer(8, 15) * 60;
    const points = random.sample(topics, 3).map((topic) => ({ topic, minutes: random.integer(1, 6) * 5 }));
    let at = start;
    const lines = points.map(({ topic, minutes }) => {
      const line = `${clock(at)} ${topic}`;
      at += minutes;
      return line;
    });
    return {
      input: `Start ${clock(start)}: ${points.map(({ topic, minutes }) => `${topic} (${minutes} min)`).join(', ')}`,
      output: [...lines, `${clock(at)} end`].join('\n'),
    };
  },
};

function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

const steps: Readonly<Record<string, readonly string[]>> = {
  tea: [
    'Boil fresh water.',
    'Put a bag into the cup.',
    'Pour the water over it.',
    'Take the bag out after three minutes.',
  ],
  bulb: ['Switch off the lamp.', 'Let the old bulb cool down.', 'Unscrew it.', 'Screw in the new one and switch on.'],
  tyre: [
    'Take off the wheel.',
    'Lever the tyre off and pull out the tube.',
    'Find the hole and glue a patch on it.',
    'Put everything back and pump it up.',
  ],
  seed: [
    'Fill a pot with moist soil.',
    'Press the seed in a finger deep.',
    'Cover it with soil.',
    'Keep it warm and water it a little each day.',
  ],
};

export const instructionSteps: Family = {
  id: 'instruction-steps',
  patterns: [
    'Explain in four numbered steps how to {goal}.',
    'Grandfather has never done it before: walk him through how to {goal}, step by step, in four lines.',
    'How does one {goal}? Break it down into four simple actions.',
  ],
  slots: {
    goal: {
      tea: 'make a cup of tea',
      bulb: 'change a light bulb',
      tyre: 'mend a bicycle tube',
      seed: 'sow a sunflower in a pot',
    },
  },
  instance: (_, { goal = 'tea' }) => ({
    input: '',
    output: (steps[goal] ?? []).map((step, index) => `${index + 1}. ${step}`).join('\n'),
  }),
};

export const politeRequest: Family = {
  id: 'polite-request',
  patterns: [
    'Soften the command into a polite question.',
    'That sounds rude! Rephrase the order so that it begins with “Could you please”.',
    'Coach a brusque manager: convert his imperative to a courteous request.',
  ],
  instance: (random) => {
    const order = random.pick([
      'send me the report',
      'close the door',
      'turn the music down',
      'sign the form',
      'call the supplier',
      'tidy the kitchen',
    ]);
    return { input: `${order.charAt(0).toUpperCase()}${order.slice(1)}!`, output: `Could you please ${order}?` };
  },
};

export const combineSentences: Family = {
  id: 'combine-sentences',
  patterns: [
    'Join the two statements with “{word}”.',
    'Fuse both short sentences into one that contains “{word}”.',
    'Choppy prose again. Link the pair by the conjunction “{word}” and keep the wording.',
  ],
  slots: { word: { and: 'and', but: 'but', so: 'so' } },
  instance: (random, { word = 'and' }) => {
    const pairs: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
      and: [
        ['The kettle whistled', 'the cat woke up'],
        ['Rosa paints', 'Sven plays the flute'],
      ],
      but: [
        ['The road is closed', 'cyclists may pass'],
        ['The soup was hot', 'nobody waited'],
      ],
      so: [
        ['The bus was full', 'we walked'],
        ['It began to rain', 'they opened the umbrella'],
      ],
    };
    const [first, second] = random.pick(pairs[word] ?? [['The kettle whistled', 'the cat woke up']]);
    return { input: `${first}. ${capital(second)}.`, output: `${first}, ${word} ${second}.` };
  },
};

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export const invitation: Family = {
  id: 'invitation',
  patterns: [
    'Phrase an invitation of two sentences from the key points.',
    'Guests should learn what is celebrated, when and where. Make a friendly text of the notes.',
  ],
  instance: (random) => {
    const { event, place } = drawParty(random);
    const [name, hour, day] = [random.pick(names), random.integer(3, 8), random.pick(['Friday', 'Saturday', 'Sunday'])];
    return {
      input: `${name}, ${event}, ${day}, ${hour} p.m., ${place}`,
      output: `You are warmly invited to ${name}'s ${event} on ${day} at ${hour} p.m. We meet at the ${place} and look forward to seeing you.`,
    };
  },
};

function drawParty(random: Random) {
  return {
    event: random.pick(['birthday', 'farewell', 'house-warming', 'graduation']),
    place: random.pick(['town hall', 'old mill', 'boat house', 'park café']),
  };
}
