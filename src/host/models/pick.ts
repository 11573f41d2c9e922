import { type QuickInputButton, type QuickPickItem, window } from 'vscode';

/** Items that come later, such as what was found by asking; nothing where the list was closed meanwhile. */
export type LaterItems<T> = (signal: AbortSignal) => Promise<readonly T[]>;

export interface PickOptions<T extends QuickPickItem> {
  readonly title: string;
  readonly placeHolder: string;
  readonly items: readonly T[];
  /** Asked as soon as the list is open; what they bring is put where `place` says. */
  readonly later?: readonly { readonly place: number; readonly items: LaterItems<T> }[];
}

export interface Picked<T> {
  readonly item: T;
  /** The button on it that was pressed, where one was. */
  readonly button?: QuickInputButton;
}

/** Like the editor's quick pick, with buttons on items, and items that come while it is open. `undefined` where dismissed. */
export async function pick<T extends QuickPickItem>(options: PickOptions<T>): Promise<Picked<T> | undefined> {
  const list = window.createQuickPick<T>();
  const closed = new AbortController();
  const { title, placeHolder, items, later = [] } = options;
  const parts = new Map<number, readonly T[]>();
  // Places count among the first items; what comes later is put before the item at its place.
  const all = () => [
    ...items.flatMap((item, index) => [...(parts.get(index) ?? []), item]),
    ...(parts.get(items.length) ?? []),
  ];
  Object.assign(list, { title, placeholder: placeHolder, matchOnDescription: true, matchOnDetail: true });
  list.items = all();
  try {
    return await new Promise((resolve) => {
      list.onDidAccept(() => resolve(list.selectedItems[0] && { item: list.selectedItems[0] }));
      list.onDidTriggerItemButton(({ item, button }) => resolve({ item, button }));
      list.onDidHide(() => resolve(undefined));
      list.show();
      list.busy = later.length > 0;
      const asked = later.map(async ({ place, items: ask }) => {
        const found = await ask(closed.signal).catch((): readonly T[] => []);
        if (closed.signal.aborted || found.length === 0) return;
        const { activeItems } = list;
        parts.set(place, found);
        list.items = all();
        list.activeItems = activeItems;
      });
      void Promise.all(asked).then(() => {
        if (!closed.signal.aborted) list.busy = false;
      });
    });
  } finally {
    closed.abort();
    list.dispose();
  }
}
