import { once } from 'node:events';
import { createServer } from 'node:net';
import { StartFault } from '@freehold/kernel/config/start-fault';
import Fastify from 'fastify';
import { describe, expect, it } from 'vitest';
import { listen, refuseTakenPort } from './port.ts';

const host = '127.0.0.1';

async function takenPort() {
  const server = createServer().listen(0, host);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { port: address.port, free: () => server.close() };
}

describe('the port', () => {
  it('is refused in one sentence when another program has it', async () => {
    const { port, free } = await takenPort();
    const sentence = `Port ${port} is taken by another program. Stop it, or choose another port, for example: PORT=4001 npm start`;
    await expect(refuseTakenPort({ host, port })).rejects.toThrow(new StartFault(sentence));
    await expect(listen(Fastify(), { host, port })).rejects.toThrow(new StartFault(sentence));
    free();
  });

  it('is refused on an address that is not of this machine', async () => {
    await expect(refuseTakenPort({ host: '192.0.2.1', port: 0 })).rejects.toThrow(
      'HOST 192.0.2.1 is no address of this machine.',
    );
  });

  it('is free again after the look, and told when the system chose it', async () => {
    const app = Fastify();
    await refuseTakenPort({ host, port: 0 });
    expect(await listen(app, { host, port: 0 })).toBeGreaterThan(1023);
    await app.close();
  });
});
