import { describe, expect, onTestFinished, test } from 'vitest';
import { chatBody } from '../../../src/core/llm/chatBody.ts';
import type { ModelClient, RequestBody } from '../../../src/core/llm/modelClient.ts';
import { ModelError } from '../../../src/core/llm/modelError.ts';
import { startLoopbackServer } from '../../../src/core/practice/loopbackServer.ts';
import { readPracticeRequest } from '../../../src/core/practice/practiceRequest.ts';
import { writeSections } from '../../../src/core/prompts/headedText.ts';
import type { PromptLanguage } from '../../../src/core/prompts/languages/promptLanguage.ts';
import { promptLanguageFor } from '../../../src/core/prompts/languages/promptLanguages.ts';
import { clientOf, runToEnd } from '../support/generating.ts';
import { contentOf, starter, undeclared } from '../support/requestText.ts';
import { readLines, seed, temporaryDataset } from '../support/temporaryDataset.ts';

interface Case {
  readonly seeds: readonly unknown[];
  /** What a model would offer: the fourth says a seed again with one word changed, the fifth the first of these. */
  readonly offered: readonly [string, string, string, string, string];
  readonly output: string;
  readonly script: RegExp;
}

const cases: Readonly<Record<string, Case>> = {
  hi: {
    seeds: starter('hi'),
    offered: [
      'गाँव के मेले का वर्णन पाँच वाक्यों में कीजिए।',
      'घर पर दही जमाने का सही तरीक़ा बताइए।',
      'मकान के किराए की रसीद का नमूना तैयार कीजिए।',
      'यमुना नदी अपने मार्ग में भारत के किन राज्यों से होकर बहती है? क्रम से बताइए।',
      'गाँव के मेले का वर्णन छह वाक्यों में कीजिए।',
    ],
    output: 'यह उत्तर जाँच के लिए लिखा गया है।',
    script: /\p{Script=Devanagari}/u,
  },
  ar: {
    seeds: starter('ar'),
    offered: [
      'صف سوق القرية في صباح يوم ممطر بخمس جمل.',
      'اشرح طريقة تخليل الزيتون في البيت.',
      'اكتب لافتة تذكّر الناس بترشيد استهلاك الماء.',
      'اشرح لطالب يعيش وحده كيف يطبخ شوربة الخضار خطوة خطوة.',
      'صف سوق القرية في صباح يوم مشمس بخمس جمل.',
    ],
    output: 'هذا جواب كُتب للتجربة.',
    script: /\p{Script=Arabic}/u,
  },
  th: {
    seeds: [
      seed('th1', 'เขียนคำอวยพรวันสงกรานต์ให้คุณยายที่เชียงใหม่', {
        instances: [{ input: '', output: 'ขอให้คุณยายสุขภาพแข็งแรง' }],
      }),
      seed('th2', 'บอกส่วนผสมของต้มยำกุ้งสำหรับสี่คน', {
        instances: [{ input: '', output: 'กุ้ง ตะไคร้ ใบมะกรูด ข่า พริก มะนาว น้ำปลา' }],
      }),
      seed('th3', 'สรุปข่าวนี้ให้เหลือประโยคเดียว', {
        instances: [{ input: 'ฝนตกหนักที่อยุธยา น้ำท่วมถนนสายหลัก', output: 'ฝนตกหนักจนน้ำท่วมถนนในอยุธยา' }],
      }),
      seed('th4', 'อธิบายความหมายของสำนวนน้ำขึ้นให้รีบตัก', { instances: [{ input: '', output: 'เมื่อมีโอกาสให้รีบคว้าไว้' }] }),
      seed('th5', 'ข้อความนี้เป็นคำชมหรือคำติ', {
        is_classification: true,
        instances: [
          { input: 'อร่อยมาก', output: 'คำชม' },
          { input: 'บริการช้า', output: 'คำติ' },
        ],
      }),
    ],
    offered: [
      'แต่งกลอนสั้นเกี่ยวกับทุ่งนาในฤดูเกี่ยวข้าว',
      'คำนวณค่าโดยสารรถไฟไปหัวหินสำหรับสามคน',
      'แนะนำวิธีเก็บผักให้สดนานในหน้าร้อน',
      'เขียนคำอวยพรวันสงกรานต์ให้คุณตาที่เชียงใหม่',
      'แต่งกลอนยาวเกี่ยวกับทุ่งนาในฤดูเกี่ยวข้าว',
    ],
    output: 'นี่คือคำตอบสำหรับการทดสอบ',
    script: /\p{Script=Thai}/u,
  },
};

const recipes = ['self-instruct', 'single-call'] as const;
const rounds = Object.keys(cases).flatMap((language) =>
  recipes.flatMap((recipe) => [true, false].map((jsonSchema) => ({ language, recipe, jsonSchema }))),
);

describe.each(rounds)(
  'a round in $language ($recipe, JSON by schema: $jsonSchema)',
  ({ language, recipe, jsonSchema }) => {
    const { seeds, offered, output, script } = cases[language] as Case;
    const more = { round: { requests: 1 }, demonstrations: { classificationShare: 0 } };

    test('asks without a word of English that is not declared, filters nothing for its script, and finds the duplicates', async () => {
      const dataset = await temporaryDataset({ seeds, recipe: { language, recipe, ...more } });
      const client = scriptedClient(promptLanguageFor(language), { offered, output, jsonSchema });
      const { summary } = await runToEnd(dataset, { client });
      expect(summary).toMatchObject({ ended: 'rounds', admitted: 3, filtered: { similar: 2 } });
      await dataset.refresh();
      expect(dataset.snapshot.generated.map(({ task }) => task.instruction).sort()).toEqual(offered.slice(0, 3).sort());
      const filtered = await readLines(dataset, 'filtered_candidates.jsonl');
      expect(filtered.map(({ instruction }) => instruction)).toEqual(offered.slice(3));
      const contents = client.bodies.map(contentOf);
      expect(contents.length).toBeGreaterThanOrEqual(recipe === 'single-call' ? 1 : 7);
      for (const content of contents) {
        expect(content).toMatch(script);
        expect(undeclared(content, language)).not.toMatch(/\p{Script=Latin}/u);
      }
    });

    test('goes through with the practice model over HTTP', async () => {
      const server = await startLoopbackServer({ capabilities: { jsonSchema } });
      onTestFinished(() => server.close());
      const dataset = await temporaryDataset({ seeds, recipe: { language, recipe, round: { requests: 4 } } });
      const { summary } = await runToEnd(dataset, { client: clientOf(server.baseUrl) });
      expect(summary.message).toBeUndefined();
      expect(summary.ended).toBe('rounds');
      expect(summary.admitted + Object.values(summary.filtered).reduce((a, b) => a + b, 0)).toBeGreaterThan(0);
      const bodies = server.requests.map(({ body }) => body as RequestBody);
      const first = bodies.filter((body) => {
        const { step, isAgain } = readPracticeRequest(body);
        // What is asked again holds the practice model's own words.
        return ['instructions', 'tasks'].includes(step) && !isAgain;
      });
      expect(first.length).toBeGreaterThanOrEqual(4);
      for (const body of first) {
        expect(readPracticeRequest(body).demonstrations.length).toBeGreaterThan(0);
        expect(undeclared(contentOf(body), language)).not.toMatch(/\p{Script=Latin}/u);
      }
      // The practice model writes Hindi, and for any other language English, as the notice on its tasks says.
      for (const { task } of dataset.snapshot.generated)
        expect(task.instruction).toMatch(language === 'hi' ? script : /\p{Script=Latin}/u);
    });
  },
);

test('the dataset’s own English prompt is sent as it is', async () => {
  const { seeds, offered, output } = cases.hi as Case;
  const own = { 'prompts/tasks.md': 'Make tasks in {{language}}.\n\n{{demonstrations}}' } as const;
  const { mkdir, writeFile } = await import('node:fs/promises');
  const dataset = await temporaryDataset({
    seeds,
    recipe: { language: 'hi', recipe: 'single-call', round: { requests: 1 } },
  });
  await mkdir(`${dataset.folder}/prompts`);
  for (const [file, text] of Object.entries(own)) await writeFile(`${dataset.folder}/${file}`, text);
  await dataset.refresh();
  const client = scriptedClient(promptLanguageFor('hi'), { offered, output, jsonSchema: true });
  await runToEnd(dataset, { client });
  expect(contentOf(client.bodies[0] ?? {})).toMatch(/^Make tasks in हिन्दी\.\n\n1\. कार्य: /u);
});

/** An endpoint that offers what it is told to, in headed text with the language's headings where it takes no schema. */
function scriptedClient(
  language: PromptLanguage,
  script: { offered: readonly string[]; output: string; jsonSchema: boolean },
): ModelClient & { readonly bodies: readonly RequestBody[] } {
  const { offered, output, jsonSchema } = script;
  const bodies: RequestBody[] = [];
  const instances = [{ input: '', output }];
  const answers = {
    instructions: { instructions: offered },
    classification: { is_classification: false },
    instances: { instances },
    tasks: { tasks: offered.map((instruction) => ({ instruction, is_classification: false, instances })) },
    conversations: {},
    chat: {},
  };
  const sections = {
    instructions: offered.map((text) => ({ heading: 'INSTRUCTION', text }) as const),
    classification: [{ heading: 'CLASSIFICATION', text: language.answers.no[0] }],
    instances: [{ heading: 'OUTPUT', text: output }],
    tasks: offered.flatMap(
      (text) =>
        [
          { heading: 'TASK', text: '' },
          { heading: 'INSTRUCTION', text },
          { heading: 'CLASSIFICATION', text: language.answers.no[0] },
          { heading: 'INPUT', text: '' },
          { heading: 'OUTPUT', text: output },
        ] as const,
    ),
    conversations: [],
    chat: [],
  } as const;
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
      const { step } = readPracticeRequest(body);
      const text = jsonSchema ? JSON.stringify(answers[step]) : writeSections(sections[step], language);
      return { text, finish: 'stop', servedModel: 'scripted-1', usage: { inputTokens: 1, outputTokens: 1 } };
    },
  };
}
