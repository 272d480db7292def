import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SHOP } from './shop.ts';
import { subgraph } from './shop-schemas.ts';

/** How often they were asked. */
let calls = 0;

/** The four subgraphs in a process of their own, so that only the gateway's work is measured beside them. */
async function listen(name: string): Promise<string> {
  const answer = subgraph(name);
  const server = createServer(async (request, response) => {
    calls += 1;
    const answered = JSON.stringify(await answer(JSON.parse(await text(request))));
    response.setHeader('content-type', 'application/json').end(answered);
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}

const urls: Record<string, string> = {};
for (const name of Object.keys(SHOP)) urls[name] = await listen(name);
process.send?.(urls);
process.on('message', () => process.send?.(calls));
process.on('disconnect', () => process.exit());
