import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '..', '..', '..');

/** The policy that the extension gives the page, with `'self'` in place of `cspSource`. */
const policy = "default-src 'none'; script-src 'nonce-mock'; style-src 'self' 'nonce-mock'";

/** A running server of the mock page. */
export interface MockServer {
  /** Address of the page, without a query. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Bundles the panel and its mock host, and serves them on loopback under the policy. */
export async function serveMock(port = 0): Promise<MockServer> {
  const files = await bundle();
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname.slice(1) || 'mock.html';
    const content = files.get(path);
    const type = { html: 'text/html', js: 'text/javascript', css: 'text/css' }[path.split('.').at(-1) ?? ''];
    response.writeHead(content === undefined ? 404 : 200, {
      'content-type': `${type ?? 'text/plain'}; charset=utf-8`,
      'content-security-policy': policy,
    });
    response.end(content);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const { port: chosen } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${chosen}/mock.html`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

async function bundle(): Promise<ReadonlyMap<string, string>> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    bundle: true,
    write: false,
    format: 'iife',
    target: 'chrome138',
    outdir: 'out/webview',
    entryPoints: [
      { in: 'webview/main.ts', out: 'panel' },
      { in: 'webview/styles.css', out: 'panel' },
      { in: 'webview/mock.ts', out: 'mock' },
      { in: 'webview/mock/themes.css', out: 'mock' },
    ],
    logLevel: 'warning',
  });
  const html = await readFile(join(root, 'webview', 'mock.html'), 'utf8');
  return new Map([
    ['mock.html', html],
    ...outputFiles.map(({ path, text }) => [path.slice(path.lastIndexOf('/') + 1), text] as const),
  ]);
}

if (process.argv[1] === import.meta.filename) {
  const { url } = await serveMock(Number(process.argv[2] ?? 0));
  console.log(`${url}?theme=dark&state=full`);
}
