import { type Disposable, EventEmitter, l10n, type Memento, window } from 'vscode';
import type { Commands } from '../commands.ts';
import { type TaskOrder, taskOrders } from './nodes.ts';

const memoryKey = 'selfInstruct.taskOrder';

/** In which order the tree shows tasks; chosen with *Sort Tasks*, remembered for the workspace. */
export class ChosenOrder implements Disposable {
  readonly #memory: Memento;
  readonly #changed = new EventEmitter<void>();
  readonly onDidChange = this.#changed.event;

  constructor({ commands, memory }: { readonly commands: Commands; readonly memory: Memento }) {
    this.#memory = memory;
    commands.register('selfInstruct.sortTasks', async (argument) => {
      const given = (argument as { readonly order?: unknown } | undefined)?.order;
      const order = taskOrders.find((known) => known === given) ?? (await this.#ask());
      if (!order) return;
      await memory.update(memoryKey, order);
      this.#changed.fire();
    });
  }

  get current(): TaskOrder {
    const kept = this.#memory.get<unknown>(memoryKey);
    return taskOrders.find((known) => known === kept) ?? 'file';
  }

  async #ask(): Promise<TaskOrder | undefined> {
    const labels = { file: l10n.t('File order'), lowestScore: l10n.t('Lowest score first') };
    const items = taskOrders.map((order) => ({
      label: labels[order],
      description: order === this.current ? l10n.t('now') : '',
      order,
    }));
    const title = l10n.t('Sort Tasks');
    const placeHolder = l10n.t('In which order does the tree show generated tasks?');
    return (await window.showQuickPick(items, { title, placeHolder }))?.order;
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
