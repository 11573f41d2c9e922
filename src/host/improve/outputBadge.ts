import { type Disposable, l10n, Uri, window } from 'vscode';

const scheme = 'self-instruct-outputs';

/** The address that a task's item in the tree has while outputs of it wait: what is shown of it is the badge alone. */
export function badgeAddress(task: string, waiting: number): Uri {
  return Uri.from({ scheme, path: `/${encodeURIComponent(task)}`, query: String(waiting) });
}

/** A number behind each task in the tree that has outputs to choose from: descriptions are cut in a narrow side bar. */
export function registerOutputBadge(): Disposable {
  return window.registerFileDecorationProvider({
    provideFileDecoration: (uri) => {
      if (uri.scheme !== scheme) return undefined;
      const waiting = Number(uri.query);
      const tooltip = waiting === 1 ? l10n.t('1 output to choose from') : l10n.t('{0} outputs to choose from', waiting);
      return { badge: waiting > 9 ? '9+' : String(waiting), tooltip };
    },
  });
}
