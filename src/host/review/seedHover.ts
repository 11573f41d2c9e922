import { type Disposable, Hover, languages, MarkdownString } from 'vscode';
import type { Datasets } from '../datasets.ts';
import { seedNotes } from '../labels.ts';
import { escapeMarkdown } from '../taskText.ts';
import { idOfLine } from './taskLine.ts';

/** Says over a line of a seed file where the seed comes from and how it stands. */
export function registerSeedHover(datasets: Datasets): Disposable {
  return languages.registerHoverProvider(
    { scheme: 'file', pattern: '**/seed_tasks.jsonl' },
    {
      provideHover(document, { line }) {
        const snapshot = datasets.ofFile(document.uri.fsPath)?.snapshot;
        const id = idOfLine(document.lineAt(line).text);
        const reviewed = id === undefined ? undefined : snapshot?.seedsById.get(id);
        const notes = reviewed ? seedNotes(reviewed.task, reviewed.standing) : [];
        return notes.length === 0 ? undefined : new Hover(new MarkdownString(notes.map(escapeMarkdown).join('\n\n')));
      },
    },
  );
}
