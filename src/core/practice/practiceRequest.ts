import type { RequestBody } from '../llm/modelClient.ts';
import { classificationFormat, classificationTemplate } from '../prompts/classification.ts';
import { readSections } from '../prompts/headedText.ts';
import { inputFirstFormat, inputFirstTemplate, outputFirstFormat, outputFirstTemplate } from '../prompts/instances.ts';
import {
  classificationInstructionsTemplate,
  instructionsFormat,
  instructionsTemplate,
} from '../prompts/instructions.ts';
import { tasksFormat, tasksTemplate } from '../prompts/tasks.ts';

/** What the practice model is asked for, as far as it can tell from a request. */
export interface PracticeRequest {
  readonly step: 'instructions' | 'classification' | 'instances' | 'tasks' | 'chat';
  /** Answer as JSON; otherwise as headed text. */
  readonly asJson: boolean;
  /** Answer each instance with its output first. */
  readonly outputFirst: boolean;
  /** New instructions or tasks, or instances of one task. */
  readonly count: number;
  /** Only classification tasks are asked for. */
  readonly classificationOnly: boolean;
  /** Tasks shown in the request. */
  readonly demonstrations: readonly string[];
  /** The text of the task to decide on or to complete; the whole last message where no built-in prompt is recognised. */
  readonly target: string;
  readonly devanagari: boolean;
}

const formats = {
  instructions: [instructionsFormat],
  classification: [classificationFormat],
  instances: [inputFirstFormat, outputFirstFormat],
  tasks: [tasksFormat],
} as const;

/** Reads a chat request, of which nothing is trusted. */
export function readPracticeRequest(body: RequestBody): PracticeRequest {
  const message = lastMessage(body.messages);
  const schema = schemaOf(body.response_format);
  const step = schema?.step ?? stepOf(message);
  const text = Object.values(formats)
    .flat()
    .reduce((rest, format) => rest.replace(format, ''), message)
    .trim();
  const shown =
    partAfter(text, [instructionsTemplate, classificationInstructionsTemplate, tasksTemplate], 'demonstrations') ??
    text;
  return {
    step,
    asJson: schema !== undefined,
    outputFirst: schema ? schema.outputFirst : message.includes(outputFirstFormat),
    count: countIn(text, step),
    classificationOnly:
      text.startsWith(start(classificationInstructionsTemplate)) || /new classification tasks/u.test(text),
    demonstrations: step === 'instructions' || step === 'tasks' ? demonstrationsIn(shown) : [],
    target: partAfter(text, [inputFirstTemplate, outputFirstTemplate, classificationTemplate], 'instruction') ?? text,
    devanagari: isDevanagari(step === 'instructions' || step === 'tasks' ? shown : text),
  };
}

function lastMessage(messages: unknown): string {
  const last: unknown = Array.isArray(messages) ? messages.at(-1) : undefined;
  const content = (last as { content?: unknown } | undefined)?.content;
  return typeof content === 'string' ? content : '';
}

function schemaOf(format: unknown): { step: PracticeRequest['step']; outputFirst: boolean } | undefined {
  const schema = (format as { json_schema?: { name?: unknown } } | undefined)?.json_schema;
  const step = Object.keys(formats).find((name) => name === schema?.name) as keyof typeof formats | undefined;
  // The order of the properties is the order in which a model writes them.
  return step && { step, outputFirst: /"output":.*"input":/su.test(JSON.stringify(schema)) };
}

function stepOf(message: string): PracticeRequest['step'] {
  const found = Object.entries(formats).find(([, texts]) => texts.some((format) => message.includes(format)));
  return (found?.[0] as keyof typeof formats | undefined) ?? 'chat';
}

/** What stands where one of the templates has a place: after the line that leads to it, up to the end. */
function partAfter(text: string, templates: readonly string[], place: string): string | undefined {
  for (const template of templates) {
    const before = template.slice(0, template.indexOf(`{{${place}}}`)).trimEnd();
    const lead = before.slice(before.lastIndexOf('\n') + 1);
    const at = text.lastIndexOf(lead);
    if (at >= 0) return text.slice(at + lead.length).trim();
  }
  return undefined;
}

function start(template: string): string {
  return template.slice(0, template.indexOf('{{'));
}

const defaultCount = 8;
const mostItems = 50;

function countIn(text: string, step: PracticeRequest['step']): number {
  const found = step === 'instances' ? /(?:with|at most) (\d{1,3})/u.exec(text) : /\b(\d{1,3}) new\b/u.exec(text);
  return Math.min(found ? Number(found[1]) : step === 'instances' ? 3 : defaultCount, mostItems);
}

/** Under headings where there are some, else after “Task:”, else each line, without its number. */
function demonstrationsIn(text: string): string[] {
  const headed = readSections(text).filter(({ heading }) => heading === 'INSTRUCTION');
  if (headed.length > 0) return headed.map((section) => section.text);
  const lines = text.split('\n').map((line) => line.replace(/^\s*(?:\p{Nd}+[.)]|[-*•])\s*/u, '').trim());
  const tasks = lines.filter((line) => line.startsWith('Task:')).map((line) => line.slice('Task:'.length).trim());
  return tasks.length > 0 ? tasks : lines.filter((line) => line !== '');
}

/** Whether at least a third of the letters are Devanagari: prompts are in English even where the tasks are not. */
function isDevanagari(text: string): boolean {
  const devanagari = text.match(/\p{Script=Devanagari}/gu)?.length ?? 0;
  const letters = text.match(/[\p{L}\p{M}]/gu)?.length ?? 0;
  return devanagari > 0 && devanagari * 3 >= letters;
}
