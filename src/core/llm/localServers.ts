import { listModels } from './listModels.ts';
import { type Preset, presets } from './presets.ts';

/** A server on this machine that lists models. */
export interface LocalServer {
  readonly preset: Preset;
  readonly models: readonly string[];
}

const loopback = ['127.0.0.1', '[::1]', 'localhost'];
const timeoutMs = 1_500;

/**
 * Asks the usual ports of local servers, all at once, which models they have; no key is sent, and no other machine is
 * asked. Who does not answer within a second and a half is left out. Rejects only where aborted, with the signal's reason.
 */
export async function findLocalServers(
  signal: AbortSignal,
  candidates: readonly Preset[] = presets,
): Promise<readonly LocalServer[]> {
  const asked = candidates.filter(({ baseUrl }) => loopback.includes(URL.parse(baseUrl)?.hostname ?? ''));
  const found = await Promise.all(
    asked.map(async (preset): Promise<LocalServer | undefined> => {
      try {
        return { preset, models: await listModels(preset, { signal, timeoutMs }) };
      } catch {
        // Nothing there, or something that is no model server.
        return undefined;
      }
    }),
  );
  signal.throwIfAborted();
  return found.filter((server) => server !== undefined);
}
