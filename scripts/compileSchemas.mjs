// Compiles the JSON schemas to plain functions, so that neither ajv nor the schemas are loaded at run time.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const root = path.resolve(import.meta.dirname, '..');
const folder = path.join(root, 'src/core/store/schemas');
const validators = [
  'seedTask',
  'generatedTask',
  'decision',
  'distinctPair',
  'filteredCandidate',
  'round',
  'recipe',
  'alternativeOutput',
  'outputChoice',
  'judgement',
];

/** Writes `validators.generated.js` beside the schemas, and the recipe's schema where the manifest points to. */
export async function compileSchemas() {
  const { default: Ajv } = await import('ajv');
  const { default: standaloneCode } = await import('ajv/dist/standalone/index.js');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.schema.json'));
  const schemas = await Promise.all(
    names.map(async (name) => JSON.parse(await readFile(path.join(folder, name), 'utf8'))),
  );
  const ajv = new Ajv({
    schemas,
    code: { source: true, esm: true },
    strict: true,
    allowUnionTypes: true,
    strictRequired: false,
    strictTypes: false,
  });
  const code = standaloneCode(ajv, Object.fromEntries(validators.map((name) => [name, name])));
  await writeFile(path.join(folder, 'validators.generated.js'), asModule(code));
  await mkdir(path.join(root, 'dist'), { recursive: true });
  const { $id: _, ...recipe } = schemas.find(({ $id }) => $id === 'recipe');
  await writeFile(path.join(root, 'dist/self-instruct.schema.json'), JSON.stringify(recipe));
}

/**
 * ajv requires its helpers also in a module, which only a bundler understands.
 * @param {string} code
 */
function asModule(code) {
  /** @type {string[]} */
  const imports = [];
  const body = code.replace(/const (\w+) = require\("([^"]+)"\)\.default;?/gu, (_, name, module) => {
    imports.push(`import ${name}Module from "${module}.js";\n`);
    return `const ${name} = ${name}Module.default ?? ${name}Module;`;
  });
  return imports.join('') + body;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await compileSchemas();
