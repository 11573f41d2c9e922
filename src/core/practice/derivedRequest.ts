import type { RequestBody } from '../llm/modelClient.ts';
import { evolveFormat, evolveTemplate } from '../prompts/evolve.ts';
import {
  fromTextInputFormat,
  fromTextInputTemplate,
  fromTextOutputFormat,
  fromTextOutputTemplate,
} from '../prompts/fromText.ts';
import {
  growInstancesFormat,
  growInstancesTemplate,
  growLabelledFormat,
  growLabelledTemplate,
} from '../prompts/growInstances.ts';
import { readInput } from '../prompts/headedText.ts';
import { judgeFormat, judgeTemplate } from '../prompts/judge.ts';
import { promptLanguages } from '../prompts/languages/promptLanguages.ts';
import { paraphraseFormat, paraphraseTemplate } from '../prompts/paraphrase.ts';
import { builtInPrompt } from '../prompts/promptSet.ts';
import type { Pair } from './family.ts';

/** What the practice model is asked to make from a task or a text, or to answer. */
export interface DerivedRequest {
  readonly step: 'grow' | 'fromTextOutput' | 'fromTextInput' | 'paraphrase' | 'evolve' | 'regenerate' | 'judge';
  /** Answer as JSON; otherwise as headed text. */
  readonly asJson: boolean;
  /** The instruction or the passage; the whole message where the prompt is no built-in one. */
  readonly target: string;
  /** The input to write an output for; empty where there is none. */
  readonly input: string;
  /** Instances shown, and how many are asked for; with `label`, all of that label and with the output first. */
  readonly examples: readonly Pair[];
  readonly count: number;
  readonly label?: string;
  /** The prompt's own last line before the target: what a careless model repeats. */
  readonly lead: string;
  /** What the prompt says of the language to write in; empty where that is not known. */
  readonly language: string;
}

const prompts = [
  { name: 'grow_instances', step: 'grow', template: growInstancesTemplate, format: growInstancesFormat },
  { name: 'grow_labelled', step: 'grow', template: growLabelledTemplate, format: growLabelledFormat },
  { name: 'from_text_output', step: 'fromTextOutput', template: fromTextOutputTemplate, format: fromTextOutputFormat },
  { name: 'from_text_input', step: 'fromTextInput', template: fromTextInputTemplate, format: fromTextInputFormat },
  { name: 'paraphrase', step: 'paraphrase', template: paraphraseTemplate, format: paraphraseFormat },
  { name: 'evolve', step: 'evolve', template: evolveTemplate, format: evolveFormat },
  ...promptLanguages.map((language) => ({
    name: 'regenerate' as const,
    step: 'regenerate' as const,
    none: language.none,
    ...builtInPrompt('regenerate', language),
  })),
  { name: 'judge', step: 'judge', template: judgeTemplate, format: judgeFormat },
] as const;

const defaultCount = 5;
const mostInstances = 50;

/** Reads a request of a derived run, of which nothing is trusted; `undefined` where it is none. */
export function readDerivedRequest(body: RequestBody, message: string): DerivedRequest | undefined {
  const schema = (body.response_format as { json_schema?: { name?: unknown } } | undefined)?.json_schema;
  const candidates = prompts.filter(({ name, format }) => (schema ? schema.name === name : message.includes(format)));
  // By schema all languages look alike: the one whose words stand there is meant.
  const prompt =
    candidates.find(({ template }) => message.startsWith(template.slice(0, template.indexOf('{{')))) ?? candidates[0];
  if (!prompt) return undefined;
  const { template, step, format } = prompt;
  const text = message.replace(format, '').trim();
  const values = placesIn(template, text);
  const { label } = values;
  return {
    step,
    asJson: schema !== undefined,
    target: values.instruction ?? values.text ?? text,
    input: values.input === undefined || ('none' in prompt && values.input === prompt.none) ? '' : values.input,
    examples: step === 'judge' ? judgedIn(values.instance ?? text) : examplesIn(values.examples ?? text),
    count: Math.min(Number(values.count) || defaultCount, mostInstances),
    ...(label === undefined ? {} : { label }),
    lead: leadOf(template),
    language: values.languages ?? '',
  };
}

/** What stands at the places of a built-in template; nothing where the text was made by another one. */
function placesIn(template: string, text: string): Readonly<Record<string, string>> {
  const parts = template.split(/\{\{(\w+)\}\}/u);
  const values: Record<string, string> = {};
  let at = 0;
  for (const [index, part] of parts.entries()) {
    if (index % 2 === 1) continue;
    const found = index === 0 ? (text.startsWith(part) ? 0 : -1) : text.indexOf(part, at);
    // The last place goes up to the end.
    const end = index === parts.length - 1 && part === '' ? text.length : found;
    if (end < 0) return {};
    const name = parts[index - 1];
    if (name !== undefined) values[name] ??= text.slice(at, end).trim();
    at = end + part.length;
  }
  return values;
}

const inputFirst = /^Input: ([\s\S]*?)\nOutput: ([\s\S]*)$/u;
const outputFirst = /^Output: ([\s\S]*?)\nInput: ([\s\S]*)$/u;

function examplesIn(text: string): Pair[] {
  return text.split(/\n\n(?=(?:Input|Output): )/u).flatMap((block): Pair[] => {
    const byInput = inputFirst.exec(block.trim());
    if (byInput) return [{ input: byInput[1] ?? '', output: byInput[2] ?? '' }];
    const byOutput = outputFirst.exec(block.trim());
    return byOutput ? [{ input: byOutput[2] ?? '', output: byOutput[1] ?? '' }] : [];
  });
}

const judged = /^Input: ([\s\S]*?)\n\nOutput:([\s\S]*)$/u;

/** The one instance that is to be judged, or the first question and the last answer of a conversation. */
function judgedIn(text: string): Pair[] {
  const found = judged.exec(text.trim());
  if (found) return [{ input: readInput(found[1] ?? ''), output: (found[2] ?? '').trim() }];
  const turns = text.split(/\n\n(?=(?:User|Assistant): )/u);
  const lastOf = (speaker: string) => turns.findLast((turn) => turn.startsWith(speaker))?.slice(speaker.length) ?? '';
  return [{ input: lastOf('User: ').trim(), output: lastOf('Assistant: ').trim() }];
}

function leadOf(template: string): string {
  const before = template.slice(0, template.lastIndexOf('{{')).trimEnd();
  return before.slice(before.lastIndexOf('\n') + 1);
}
