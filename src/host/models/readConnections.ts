import { isRecord } from '../../core/isRecord.ts';
import type { Connection } from '../../core/llm/endpoint.ts';

/** A connection as the setting `selfInstruct.connections` holds it. */
export interface UserConnection extends Connection {
  /** Models offered without asking the endpoint. */
  readonly models?: readonly string[];
}

/** Reads the setting; entries without a name or an address are left out, and of equal names the first counts. */
export function readConnections(value: unknown): readonly UserConnection[] {
  const byName = new Map<string, UserConnection>();
  for (const entry of Array.isArray(value) ? value : []) {
    const connection = readConnection(entry);
    if (connection && !byName.has(connection.name)) byName.set(connection.name, connection);
  }
  return [...byName.values()];
}

function readConnection(entry: unknown): UserConnection | undefined {
  if (typeof entry !== 'object' || entry === null) return undefined;
  const { name, baseUrl, models, headers, keyHeader } = entry as Record<string, unknown>;
  if (typeof name !== 'string' || nameProblem(name) || typeof baseUrl !== 'string') return undefined;
  return {
    name,
    baseUrl,
    ...(Array.isArray(models) ? { models: models.filter((model) => typeof model === 'string') } : {}),
    ...(typeof keyHeader === 'string' && keyHeader !== '' ? { keyHeader } : {}),
    ...(isRecord(headers) ? { headers: onlyStrings(headers) } : {}),
  };
}

function onlyStrings(headers: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/** Why a text cannot be the name of a connection; a recipe names it, so it must not look like an address. */
export function nameProblem(name: string): string | undefined {
  if (name.trim() === '') return 'Give the connection a name.';
  if (name === 'practice') return '“practice” is the built-in practice model. Choose another name.';
  if (name === 'editor') return '“editor” stands for the editor’s own models. Choose another name.';
  if (/[/:]/u.test(name)) return 'A name holds no “/” and no “:”. The address comes next.';
  return undefined;
}
