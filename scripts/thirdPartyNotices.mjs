/** What is bundled from other people's packages, with their licences: dist/THIRD-PARTY-NOTICES.txt. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Files of a package that must go along with what is taken from it. */
const licenceFile = /^(?:licen[cs]e|copying|copyrightnotice|notices?)(?:[.-].*)?$/i;

/**
 * The folders of the packages that a bundle holds something of, sorted.
 * @param {Pick<import('esbuild').Metafile, 'outputs'>} metafile
 * @returns {string[]}
 */
export function bundledPackages({ outputs }) {
  const folders = Object.values(outputs).flatMap(({ inputs }) =>
    Object.keys(inputs).flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []),
  );
  return [...new Set(folders)].sort();
}

/**
 * Names each bundled package with its licence. Throws where one states no licence, or none that its text is known of.
 * @param {Pick<import('esbuild').Metafile, 'outputs'>} metafile
 * @param {string} root the folder that the metafile's paths are relative to; its own LICENSE is the MIT licence
 */
export function thirdPartyNotices(metafile, root) {
  const parts = bundledPackages(metafile).map((folder) => noticeOf(join(root, folder), root));
  const head = 'This product is bundled with the following packages, each under the licence of its authors.';
  return `${[head, ...new Set(parts)].join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

/**
 * @param {string} folder
 * @param {string} root
 */
function noticeOf(folder, root) {
  const { name, version, license, author, homepage, repository } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  );
  if (typeof license !== 'string') throw new Error(`The package ${name} states no licence, so it cannot be bundled.`);
  const texts = readdirSync(folder)
    .filter((file) => licenceFile.test(file))
    .sort()
    .map((file) => readFileSync(join(folder, file), 'utf8').trim());
  const source = homepage ?? repository?.url ?? repository ?? '';
  const holder = author?.name ?? author ?? `the authors of ${name}`;
  return [
    `${name} ${version} (${license})${source === '' ? '' : `\n${source}`}`,
    ...(texts.length > 0 ? texts : [mitOf(name, license, holder, root)]),
  ].join('\n\n');
}

/**
 * The text of a licence that a package states and does not ship.
 * @param {string} name
 * @param {string} license
 * @param {string} holder
 * @param {string} root
 */
function mitOf(name, license, holder, root) {
  const own = join(root, 'LICENSE');
  const terms = existsSync(own) ? readFileSync(own, 'utf8').split(/^Permission is hereby granted/m)[1] : undefined;
  if (license !== 'MIT' || terms === undefined)
    throw new Error(`The package ${name} (${license}) ships no licence text: it cannot be bundled without one.`);
  return `MIT License\n\nCopyright (c) ${holder}\n\nPermission is hereby granted${terms.trimEnd()}`;
}
