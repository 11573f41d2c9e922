import type { Location } from '../model/task.ts';
import { Turns } from '../turns.ts';
import type { Disk } from './disk.ts';
import type { JsonLine } from './jsonl.ts';
import { LineFile } from './lineFile.ts';
import type { Problem } from './problem.ts';
import { NotARecord } from './records.ts';

/** A record with the place where it stands. */
export type Located<T> = T & { readonly location: Location };

/** What a file holds: its records in order, and what is wrong with other lines. */
export interface Read<T> {
  readonly records: readonly Located<T>[];
  readonly problems: readonly Problem[];
}

/** A JSONL file with its checked records. A line is checked once, as long as it stays. */
export class RecordFile<T extends object> {
  readonly lines: LineFile;
  readonly #read: (value: unknown) => T;
  readonly #prepare: (record: Located<T>) => void;
  /** A line that stays keeps its record: whoever holds on to something about a record finds it again. */
  readonly #checked = new WeakMap<JsonLine, Located<T> | Problem>();
  #result: Read<T> = { records: [], problems: [] };

  /** `prepare` is called once for each record that was read, for what is costly to know of it. */
  constructor(disk: Disk, file: string, read: (value: unknown) => T, prepare: (record: Located<T>) => void = () => {}) {
    this.lines = new LineFile(disk, file);
    this.#read = read;
    this.#prepare = prepare;
  }

  get result(): Read<T> {
    return this.#result;
  }

  async refresh(): Promise<boolean> {
    if (!(await this.lines.refresh())) return false;
    const records: Located<T>[] = [];
    const problems: Problem[] = [];
    const turns = new Turns();
    for (const line of this.lines.lines) {
      if (turns.due) await turns.take();
      const checked = this.#checked.get(line) ?? this.#check(line);
      this.#checked.set(line, checked);
      if ('severity' in checked) problems.push(checked as Problem);
      else records.push(checked as Located<T>);
    }
    this.#result = { records, problems };
    return true;
  }

  #check(line: JsonLine): Located<T> | Problem {
    const at = { file: this.lines.path, line: line.line + 1, column: 1, severity: 'error' } as const;
    if (line.torn) {
      return {
        ...at,
        severity: 'warning',
        code: 'torn-line',
        message: `The last line is not whole (${line.error}). It is kept; the next run sets it aside in .self-instruct/set_aside.jsonl.`,
      };
    }
    if (line.error !== undefined) {
      return {
        ...at,
        code: 'not-json',
        message: `This line is no JSON (${line.error}). It is kept as it is and counts for nothing until it is mended.`,
      };
    }
    try {
      const record = { ...this.#read(line.value), location: { file: this.lines.path, line: line.line } };
      this.#prepare(record);
      return record;
    } catch (error) {
      if (!(error instanceof NotARecord)) throw error;
      return {
        ...at,
        code: 'not-a-record',
        message: `This line does not fit here: ${error.message}. It is kept as it is and counts for nothing until it is mended.`,
      };
    }
  }
}
