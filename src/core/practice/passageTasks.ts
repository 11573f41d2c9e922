import type { Random } from '../random.ts';

/** `{a}` to `{f}` stand for words of the passage. */
const descriptions = {
  english: [
    'Write a short text in which {a}, {b} and {c} come together.',
    'Tell a curious reader what {a} has to do with {b}, and why {c} matters.',
    'Compose a paragraph about {b} that also mentions {d} and {a}.',
    'What can be said of {c}? Answer with a passage that names {a} and {d}.',
    'In a few sentences, describe {d} together with {b}, ending with a thought on {a}.',
    'A newspaper needs some lines on {a}: bring in {c}, then go over to {d}.',
    'Explain {b} to somebody who knows {a} but has never heard of {c} or {d}.',
    'Someone asked about {d}. Reply at the length of a paragraph, with {b} as the example.',
    'Draft the opening of an essay whose subject is {a}, {c}, {d}.',
    'How would you put {b} and {c} into one connected passage?',
  ],
  hindi: [
    '{a}, {b} और {c} को जोड़ते हुए एक छोटा अनुच्छेद लिखिए।',
    'किसी जिज्ञासु पाठक को बताइए कि {a} का {b} से क्या संबंध है।',
    '{c} के बारे में कुछ वाक्य लिखिए जिनमें {d} का भी उल्लेख हो।',
    'अख़बार के लिए {a} पर कुछ पंक्तियाँ तैयार कीजिए और अंत में {d} पर आइए।',
    'जिसने {b} कभी नहीं सुना, उसे {c} और {d} की सहायता से समझाइए।',
    '{d} क्या है? {a} को उदाहरण बनाकर एक पूरा अनुच्छेद उत्तर में दीजिए।',
  ],
} as const;

/** A second sentence, so that the instructions to many passages differ. */
const additions = {
  english: [
    'Leave out nothing that concerns {e}.',
    'Two or three sentences will do, as long as {f} has its place.',
    'Write as somebody who has seen {e} and {f} for years.',
    'The tone should be calm, and {f} should come as a surprise.',
    'Do not explain the word {e}.',
    'End where {f} begins.',
    'It is meant for the children of a fishing village who ask about {e}.',
    'Use {e} early, {f} late.',
    'No more than sixty words; {e} must be one of them.',
    'Whoever reads it should want to visit {f}.',
  ],
  hindi: [
    '{e} से जुड़ी कोई बात न छूटे।',
    'दो तीन वाक्य काफ़ी हैं, पर {f} का नाम अवश्य आए।',
    'ऐसे लिखिए जैसे आपने {e} और {f} को बरसों देखा हो।',
    'भाषा सरल रखिए और {f} पर समाप्त कीजिए।',
    '{e} शब्द का अर्थ समझाने की ज़रूरत नहीं।',
    'पढ़ने वाले बच्चे {f} को पहचान सकें।',
    'पहले {e} की बात हो, फिर {f} की।',
  ],
} as const;

/** An instruction that a passage could answer, in words of the passage. */
export function describePassage(words: readonly string[], inHindi: boolean, random: Random): string {
  const language = inHindi ? 'hindi' : 'english';
  return fill(`${random.pick(descriptions[language])} ${random.pick(additions[language])}`, words, random);
}

/** An instruction on a passage, with the output computed. */
export function questionPassage(
  passage: string,
  words: readonly string[],
  inHindi: boolean,
  random: Random,
): { instruction: string; output: string } {
  const [first = passage, second = first] = longest(words, random);
  const count = words.filter((word) => word === first).length;
  const lines = passage.split('\n').filter((line) => line.trim() !== '');
  const questions = inHindi
    ? [
        { instruction: `इस पाठ में शब्द “${first}” कितनी बार आया है?`, output: String(count) },
        {
          instruction: `पाठ में “${first}” और “${second}” में से पहले कौन सा शब्द आता है, लिखिए।`,
          output: earlier(words, first, second),
        },
        { instruction: 'दिए गए पाठ के शब्द गिनिए और केवल संख्या लिखिए।', output: String(words.length) },
        { instruction: 'अनुच्छेद का सबसे लंबा शब्द खोजकर बताइए।', output: longestOf(words) },
        { instruction: 'पाठ के पहले तीन शब्द क्रम से दीजिए।', output: words.slice(0, 3).join(' ') },
      ]
    : [
        { instruction: `How often does the word “${first}” occur in the text?`, output: String(count) },
        {
          instruction: `Which stands earlier in this passage, “${first}” or “${second}”?`,
          output: earlier(words, first, second),
        },
        { instruction: 'Count the words of the passage and give the number alone.', output: String(words.length) },
        { instruction: 'Find the longest word that was used.', output: longestOf(words) },
        { instruction: 'Copy the first three words in their order.', output: words.slice(0, 3).join(' ') },
        { instruction: 'Say on how many lines the text stands.', output: String(lines.length) },
        { instruction: 'With which word does the passage close?', output: words.at(-1) ?? passage },
        {
          instruction: `What follows directly after “${first}” where it is first mentioned? Quote one word.`,
          output: words[words.indexOf(first) + 1] ?? first,
        },
      ];
  return random.pick(questions);
}

function fill(pattern: string, words: readonly string[], random: Random): string {
  const chosen = longest(words, random);
  return pattern.replace(/\{([a-f])\}/gu, (_, slot: string) => chosen['abcdef'.indexOf(slot)] ?? chosen[0] ?? slot);
}

/** Some of the longer words, each once: they tell most of what a passage is about. */
function longest(words: readonly string[], random: Random): string[] {
  const distinct = [...new Set(words)].toSorted((one, other) => other.length - one.length).slice(0, 14);
  return random.sample(distinct, 6);
}

function longestOf(words: readonly string[]): string {
  return words.reduce((one, other) => (other.length > one.length ? other : one), '');
}

function earlier(words: readonly string[], one: string, other: string): string {
  return words.indexOf(one) <= words.indexOf(other) ? one : other;
}
