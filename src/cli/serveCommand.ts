import { once } from 'node:events';
import { type Command, readArguments, readWhole } from './command.ts';

/** Serves the practice model on loopback, so that any client of the protocol can be tried without a real endpoint. */
export const serveCommand: Command = {
  name: 'serve',
  usage: 'serve [--port N] [--latency-ms N]',
  summary: 'serve the practice model (no language model) over HTTP on this machine',

  async run(args, output, signal) {
    const { values } = readArguments(args, { port: { type: 'string' }, 'latency-ms': { type: 'string' } });
    const { startLoopbackServer } = await import('../core/practice/loopbackServer.ts');
    const port = readWhole(values.port, 'port', 0);
    const latencyMs = readWhole(values['latency-ms'], 'latency-ms', 0);
    const server = await startLoopbackServer({
      ...(port === undefined ? {} : { port }),
      ...(latencyMs === undefined ? {} : { latencyMs }),
    });
    output.err(`Practice model, no language model, at ${server.baseUrl} (model practice-1). Ctrl+C stops it.\n`);
    if (!signal.aborted) await once(signal, 'abort');
    await server.close();
    return {
      exit: 0,
      json: { requests: server.requests.length },
      text: `${server.requests.length} requests were answered\n`,
    };
  },
};
