import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ANSWERS } from './shop.ts';

/** The four subgraphs in a process of their own, so that only the gateway's work is measured beside them. */
async function listen(answer: string): Promise<string> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      response.setHeader('content-type', 'application/json').end(answer);
    });
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}

const urls: Record<string, string> = {};
for (const [subgraph, answer] of ANSWERS) urls[subgraph] = await listen(answer);
process.send?.(urls);
process.on('disconnect', () => process.exit());
