import type { RequestBody } from '../llm/modelClient.ts';
import { readSections } from '../prompts/headedText.ts';
import { promptLanguages } from '../prompts/languages/promptLanguages.ts';
import { builtInPrompt, type PromptName } from '../prompts/promptSet.ts';
import { type DerivedRequest, readDerivedRequest } from './derivedRequest.ts';

/** What the practice model is asked for, as far as it can tell from a request. */
export interface PracticeRequest {
  readonly step: 'instructions' | 'classification' | 'instances' | 'conversations' | 'tasks' | 'chat';
  /** Answer as JSON; otherwise as headed text. */
  readonly asJson: boolean;
  /** Answer each instance with its output first. */
  readonly outputFirst: boolean;
  /** New instructions or tasks, or instances or conversations of one task. */
  readonly count: number;
  /** Only classification tasks are asked for. */
  readonly classificationOnly: boolean;
  /** Tasks shown in the request. */
  readonly demonstrations: readonly string[];
  /** The text of the task to decide on or to complete; the whole last message where no built-in prompt is recognised. */
  readonly target: string;
  readonly devanagari: boolean;
  /** An answer to the same request could not be read before. */
  readonly isAgain: boolean;
  /** Set where something is to be made from a task or a text: then the rest does not count. */
  readonly derived?: DerivedRequest;
}

const promptsOf: Readonly<Record<Exclude<PracticeRequest['step'], 'chat'>, readonly PromptName[]>> = {
  instructions: ['instructions', 'classificationInstructions'],
  classification: ['classification'],
  instances: ['inputFirst', 'outputFirst'],
  conversations: ['conversation'],
  tasks: ['tasks'],
};

/** A built-in prompt in one language, in the parts by which a request is known to be made with it. */
interface KnownPrompt {
  readonly step: PracticeRequest['step'];
  readonly name: PromptName;
  readonly format: string;
  /** Its text up to the first place. */
  readonly start: string;
  /** The line that leads to the demonstrations, or for a prompt about one task to that task. */
  readonly lead: string;
}

const known: readonly KnownPrompt[] = promptLanguages.flatMap((language) =>
  (Object.keys(promptsOf) as (keyof typeof promptsOf)[]).flatMap((step) =>
    promptsOf[step].map((name) => {
      const { template, format } = builtInPrompt(name, language);
      const place = aboutMany(step) ? '{{demonstrations}}' : '{{instruction}}';
      const before = template.slice(0, template.indexOf(place)).trimEnd();
      const lead = before.slice(before.lastIndexOf('\n') + 1);
      return { step, name, format, start: template.slice(0, template.indexOf('{{')), lead };
    }),
  ),
);

function aboutMany(step: PracticeRequest['step']): boolean {
  return step === 'instructions' || step === 'tasks';
}

/** Reads a chat request, of which nothing is trusted. */
export function readPracticeRequest(body: RequestBody): PracticeRequest {
  const { message, isAgain } = askedIn(body.messages);
  const schema = schemaOf(body.response_format);
  const derived = readDerivedRequest(body, message);
  const formatted = known.find(({ format }) => message.includes(format));
  const text = (formatted ? message.replace(formatted.format, '') : message).trim();
  const step = schema?.step ?? formatted?.step ?? 'chat';
  const prompt = known.find(({ start }) => text.startsWith(start));
  const { before, after } = splitAtLead(text, step, prompt);
  return {
    step,
    asJson: schema !== undefined,
    outputFirst: schema ? schema.outputFirst : formatted?.name === 'outputFirst',
    count: countIn(prompt ? before : text, step, prompt !== undefined),
    classificationOnly: prompt?.name === 'classificationInstructions' || /new classification tasks/u.test(text),
    demonstrations: aboutMany(step) ? demonstrationsIn(after) : [],
    target: after,
    devanagari: isDevanagari(after),
    isAgain,
    ...(derived ? { derived } : {}),
  };
}

const againLeads = promptLanguages.map(({ again }) => again.split('{{')[0] ?? again);

/** The last message; where it asks once more, the one that it is about. */
function askedIn(messages: unknown): { message: string; isAgain: boolean } {
  const last = contentAt(messages, -1);
  const isAgain = againLeads.some((lead) => last.startsWith(lead));
  return { message: isAgain ? contentAt(messages, -3) : last, isAgain };
}

function contentAt(messages: unknown, at: number): string {
  const message: unknown = Array.isArray(messages) ? messages.at(at) : undefined;
  const content = (message as { content?: unknown } | undefined)?.content;
  return typeof content === 'string' ? content : '';
}

function schemaOf(format: unknown): { step: PracticeRequest['step']; outputFirst: boolean } | undefined {
  const schema = (format as { json_schema?: { name?: unknown } } | undefined)?.json_schema;
  const step = Object.keys(promptsOf).find((name) => name === schema?.name) as keyof typeof promptsOf | undefined;
  // The order of the properties is the order in which a model writes them.
  return step && { step, outputFirst: /"output":.*"input":/su.test(JSON.stringify(schema)) };
}

/** The text before and after the line that leads to what the step is about; all of it after, where there is no such line. */
function splitAtLead(text: string, step: PracticeRequest['step'], prompt: KnownPrompt | undefined) {
  const leads = prompt ? [prompt] : known.filter((each) => aboutMany(each.step) === aboutMany(step));
  for (const { lead } of leads) {
    const at = text.lastIndexOf(lead);
    if (at >= 0) return { before: text.slice(0, at), after: text.slice(at + lead.length).trim() };
  }
  return { before: '', after: text };
}

const mostItems = 50;

type Counted = readonly [place: RegExp, usual: number];

/** Where an English prompt says how many, and how many there are where it does not. */
const newOnes: Counted = [/\b(\d{1,3}) new\b/u, 8];
const counted: Readonly<Partial<Record<PracticeRequest['step'], Counted>>> = {
  instances: [/(?:with|at most) (\d{1,3})/u, 3],
  conversations: [/conversations: (\d{1,3})/u, 2],
};

/** In a built-in prompt the first number; in another one a number that stands where English ones have it. */
function countIn(text: string, step: PracticeRequest['step'], builtIn: boolean): number {
  const [place, usual] = counted[step] ?? newOnes;
  const found = (builtIn ? /(\d{1,3})/u : place).exec(text);
  return Math.min(found ? Number(found[1]) : usual, mostItems);
}

const taskLabels = promptLanguages.map(({ labels }) => labels.task.trimEnd());

/** Under headings where there are some, else after “Task:” in some language, else each line, without its number. */
function demonstrationsIn(text: string): string[] {
  const headed = readSections(text).filter(({ heading }) => heading === 'INSTRUCTION');
  if (headed.length > 0) return headed.map((section) => section.text);
  const lines = text.split('\n').map((line) => line.replace(/^\s*(?:\p{Nd}+[.)]|[-*•])\s*/u, '').trim());
  const tasks = lines.flatMap((line) => {
    const label = taskLabels.find((each) => line.startsWith(each));
    return label === undefined ? [] : line.slice(label.length).trim();
  });
  return tasks.length > 0 ? tasks : lines.filter((line) => line !== '');
}

/** Whether at least a third of the letters are Devanagari: a prompt may be in English where the tasks are not. */
function isDevanagari(text: string): boolean {
  const devanagari = text.match(/\p{Script=Devanagari}/gu)?.length ?? 0;
  const letters = text.match(/[\p{L}\p{M}]/gu)?.length ?? 0;
  return devanagari > 0 && devanagari * 3 >= letters;
}
