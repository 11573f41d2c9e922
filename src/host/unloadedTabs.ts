import { TabInputWebview, window } from 'vscode';

/** Closes the tabs of a kind of page that nobody has looked at since the window opened: there is nothing in them yet that could be shown. */
export async function closeUnloadedTabs(viewType: string): Promise<void> {
  const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
  // The editor puts a prefix of its own before the type.
  const unloaded = tabs.filter(({ input }) => input instanceof TabInputWebview && input.viewType.endsWith(viewType));
  if (unloaded.length > 0) await window.tabGroups.close(unloaded, true);
}
