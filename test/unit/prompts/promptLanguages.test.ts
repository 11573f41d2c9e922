import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { languageName } from '../../../src/core/languages/languageName.ts';
import { chatBody } from '../../../src/core/llm/chatBody.ts';
import { practiceReply } from '../../../src/core/practice/practiceReply.ts';
import { readPracticeRequest } from '../../../src/core/practice/practiceRequest.ts';
import { parseClassification, readYesNo } from '../../../src/core/prompts/classification.ts';
import {
  conversationHeadings,
  type Heading,
  headingOf,
  keyOf,
  readSections,
  writeSections,
} from '../../../src/core/prompts/headedText.ts';
import { parseInstances } from '../../../src/core/prompts/instances.ts';
import { parseInstructions } from '../../../src/core/prompts/instructions.ts';
import { english } from '../../../src/core/prompts/languages/english.ts';
import type { PromptLanguage } from '../../../src/core/prompts/languages/promptLanguage.ts';
import { promptLanguageFor, promptLanguages } from '../../../src/core/prompts/languages/promptLanguages.ts';
import {
  builtInPrompt,
  builtInTemplate,
  missingPlaces,
  type PromptName,
  PromptSet,
  promptNames,
} from '../../../src/core/prompts/promptSet.ts';
import { parseTasks } from '../../../src/core/prompts/tasks.ts';
import { defaultRecipe } from '../../../src/core/store/recipeFile.ts';

/** Prompts of a round of tasks; the others are of conversations and derived runs. */
const names = [
  'instructions',
  'classificationInstructions',
  'classification',
  'inputFirst',
  'outputFirst',
  'tasks',
] as const satisfies readonly PromptName[];

const taskHeadings = ['TASK', 'INSTRUCTION', 'CLASSIFICATION', 'INPUT', 'OUTPUT'] as const;
const headingNames = [...taskHeadings, ...conversationHeadings] as const;

/** All but the judge's, which is in English so far and ends behind what is judged. */
const translated = promptNames.filter((name) => name !== 'judge');

const languages = promptLanguages.map((language) => [language.tag, language] as const);
const others = languages.filter(([tag]) => tag !== 'en');

/** Every text of a language, without the places that are filled. */
function textsOf({
  prompts,
  changes,
  purpose,
  headings,
  labels,
  none,
  again,
  answers,
  writing,
}: PromptLanguage): string[] {
  return [
    ...Object.values(prompts).flatMap(({ template, format }) => [template, format]),
    ...Object.values(changes),
    ...Object.values(purpose),
    ...Object.values(headings),
    ...Object.values(labels),
    none,
    again,
    ...answers.yes,
    ...answers.no,
    writing.all,
    writing.fields,
    ...Object.values(writing.names),
  ].map((text) => text.replaceAll(/\{\{\w+\}\}/gu, ''));
}

describe.each(languages)('the prompts in %s', (tag, language) => {
  test('have the places that their steps need', () => {
    for (const name of translated) {
      const { template, language: found } = builtInPrompt(name, language);
      expect(found, name).toBe(language);
      expect(missingPlaces(name, template)).toEqual([]);
      const needed = builtInPrompt(name, english).template.match(/\{\{\w+\}\}/gu) ?? [];
      expect(new Set(template.match(/\{\{\w+\}\}/gu)), name).toEqual(new Set(needed));
      // What is the same in every request comes first, so that an endpoint can keep it.
      expect(template.endsWith(needed.at(-1) ?? ''), name).toBe(true);
    }
    expect(language.writing.all).toContain('{{language}}');
    expect(language.writing.fields).toMatch(/\{\{fields\}\}.*\{\{language\}\}/u);
  });

  test('ask for the headings that the readers know, in the order of the English ones', () => {
    for (const name of translated) {
      const known: readonly Heading[] = name === 'conversation' ? conversationHeadings : taskHeadings;
      const order = (format: string) => readSections(`${format}\n`, known).map(({ heading }) => heading);
      const { format } = builtInPrompt(name, language);
      expect(order(format), name).toEqual(order(builtInPrompt(name, english).format));
      for (const heading of order(format)) expect(format).toContain(headingOf(heading, language));
    }
  });

  test('headed text comes back as it was written', () => {
    const sections = taskHeadings.map((heading, index) => ({ heading, text: `${index} = ${heading}\n\nInput: x` }));
    expect(readSections(writeSections(sections, language))).toEqual(sections);
  });

  test('replies are read with headings in this language and in English, whatever the dataset’s', () => {
    for (const words of [language, english]) {
      const reply = (...sections: readonly (readonly [Heading, string])[]) =>
        writeSections(
          sections.map(([heading, text]) => ({ heading, text })),
          words,
        );
      expect(parseInstructions(reply(['INSTRUCTION', 'a'], ['INSTRUCTION', 'b'])).items).toEqual(['a', 'b']);
      expect(parseInstances(reply(['OUTPUT', 'o'], ['INPUT', 'i'])).items).toEqual([{ input: 'i', output: 'o' }]);
      for (const answer of ['yes', 'no'] as const) {
        for (const word of language.answers[answer]) {
          const isClassification = answer === 'yes';
          expect(parseClassification(`${word}.`), word).toBe(isClassification);
          expect(parseClassification(reply(['CLASSIFICATION', `**${word}**`])), word).toBe(isClassification);
          expect(
            parseTasks(
              reply(['TASK', ''], ['INSTRUCTION', 'a'], ['CLASSIFICATION', word], ['INPUT', ''], ['OUTPUT', 'o']),
            ).items,
          ).toEqual([{ instruction: 'a', isClassification, instances: [{ input: '', output: 'o' }] }]);
        }
      }
    }
  });

  test('an input that repeats the mark for “none” is none; an output is left as it is', () => {
    const { none } = language;
    const expected = [{ input: '', output: none }];
    const pair = { input: `${none} `, output: none };
    expect(parseInstances(JSON.stringify({ instances: [pair] })).items).toEqual(expected);
    const whole = { tasks: [{ instruction: 'a', is_classification: false, instances: [pair] }] };
    expect(parseTasks(JSON.stringify(whole)).items[0]?.instances).toEqual(expected);
    const headed = writeSections(
      [
        { heading: 'INPUT', text: none },
        { heading: 'OUTPUT', text: none },
      ],
      language,
    );
    expect(parseInstances(headed).items).toEqual(expected);
  });

  test('are recognised by the practice model, with and without a schema', () => {
    const prompts = new PromptSet({ ...defaultRecipe, language: tag });
    const shown = ['Compare two rivers of your country.', 'Write a short letter.'];
    for (const name of names) {
      for (const asSchema of [true, false]) {
        const many = !(name === 'classification' || name.endsWith('First'));
        const demonstrations =
          name === 'tasks'
            ? shown
                .map((text, index) => `${index + 1}. ${language.labels.task}${text}\n${language.labels.output}o`)
                .join('\n\n')
            : many
              ? shown.map((text, index) => `${index + 1}. ${text}`).join('\n')
              : `${language.labels.task}Other task\n${language.labels.classification}${language.answers.no[0]}`;
        const values = { count: '7', demonstrations, instruction: 'Name the capital of the country.' };
        const body = chatBody('practice-1', prompts.request(name, values, 1, asSchema));
        const read = readPracticeRequest(body);
        expect(read, `${name} ${asSchema}`).toMatchObject({
          step: many ? (name === 'tasks' ? 'tasks' : 'instructions') : name === 'classification' ? name : 'instances',
          asJson: asSchema,
          outputFirst: name === 'outputFirst',
          classificationOnly: name === 'classificationInstructions',
          demonstrations: many ? shown : [],
          devanagari: false,
        });
        if (name !== 'classification') expect(read.count, name).toBe(7);
        if (!many) expect(read.target).toBe(values.instruction);
        expect(practiceReply(body).text).not.toBe('');
      }
    }
  });

  test('say who reviewed them, in the guide too', () => {
    expect(language.reviewedBy).not.toBe('');
    const guide = readFileSync(new URL('../../../docs/guide.md', import.meta.url), 'utf8');
    const rows = guide.split('\n').filter((line) => line.startsWith(`| ${languageName(tag, 'en')}`));
    expect(rows).toHaveLength(1);
    expect(rows[0]).toContain(`\`${tag}\``);
    expect(rows[0]).toContain(`| ${language.reviewedBy} |`);
  });
});

describe.each(others)('the texts in %s', (tag, language) => {
  test('hold no English', () => {
    const foreign = ['ar', 'hi', 'zh-Hans'].includes(tag)
      ? /\p{Script=Latin}/u
      : /\b(?:the|of|and|with|each|must|be|write|for|to|is|are|that|this|only|answer|task|tasks|yes|input|output|example|examples|language|new|below|under|line|it|which|if|your)\b/iu;
    for (const text of textsOf(language)) expect(text).not.toMatch(foreign);
  });
});

describe('words of all languages together', () => {
  test('a heading is the same one in every language that has it', () => {
    const seen = new Map<string, Heading>();
    for (const { headings } of promptLanguages) {
      for (const heading of headingNames) {
        const before = seen.get(keyOf(headings[heading]));
        expect(before ?? heading).toBe(heading);
        seen.set(keyOf(headings[heading]), heading);
      }
    }
  });

  test('no word is yes in one language and no in another', () => {
    for (const { answers } of promptLanguages) {
      for (const word of answers.yes) expect(readYesNo(word), word).toBe(true);
      for (const word of answers.no) expect(readYesNo(word), word).toBe(false);
    }
  });

  test.each([
    ['=== instrucción ===', 'INSTRUCTION'],
    ['=== INSTRUCCION ===', 'INSTRUCTION'],
    ['===Entrée===', 'INPUT'],
    ['  ==== वर्गीकरण ====  ', 'CLASSIFICATION'],
    ['\u200f=== مدخل ===\u200f', 'INPUT'],
    ['＝＝＝ 输出 ＝＝＝', 'OUTPUT'],
  ])('a heading is read as models write it: %s', (line, heading) => {
    expect(readSections(`${line}\nx`)).toEqual([{ heading, text: 'x' }]);
  });

  test.each([
    '=== ===',
    '===',
    '= = = निर्देश = = =',
    '=== निर्देश',
    'यह === निर्देश === है',
    `=== ${'x'.repeat(200)} ===`,
    '=== toString ===',
  ])('is no heading: %s', (line) => {
    expect(readSections(`=== INPUT ===\n${line}`)).toEqual([{ heading: 'INPUT', text: line }]);
  });

  test('a long line that looks like the start of a heading costs no time', () => {
    const line = `===${' '.repeat(200_000)}x`;
    const start = performance.now();
    expect(readSections(Array(20).fill(line).join('\n'))).toEqual([]);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

test.each([
  ['en-GB', 'en'],
  ['es-PE', 'es'],
  ['fr-CA', 'fr'],
  ['hi', 'hi'],
  ['ar-EG', 'ar'],
  ['in', 'id'],
  ['zh', 'zh-Hans'],
  ['zh-SG', 'zh-Hans'],
  // Other characters: Simplified prompts would draw the answers to them.
  ['zh-Hant', 'en'],
  ['zh-TW', 'en'],
  ['hi-Latn', 'en'],
  ['th', 'en'],
  ['not a tag', 'en'],
  ['', 'en'],
])('a dataset in %s is asked in %s', (tag, expected) => {
  expect(promptLanguageFor(tag).tag).toBe(expected);
  expect(builtInTemplate('tasks', tag)).toBe(builtInPrompt('tasks', promptLanguageFor(tag)).template);
});

test.each([
  ['hi', 'en', 'Hindi (हिन्दी)'],
  ['hi', 'hi', 'हिन्दी'],
  ['es-PE', 'es', 'español (Perú)'],
  ['qu', 'es', 'quechua (Runasimi)'],
  // No own name is known, and that of the machine's language must not stand for it.
  ['ay', 'es', 'aimara'],
  ['zh-Hant', 'en', 'Traditional Chinese (繁體中文)'],
  ['qzz', 'en', 'qzz'],
  ['not a tag', 'en', 'not a tag'],
])('the name of %s in %s is %s', (tag, inLanguage, expected) => {
  expect(languageName(tag, inLanguage)).toBe(expected);
});

describe('fields in languages of their own', () => {
  const values = { instruction: 'I', demonstrations: 'D', count: '3' };
  const contentOf = (recipe: Partial<typeof defaultRecipe>, name: PromptName, own?: string) =>
    new PromptSet({ ...defaultRecipe, ...recipe }, own === undefined ? undefined : new Map([[name, own]])).request(
      name,
      values,
      1,
      true,
    ).messages[0]?.content;

  test('are told apart, each language once, and only for what is written', () => {
    const recipe = { language: 'en', languages: { instruction: 'es', input: 'qu', output: 'qu' } };
    expect(contentOf(recipe, 'tasks')).toContain(
      'Write the instruction in Spanish (español). Write the input and the output in Quechua (Runasimi).',
    );
    expect(contentOf(recipe, 'instructions')).toContain('Write in Spanish (español).');
    expect(contentOf(recipe, 'inputFirst')).toContain('Write in Quechua (Runasimi). If');
  });

  test.each([
    [
      'es',
      'Escribe la instrucción en este idioma: español. Escribe la entrada en este idioma: quechua (Runasimi). Escribe la salida en este idioma: aimara.',
    ],
    [
      'fr',
      'Écrivez l’instruction dans cette langue : français. Écrivez l’entrée dans cette langue : quechua (Runasimi). Écrivez la sortie dans cette langue : aymara.',
    ],
    ['hi', 'निर्देश इस भाषा में लिखिए: हिन्दी। इनपुट इस भाषा में लिखिए: क्वेचुआ (Runasimi)। आउटपुट इस भाषा में लिखिए: आयमारा।'],
  ])('in the words of a prompt in %s', (language, expected) => {
    expect(contentOf({ language, languages: { input: 'qu', output: 'ay' } }, 'tasks')).toContain(expected);
  });

  test.each(languages)('where they agree it is said once, in %s', (tag) => {
    for (const name of names.filter((each) => each !== 'classification')) {
      const content = contentOf({ language: tag, languages: { input: tag } }, name) ?? '';
      expect(content.split(languageName(tag, tag))).toHaveLength(2);
      expect(content).not.toContain('{{');
    }
  });

  test('an own prompt may name them too', () => {
    expect(contentOf({ language: 'ta' }, 'tasks', '{{language}}: {{languages}} {{demonstrations}}')).toBe(
      'Tamil (தமிழ்): Write in Tamil (தமிழ்). D',
    );
  });
});

test('a prompt tells whose words it is in', () => {
  const recipe = { ...defaultRecipe, language: 'id-ID' };
  expect(new PromptSet(recipe).origin('tasks')).toEqual({
    name: 'tasks',
    own: false,
    language: 'id',
    reviewedBy: 'unreviewed',
  });
  expect(new PromptSet(recipe, new Map([['tasks', 'x']])).origin('tasks')).toMatchObject({ own: true });
});

test('a prompt that a language lacks is asked in English, with English words around it', () => {
  const lacking = { ...promptLanguageFor('hi'), prompts: {} };
  expect(builtInPrompt('tasks', lacking)).toEqual({ ...builtInPrompt('tasks', english), language: english });
});
