import type { DatasetMessage, PatchMessage } from './state.ts';

/** The dataset with a patch; `undefined` where the patch is not about what this page has. */
export function patched(dataset: DatasetMessage | undefined, patch: PatchMessage): DatasetMessage | undefined {
  if (dataset?.number !== patch.after) return undefined;
  const { type: _, after: __, items, ...fields } = patch;
  if (items.length === 0) return { ...dataset, ...fields };
  const changed = new Map(items.map((item) => [item.id, item]));
  const queue = dataset.queue.map((item) => {
    const now = changed.get(item.id);
    changed.delete(item.id);
    return now ?? item;
  });
  return { ...dataset, ...fields, queue: [...queue, ...changed.values()] };
}
