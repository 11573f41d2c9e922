import { describe, expect, test } from 'vitest';
import type { GeneratedTask } from '../../../src/core/model/task.ts';
import { randomFrom } from '../../../src/core/random.ts';
import type { Located, Read } from '../../../src/core/store/recordFile.ts';
import type { Tombstone } from '../../../src/core/store/records.ts';
import { TaskTable } from '../../../src/core/store/taskTable.ts';

type Row = Located<GeneratedTask | Tombstone>;

function task(id: string, rev: number, instruction: string): Row {
  const location = { file: 'generated_tasks.jsonl', line: 0 };
  return { kind: 'generated', id, instruction, instances: [], isClassification: false, rev, location };
}

function tombstone(id: string): Row {
  return { kind: 'tombstone', id, location: { file: 'generated_tasks.jsonl', line: 0 } };
}

const part = (...records: Row[]): Read<GeneratedTask | Tombstone> => ({ records, problems: [] });

/** What a table says, without the places of tasks that came later. */
function content(table: TaskTable, parts: readonly Read<GeneratedTask | Tombstone>[]) {
  const { undecided, places, deleted, problems } = table.update(parts);
  return {
    undecided: undecided.map(({ task: { id, rev, instruction }, of }) => [id, rev, instruction, of, places.get(id)]),
    deleted: deleted.map(({ id }) => id),
    problems: problems.map(({ message }) => message),
  };
}

test('whatever happens to the parts, it says what a table says that sees them for the first time', () => {
  const random = randomFrom('task table');
  for (let trial = 0; trial < 60; trial++) {
    const table = new TaskTable();
    let parts: Read<GeneratedTask | Tombstone>[] = [part()];
    let ids = 0;
    for (let step = 0; step < 25; step++) {
      const at = random.next() < 0.8 ? parts.length - 1 : random.integer(0, parts.length - 1);
      const { records } = parts[at] as Read<Row>;
      const some = () => `t${random.integer(0, Math.max(0, ids - 1))}`;
      const fate = random.next();
      const changed =
        fate < 0.7
          ? [...records, ...Array.from({ length: random.integer(1, 3) }, () => task(`t${ids++}`, 1, `Do ${ids}`))]
          : fate < 0.78
            ? [...records, task(some(), random.integer(1, 3), `Do ${random.integer(0, 3)} again`)]
            : fate < 0.84
              ? [...records, tombstone(some())]
              : fate < 0.9
                ? records.filter((_, index) => index !== 0)
                : records.map((row, index) => (index === 0 ? task(row.id, 1, 'Another text') : row));
      parts = parts.with(at, part(...changed));
      if (random.next() < 0.1) parts = [...parts, part()];
      if (random.next() < 0.05 && parts.length > 1) parts = parts.slice(0, -1);
      expect(content(table, parts)).toEqual(content(new TaskTable(), parts));
    }
  }
});

describe('growth', () => {
  test('keeps what was known of a task, and the tasks of an older moment', () => {
    const table = new TaskTable();
    const first = part(task('a', 1, 'Name a bird.'));
    const before = table.update([first]);
    const after = table.update([part(...first.records, task('b', 1, 'Name a fish.'))]);
    expect(after.undecided[0]).toBe(before.undecided[0]);
    expect(after.undecided).toHaveLength(2);
    expect(before.undecided).toHaveLength(1);
    expect(before.undecided[before.places.get('b') ?? -1]).toBeUndefined();
  });

  test('nothing new, nothing done', () => {
    const table = new TaskTable();
    const parts = [part(task('a', 1, 'Name a bird.'))];
    expect(table.update(parts)).toBe(table.update(parts));
  });
});
