/** Serves the practice model in a process of its own, 0.2 s a reply and 64 at a time. Prints its address; asked, the times of its requests. */
import { startLoopbackServer } from '../src/core/practice/loopbackServer.ts';

const server = await startLoopbackServer({ latencyMs: 200, maxConcurrent: 64 });
process.on('message', () => process.send?.({ at: server.requests.map(({ at }) => at) }));
process.on('disconnect', () => process.exit());
process.send?.({ baseUrl: server.baseUrl });
