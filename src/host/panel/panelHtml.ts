/** What the panel's page is made of: addresses that the webview can load. */
export interface PanelAssets {
  readonly script: string;
  readonly style: string;
  /** The origin that the webview's own files come from (`webview.cspSource`). */
  readonly cspSource: string;
  readonly nonce: string;
}

/** The panel's page. Nothing is inlined: data comes by message, and only this script runs. */
export function panelHtml({ script, style, cspSource, nonce }: PanelAssets): string {
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource} 'nonce-${nonce}'`,
    `font-src ${cspSource}`,
  ].join('; ');
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="UTF-8">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <meta name="viewport" content="width=device-width, initial-scale=1.0">
    <meta property="csp-nonce" content="${nonce}">
    <link rel="stylesheet" href="${style}">
    <title>Self-Instruct</title>
  </head>
  <body>
    <script nonce="${nonce}" src="${script}"></script>
  </body>
</html>
`;
}
