import { readFileSync } from 'node:fs';
import { languageName } from '../../../src/core/languages/languageName.ts';
import type { RequestBody } from '../../../src/core/llm/modelClient.ts';
import { promptLanguageFor } from '../../../src/core/prompts/languages/promptLanguages.ts';
import { builtInPrompt, promptNames } from '../../../src/core/prompts/promptSet.ts';
import { fillTemplate } from '../../../src/core/prompts/template.ts';

/** What is left of a request's text when the declared lines of the prompts and their labels are taken away. */
export function undeclared(content: string, tag: string): string {
  const language = promptLanguageFor(tag);
  if (language.tag !== 'en') return content;
  const name = languageName(tag, 'en');
  const declared = new Set(
    promptNames.flatMap((prompt) => {
      const { template, format } = builtInPrompt(prompt, language);
      return ['1', '2', '3', '4', '5', '8'].flatMap((count) =>
        fillTemplate(`${template}\n${format}`, {
          count,
          language: name,
          languages: fillTemplate(language.writing.all, { language: name }),
          purpose: '',
        }).split('\n'),
      );
    }),
  );
  const { labels, none, answers } = language;
  const answered = [...answers.yes, ...answers.no].map((answer) => labels.classification + answer);
  return content
    .split('\n')
    .filter((line) => !declared.has(line) && !answered.includes(line))
    .map((line) => {
      const label = Object.values(labels).find((each) => line.replace(/^\d+\. /u, '').startsWith(each));
      const rest = label ? line.slice(line.indexOf(label) + label.length) : line;
      return rest === none ? '' : rest;
    })
    .join('\n');
}

/** All text of a request, its schema aside. */
export function contentOf(body: RequestBody): string {
  return (body.messages as { content: string }[]).map(({ content }) => content).join('\n');
}

/** Seeds of a starter. Pending until a speaker accepts them: here they are taken as accepted. */
export function starter(tag: string): unknown[] {
  const text = readFileSync(new URL(`../../../samples/starters/${tag}/seed_tasks.jsonl`, import.meta.url), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => {
      const { machine_written: _, author: __, ...record } = JSON.parse(line) as Record<string, unknown>;
      return record;
    });
}
