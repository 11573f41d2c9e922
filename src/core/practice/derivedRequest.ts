import type { RequestBody } from '../llm/modelClient.ts';
import { readInput } from '../prompts/headedText.ts';
import type { PromptLanguage } from '../prompts/languages/promptLanguage.ts';
import { promptLanguages } from '../prompts/languages/promptLanguages.ts';
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

/** Prompts by the name of their schema. */
const derived = [
  { name: 'grow_instances', step: 'grow', prompt: 'growInstances' },
  { name: 'grow_labelled', step: 'grow', prompt: 'growLabelled' },
  { name: 'from_text_output', step: 'fromTextOutput', prompt: 'fromTextOutput' },
  { name: 'from_text_input', step: 'fromTextInput', prompt: 'fromTextInput' },
  { name: 'paraphrase', step: 'paraphrase', prompt: 'paraphrase' },
  { name: 'evolve', step: 'evolve', prompt: 'evolve' },
  { name: 'regenerate', step: 'regenerate', prompt: 'regenerate' },
  { name: 'judge', step: 'judge', prompt: 'judge' },
] as const;

const prompts = derived.flatMap(({ name, step, prompt }) =>
  promptLanguages.map((words) => {
    const { template, format } = builtInPrompt(prompt, words);
    return { name, step, words, template, format };
  }),
);

const defaultCount = 5;
const mostInstances = 50;

/** Reads a request of a derived run, of which nothing is trusted; `undefined` where it is none. */
export function readDerivedRequest(body: RequestBody, message: string): DerivedRequest | undefined {
  const schema = (body.response_format as { json_schema?: { name?: unknown } } | undefined)?.json_schema;
  const asked = prompts.filter(({ name, format }) => (schema ? schema.name === name : message.includes(format)));
  const prompt = asked.find(({ template }) => message.startsWith(startOf(template))) ?? asked[0];
  if (!prompt) return undefined;
  const { template, step, format, words } = prompt;
  const text = message.replace(format, '').trim();
  const values = placesIn(template, text);
  const { label } = values;
  return {
    step,
    asJson: schema !== undefined,
    target: values.instruction ?? values.text ?? text,
    input: values.input === undefined || values.input === words.none ? '' : values.input,
    examples: step === 'judge' ? judgedIn(values.instance ?? text) : examplesIn(values.examples ?? text, words),
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

/** Pairs as demonstrations show them, a blank line between two. */
function examplesIn(text: string, { labels }: PromptLanguage): Pair[] {
  const blocks: string[] = [];
  for (const block of text.split('\n\n')) {
    if (blocks.length === 0 || block.startsWith(labels.input) || block.startsWith(labels.output)) blocks.push(block);
    else blocks.push(`${blocks.pop()}\n\n${block}`);
  }
  return blocks.flatMap((block): Pair[] => {
    const byInput = between(block.trim(), labels.input, labels.output);
    if (byInput) return [{ input: byInput[0], output: byInput[1] }];
    const byOutput = between(block.trim(), labels.output, labels.input);
    return byOutput ? [{ input: byOutput[1], output: byOutput[0] }] : [];
  });
}

function between(block: string, first: string, second: string): [string, string] | undefined {
  const at = block.indexOf(`\n${second}`);
  if (!block.startsWith(first) || at < 0) return undefined;
  return [block.slice(first.length, at), block.slice(at + 1 + second.length)];
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

function startOf(template: string): string {
  return template.slice(0, template.indexOf('{{'));
}

function leadOf(template: string): string {
  const before = template.slice(0, template.lastIndexOf('{{')).trimEnd();
  return before.slice(before.lastIndexOf('\n') + 1);
}
