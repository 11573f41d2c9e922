import { expect, test } from 'vitest';
import { chatBody } from '../../../src/core/llm/chatBody.ts';
import type { ModelClient, RequestBody } from '../../../src/core/llm/modelClient.ts';
import { ModelError } from '../../../src/core/llm/modelError.ts';
import type { GenerateOptions } from '../../../src/core/pipeline/generate.ts';
import { readDerivedRequest } from '../../../src/core/practice/derivedRequest.ts';
import { readPracticeRequest } from '../../../src/core/practice/practiceRequest.ts';
import type { Heading } from '../../../src/core/prompts/headedText.ts';
import { writeSections } from '../../../src/core/prompts/headedText.ts';
import { promptLanguageFor } from '../../../src/core/prompts/languages/promptLanguages.ts';
import { shortHash } from '../../../src/core/prompts/template.ts';
import { runToEnd } from '../support/generating.ts';
import { contentOf } from '../support/requestText.ts';
import { seed, temporaryDataset } from '../support/temporaryDataset.ts';

/** What people and the model write in one language. */
interface Words {
  readonly asked: string;
  readonly judged: string;
  readonly labels: readonly [string, string];
  readonly passage: string;
  readonly domain: string;
  readonly system: string;
  readonly user: string;
  readonly assistant: string;
  /** Offered for instructions, in order. */
  readonly offered: readonly [string, string];
}

const words: Readonly<Record<'hi' | 'ar', Words>> = {
  hi: {
    asked: 'खीर बनाने की विधि पाँच वाक्यों में बताइए।',
    judged: 'यह समीक्षा अच्छी है या बुरी, तय कीजिए।',
    labels: ['अच्छी', 'बुरी'],
    passage: 'डाकिया साइकिल पर बैठकर तीन पहाड़ियाँ पार करता था और हर चिट्ठी के साथ मौसम का हाल भी सुनाता था।',
    domain: 'गाँव का जीवन',
    system: 'आप रेलवे के पूछताछ केंद्र में काम करते हैं।',
    user: 'पटना की गाड़ी कब छूटेगी?',
    assistant: 'रात दस बजे, तीसरे प्लेटफ़ॉर्म से।',
    offered: ['मेले में खोए बच्चे के लिए सूचना लिखिए।', 'बारिश से पहले छत की मरम्मत कैसे करें, समझाइए।'],
  },
  ar: {
    asked: 'اشرح طريقة إعداد حساء العدس في خمس جمل.',
    judged: 'قرر هل هذا الرأي إيجابي أم سلبي.',
    labels: ['إيجابي', 'سلبي'],
    passage: 'كان ساعي البريد يعبر ثلاثة جبال على دراجته ويحمل مع كل رسالة أخبار الطقس.',
    domain: 'حياة القرية',
    system: 'أنت تعمل في مكتب استعلامات المحطة.',
    user: 'متى يغادر قطار الإسكندرية؟',
    assistant: 'في العاشرة مساء من الرصيف الثالث.',
    offered: ['اكتب إعلانا عن طفل ضاع في السوق.', 'بيّن كيف يُصلح السقف قبل موسم المطر.'],
  },
};

const passagesOf = ({ passage }: Words) => [
  { text: passage, source: { file: 'notes.md', start: 0, end: Buffer.byteLength(passage), hash: shortHash(passage) } },
];

type Goal = GenerateOptions['goal'];
const kinds: Readonly<Record<string, (words: Words) => Goal>> = {
  chat: () => ({ rounds: 1 }),
  'grow instances': () => ({ derive: { step: 'grow', tasks: ['asked'], to: 4 } }),
  'grow instances with a label': () => ({ derive: { step: 'grow', tasks: ['judged'], to: 6 } }),
  'from text, as the output': (each) => ({ derive: { step: 'fromText', as: 'output', passages: passagesOf(each) } }),
  'from text, as the input': (each) => ({ derive: { step: 'fromText', as: 'input', passages: passagesOf(each) } }),
  paraphrase: () => ({ derive: { step: 'paraphrase', tasks: ['asked'] } }),
  ...Object.fromEntries(
    (['constraint', 'deepen', 'concretise', 'rarer'] as const).map((kind) => [
      `evolve: ${kind}`,
      () => ({ derive: { step: 'evolve', tasks: ['asked'], kinds: [kind] } }) as Goal,
    ]),
  ),
};

const cases = (['hi', 'ar'] as const).flatMap((language) =>
  Object.keys(kinds).flatMap((kind) => [true, false].map((jsonSchema) => ({ language, kind, jsonSchema }))),
);

test.each(cases)('$kind in $language is asked without a word of English (JSON by schema: $jsonSchema)', async (one) => {
  const { language, kind, jsonSchema } = one;
  const each = words[language];
  const chat = kind === 'chat';
  const { asked, judged, labels, system, user, assistant } = each;
  const turns = (...contents: readonly string[]) =>
    contents.map((content, at) => ({ role: ['system', 'user', 'assistant'][at], content }));
  const dataset = await temporaryDataset({
    seeds: chat
      ? [seed('talk', asked, { instances: [{ messages: turns(system, user, assistant) }] })]
      : [
          seed('asked', asked, { instances: [{ input: user, output: assistant }] }),
          seed('judged', judged, {
            is_classification: true,
            instances: labels.map((output, at) => ({ input: [user, assistant][at], output })),
          }),
        ],
    recipe: {
      language,
      ...(chat ? { instances: 'conversation' } : {}),
      purpose: { kind: chat ? 'chatbot' : 'extraction', domain: each.domain },
      round: { requests: 1 },
      demonstrations: { classificationShare: 0 },
    },
  });
  const client = scriptedClient(language, jsonSchema);
  const { summary } = await runToEnd(dataset, { client, goal: (kinds[kind] as (words: Words) => Goal)(each) });
  expect(summary.message).toBeUndefined();
  expect(summary.admitted).toBeGreaterThan(0);
  expect(summary.filtered).not.toHaveProperty('unparsable');
  const texts = client.bodies.map(contentOf);
  expect(texts.length).toBeGreaterThan(0);
  for (const text of texts) expect(text).not.toMatch(/\p{Script=Latin}/u);
  if (/chat|evolve/u.test(kind)) expect(texts[0]).toContain(each.domain);
  if (chat && !jsonSchema) expect(texts.at(-1)).toContain(promptLanguageFor(language).labels.assistant + assistant);
});

/** A model that answers every step in the language, by schema or under the language's headings. */
function scriptedClient(tag: 'hi' | 'ar', jsonSchema: boolean): ModelClient & { readonly bodies: RequestBody[] } {
  const bodies: RequestBody[] = [];
  const { offered, user, assistant, domain, labels } = words[tag];
  const answer = (body: RequestBody): readonly [object, readonly (readonly [Heading, string])[]] => {
    const { step } = readPracticeRequest(body);
    const derived = readDerivedRequest(body, contentOf(body));
    const [instruction] = offered;
    if (derived?.step === 'grow') {
      const pair = { input: `${domain}: ${offered[bodies.length % 2]}`, output: derived.label ?? assistant };
      const sections = [['INPUT', pair.input] as const, ['OUTPUT', pair.output] as const];
      return [{ instances: [pair] }, derived.label === undefined ? sections : sections.toReversed()];
    }
    if (derived?.step === 'fromTextInput') {
      return [
        { instruction, output: labels[0] },
        [
          ['INSTRUCTION', instruction],
          ['OUTPUT', labels[0]],
        ],
      ];
    }
    if (derived) return [{ instruction }, [['INSTRUCTION', instruction]]];
    if (step === 'instructions') return [{ instructions: offered }, offered.map((text) => ['INSTRUCTION', text])];
    const { answers } = promptLanguageFor(tag);
    if (step === 'classification') return [{ is_classification: false }, [['CLASSIFICATION', answers.no[0]]]];
    if (step === 'instances') return [{ instances: [{ input: '', output: domain }] }, [['OUTPUT', domain]]];
    const messages = [
      { role: 'user', content: user },
      { role: 'assistant', content: assistant },
    ];
    return [
      { conversations: [{ messages }] },
      [
        ['CONVERSATION', ''],
        ['USER', user],
        ['ASSISTANT', assistant],
      ],
    ];
  };
  return {
    connection: 'scripted',
    origin: 'scripted:',
    model: 'scripted-1',
    practice: false,
    bodies,
    body: (request) => chatBody('scripted-1', request),
    async send(body) {
      if (!jsonSchema && 'response_format' in body) {
        throw new ModelError('unsupported', 'No schema here.', { field: 'response_format' });
      }
      bodies.push(body);
      const [json, sections] = answer(body);
      const text = jsonSchema
        ? JSON.stringify(json)
        : writeSections(
            sections.map(([heading, words]) => ({ heading, text: words })),
            promptLanguageFor(tag),
          );
      return { text, finish: 'stop', servedModel: 'scripted-1', usage: { inputTokens: 1, outputTokens: 1 } };
    },
  };
}
