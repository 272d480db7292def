import { generateKeyPairSync } from 'node:crypto';
import type { Socket } from 'node:net';
import { createPassportIssuer } from '@freehold/kernel/caller/passport';
import { systemClock } from '@freehold/kernel/values/clock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Behaviour, RawServer, wellFormed } from '../../../test/faults/raw-server.ts';
import { eventually, startTinyGateway } from '../../../test/tiny-gateway.ts';
import { TinyHouse } from '../../../test/tiny-house.ts';
import { PlainPool } from './plain-pool.ts';
import { remoteSubgraph } from './remote-subgraph.ts';

const GOOD = wellFormed('{"data":{"a":1}}');
const CHUNKED = 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n';
const says = (text: string) => (socket: Socket) => void socket.write(text);
const saysAndEnds = (text: string) => (socket: Socket) => void socket.end(text);

/** Writes for as long as somebody reads. */
function withoutEnd(head: string, piece: string): Behaviour {
  return (socket) => {
    socket.write(head);
    const more = () => {
      while (!socket.destroyed && socket.write(piece));
    };
    socket.on('drain', more);
    more();
  };
}

const FAULTS: readonly (readonly [string, Behaviour])[] = [
  ['a head that is too long', says(`HTTP/1.1 200 OK\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`)],
  ['a head that never ends', withoutEnd('HTTP/1.1 200 OK\r\n', 'x: y\r\n'.repeat(1_000))],
  ['a body that is too long', says('HTTP/1.1 200 OK\r\ncontent-length: 100001\r\n\r\n')],
  ['chunks that never end', withoutEnd(CHUNKED, '1\r\na\r\n'.repeat(1_000))],
  ['a chunk that never ends', withoutEnd(`${CHUNKED}ffffffff\r\n`, 'a'.repeat(10_000))],
  ['a chunk of a broken size', says(`${CHUNKED}0x1\r\na\r\n0\r\n\r\n`)],
  ['a length and chunks', says(`${CHUNKED.slice(0, -2)}content-length: 5\r\n\r\n0\r\n\r\n`)],
  ['two lengths', says('HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 20\r\n\r\n{}')],
  ['two answers at once', says(GOOD + GOOD)],
  ['half a head, and goes', saysAndEnds('HTTP/1.1 200')],
  ['half a body, and goes', saysAndEnds(GOOD.slice(0, -5))],
  ['half a chunk, and goes', saysAndEnds(`${CHUNKED}ff\r\nabc`)],
  ['nothing, and goes', saysAndEnds('')],
  ['half a body, and breaks', (socket) => socket.write(GOOD.slice(0, -5), () => socket.resetAndDestroy())],
  ['what is no HTTP', says('SSH-2.0-OpenSSH_9.6\r\n\r\n')],
  ['an interim answer', says(`HTTP/1.1 100 Continue\r\n\r\n${GOOD}`)],
];

const NO_JSON: (typeof FAULTS)[number] = ['what is no JSON', says(wellFormed('<html>'))];

describe('PlainPool', () => {
  let server: RawServer;
  let pool: PlainPool;
  beforeEach(async () => {
    server = await RawServer.open(says(GOOD));
    pool = new PlainPool({ origin: new URL(server.url), connectionsMax: 2, bytesMax: 100_000 });
  });
  afterEach(async () => {
    await pool.close();
    await server.close();
  });
  const post = (body = '{}', deadlineMs = 3_000) =>
    pool.post({ path: '/graphql', headers: { 'content-type': 'application/json' }, body, deadlineMs });
  const ANSWER = expect.objectContaining({ statusCode: 200, text: '{"data":{"a":1}}' });

  it.each(FAULTS)('refuses %s, and goes on with another connection', async (_, behave) => {
    server.behave = behave;
    const outcomes = await Promise.allSettled([post(), post(), post(), post()]);
    expect(outcomes.map(({ status }) => status)).toEqual(Array.from({ length: 4 }, () => 'rejected'));
    server.behave = says(GOOD);
    expect(await Promise.all([post(), post(), post()])).toEqual([ANSWER, ANSWER, ANSWER]);
    await eventually(() => server.sockets.size <= 2);
  });

  it('gives up what is not answered by its deadline, and leaves nobody waiting behind it', async () => {
    server.behave = () => undefined;
    const silent = await Promise.allSettled([post('{}', 100), post('{}', 100), post('{}', 150)]);
    expect(silent.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    server.behave = (socket) => {
      const drip = setInterval(() => socket.write('x'), 5);
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n');
      socket.once('close', () => clearInterval(drip));
    };
    await expect(post('{}', 100)).rejects.toThrow('No answer in 100 ms.');
    server.behave = says(GOOD);
    expect(await post()).toEqual(ANSWER);
    await eventually(() => server.sockets.size === 1);
  });

  it('asks on the connections that it has, and opens no more than it may', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => post()));
    expect(answers).toEqual(Array.from({ length: 50 }, () => ANSWER));
    expect(server.opened).toBe(2);
  });

  it('tells nobody the answer to what another has asked', async () => {
    server.behave = (socket, body) => void setTimeout(() => socket.write(wellFormed(body)), Number(body) % 7);
    const asked = Array.from({ length: 60 }, (_, number) => `${number}`);
    const answers = await Promise.all(asked.map((body) => post(body)));
    expect(answers.map(({ text }) => text)).toEqual(asked);
  });

  it('does not take what a server says unasked for the answer to the next question', async () => {
    server.behave = (socket) => {
      socket.write(GOOD);
      setTimeout(() => socket.write(wellFormed('"unasked"')), 20);
    };
    await post();
    await eventually(() => server.sockets.size === 0);
    server.behave = says(GOOD);
    expect(await post()).toEqual(ANSWER);
    expect(server.opened).toBe(2);
  });

  it.each([
    ['says that it closes', wellFormed('1', 'connection: close\r\n')],
    ['keeps connections for a second', wellFormed('1', 'keep-alive: timeout=1\r\n')],
  ])('does not use a connection again that its server %s', async (_, text) => {
    server.behave = says(text);
    for (let asked = 1; asked <= 3; asked += 1) {
      expect((await post()).text).toBe('1');
      expect(server.opened).toBe(asked);
    }
  });

  it('is usable after each race with a server that closes behind its answer', async () => {
    server.behave = saysAndEnds(GOOD);
    const lost = [];
    for (let race = 0; race < 40; race += 1) {
      const outcome = await post().catch((error: Error) => error);
      if (outcome instanceof Error) lost.push(outcome);
      else expect(outcome).toEqual(ANSWER);
    }
    server.behave = says(GOOD);
    const after = await Promise.allSettled([post(), post(), post()]);
    expect(after.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(1);
    expect(await post()).toEqual(ANSWER);
    // What was sent to a connection that is being closed is lost; it is never answered with something else.
    expect(lost.every(({ message }) => /closed|ended|ECONNRESET|EPIPE/.test(message))).toBe(true);
  });

  it('lets go of everything when it is closed, those who wait included', async () => {
    server.behave = () => undefined;
    const waiting = [post(), post(), post(), post()].map((each) =>
      each.catch((error: Error) => error.message),
    );
    await eventually(() => server.sockets.size === 2);
    await pool.close();
    expect(new Set(await Promise.all(waiting))).toEqual(
      new Set(['The connections of this gateway are closed.']),
    );
    await eventually(() => server.sockets.size === 0);
  });
});

describe('a subgraph that breaks HTTP', () => {
  const { privateKey } = generateKeyPairSync('ed25519', {
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const passports = createPassportIssuer(privateKey, systemClock, 'billing');

  it('costs its own fields alone, each refused as unavailable without a word of where it is', async () => {
    const server = await RawServer.open(() => undefined);
    const house = new TinyHouse();
    const remote = remoteSubgraph({ name: 'billing', url: server.url, passports });
    const { subscribe } = house.billing;
    const half = {
      name: 'billing',
      execute: (call: Parameters<typeof remote.execute>[0]) =>
        call.query.includes('_entities') ? remote.execute(call) : house.billing.execute(call),
      subscribe: subscribe.bind(house.billing),
      close: () => remote.close(),
    };
    const gateway = await startTinyGateway({}, house, [house.tenancy, house.booking, half]);
    const tenant = gateway.world.addTenant('fitzone');
    try {
      const faults = [0, 1, 5].flatMap((index) => FAULTS.slice(index, index + 1));
      for (const [what, behave] of [...faults, NO_JSON]) {
        server.behave = behave;
        const { status, body } = await gateway.ask(tenant, '{ sessions(first: 1) { id priceMinor } }');
        expect([what, status, body.data]).toEqual([
          what,
          200,
          { sessions: [{ id: 's1', priceMinor: null }] },
        ]);
        expect(body.errors).toEqual([expect.objectContaining({ path: ['sessions', 0, 'priceMinor'] })]);
        expect(body.errors[0].extensions.code).toBe('UNAVAILABLE');
        expect(JSON.stringify(body)).not.toMatch(/127\.0\.0\.1|localhost|http|chunk|bytes|ECONN/i);
      }
      server.behave = says(wellFormed('{"data":{"_entities":[{"__typename":"Session","priceMinor":7}]}}'));
      const { body } = await gateway.ask(tenant, '{ sessions(first: 1) { id priceMinor } }');
      expect(body).toEqual({ data: { sessions: [{ id: 's1', priceMinor: 7 }] } });
    } finally {
      await gateway.close();
      await server.close();
    }
  }, 20_000);
});
