import { once } from 'node:events';
import { createServer, request, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { finishRequests } from './finish-requests.ts';

const LISTENING = { port: 0, host: '127.0.0.1' };

/** A server that keeps its answers back, and closes as those do that finish what is under way. */
async function newServer(finishMsMax?: number) {
  const kept: ServerResponse[] = [];
  const server = createServer((_, response) => kept.push(response));
  const leave = finishRequests(server, finishMsMax);
  server.listen(LISTENING);
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const close = async () => {
    const closed = once(server, 'close');
    await leave();
    server.close();
    await closed;
  };
  return { kept, port, close };
}

/** The answer to a request, with its body; or the code of what went wrong. */
async function ask(port: number) {
  const sent = request({
    port,
    host: '127.0.0.1',
    agent: false,
    headers: { connection: 'keep-alive' },
  }).end();
  try {
    const [answer] = await once(sent, 'response');
    return { body: await text(answer), connection: answer.headers.connection };
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error;
  }
}

describe('a server that finishes its requests', () => {
  it('answers what is under way when it goes, ends the connection with the answer, and then takes no new one', async () => {
    const { kept, port, close } = await newServer();
    const asked = ask(port);
    await expect.poll(() => kept.length).toBe(1);
    const closed = close();
    await delay(150);
    expect(await ask(port)).toBe('ECONNREFUSED');
    kept[0]?.end('here');
    expect(await asked).toEqual({ body: 'here', connection: 'close' });
    await closed;
  });

  it('answers who asks one thing after another, and sends them away with the answer', async () => {
    const { kept, port, close } = await newServer();
    const first = ask(port);
    await expect.poll(() => kept.length).toBe(1);
    const closed = close();
    const second = ask(port);
    await expect.poll(() => kept.length).toBe(2);
    for (const response of kept) response.end('here');
    expect(await second).toEqual({ body: 'here', connection: 'close' });
    expect(await first).toEqual({ body: 'here', connection: 'close' });
    await closed;
  });

  it('does not wait for who has asked nothing, or has been answered', async () => {
    const { kept, port, close } = await newServer();
    const silent = connect(port, '127.0.0.1');
    await once(silent, 'connect');
    const asked = ask(port);
    await expect.poll(() => kept.length).toBe(1);
    kept[0]?.end('here');
    expect(await asked).toEqual({ body: 'here', connection: 'keep-alive' });
    const closingAt = performance.now();
    await close();
    expect(performance.now() - closingAt).toBeLessThan(1_000);
  });

  it('cuts what is not finished in time', async () => {
    const { kept, port, close } = await newServer(50);
    const asked = ask(port);
    await expect.poll(() => kept.length).toBe(1);
    await close();
    expect(await asked).toBe('ECONNRESET');
  });
});
