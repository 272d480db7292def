import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { createPassportIssuer, createPassportVerifier } from '@freehold/kernel/caller/passport';
import type { SubgraphAnswer, SubgraphClient, SubgraphUpload } from '@freehold/kernel/caller/subgraph-call';
import { type ServedSubgraph, serveSubgraph } from '@freehold/kernel/subgraph/running/serve-subgraph';
import { systemClock } from '@freehold/kernel/values/clock';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually, startTinyGateway, type TinyGateway } from '../../test/tiny-gateway.ts';
import { TinyHouse } from '../../test/tiny-house.ts';
import type { TinyTenant } from '../../test/tiny-world.ts';
import { type RateSettings, rateSettings } from '../rates/rate-settings.ts';
import { remoteSubgraph } from '../subgraphs/remote/remote-subgraph.ts';

const KEYS = generateKeyPairSync('ed25519', {
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const logger = pino({ level: 'silent' });
const MEGABYTE = Buffer.alloc(1_000_000, 'x');

/** A booking that takes calendars: what came of each, and how it ended. */
class Taker {
  answer: SubgraphAnswer = { data: { taken: 1 } };
  readonly sent: SubgraphUpload[] = [];
  readonly bytes: number[] = [];
  readonly faults: unknown[] = [];
  /** Of how many bytes it has had enough. */
  leavesAfter = Number.POSITIVE_INFINITY;
  /** Said before anything is read. */
  isHasty = false;

  readonly upload = async (sent: SubgraphUpload): Promise<SubgraphAnswer> => {
    this.sent.push(sent);
    if (this.isHasty) return this.answer;
    const place = this.bytes.push(0) - 1;
    try {
      for await (const chunk of sent.body) {
        this.bytes[place] = (this.bytes[place] ?? 0) + chunk.length;
        if ((this.bytes[place] ?? 0) >= this.leavesAfter) break;
      }
    } catch (error) {
      this.faults.push(error);
      throw error;
    }
    return this.answer;
  };
}

describe.each(['in process', 'over HTTP'])('POST /calendar/import/<resourceId>, with booking %s', (where) => {
  let taker: Taker;
  let gateway: TinyGateway;
  let served: ServedSubgraph | null;
  let tenant: TinyTenant;
  let token: string;

  beforeEach(async () => {
    taker = new Taker();
    const house = new TinyHouse();
    const own = Object.assign(house.booking, { upload: taker.upload });
    served = where === 'over HTTP' ? await serve(own) : null;
    const booking = served ? away(served) : own;
    gateway = await startTinyGateway({}, house, [house.tenancy, house.billing, booking]);
    tenant = gateway.world.addTenant('fitzone');
    token = await gateway.token(gateway.world.signIn(tenant));
  });
  afterEach(async () => {
    await gateway.close();
    await served?.close();
  });

  const serve = (subgraph: SubgraphClient) =>
    serveSubgraph(subgraph, {
      ...{ host: '127.0.0.1', port: 0, logger },
      passports: createPassportVerifier(KEYS.publicKey, systemClock, 'booking'),
    });
  const away = ({ url }: ServedSubgraph) =>
    remoteSubgraph({
      name: 'booking',
      url,
      passports: createPassportIssuer(KEYS.privateKey, systemClock, 'booking'),
    });

  function begin(headers: Record<string, string | undefined> = {}, agent?: Agent) {
    const usual = {
      host: tenant.host,
      'content-type': 'text/calendar; charset=utf-8',
      'idempotency-key': 'key-1',
      authorization: `Bearer ${token}`,
    };
    const given = Object.entries({ ...usual, ...headers }).filter(([, value]) => value !== undefined);
    const sent = request(`${gateway.url}/calendar/import/rsc_1`, {
      method: 'POST',
      headers: Object.fromEntries(given),
      ...(agent ? { agent } : {}),
    });
    sent.on('error', () => undefined);
    return sent;
  }
  async function answerTo(sent: ReturnType<typeof begin>) {
    const [response] = await once(sent, 'response');
    return { status: response.statusCode, body: JSON.parse(await text(response)) };
  }
  async function post(body: string | Readable, headers: Record<string, string | undefined> = {}) {
    const sent = begin(headers);
    if (typeof body === 'string') sent.end(body);
    else body.pipe(sent);
    return answerTo(sent);
  }
  const codeOf = (answer: Awaited<ReturnType<typeof answerTo>>) => [
    answer.status,
    answer.body.errors?.[0]?.extensions.code,
  ];
  const refused = (code: string): SubgraphAnswer => ({
    errors: [{ message: 'No.', extensions: { code, more: 1 } }],
  });

  it('hands the calendar on with who sends it, and answers what became of it', async () => {
    expect(await post('BEGIN:VCALENDAR')).toEqual({ status: 200, body: { taken: 1 } });
    const [sent] = taker.sent;
    expect(sent).toMatchObject({
      name: 'calendar',
      parameters: { resourceId: 'rsc_1', idempotencyKey: 'key-1' },
      caller: { kind: 'public', tenant: { id: tenant.id }, member: { roles: ['TENANT_OWNER'] } },
    });
    expect(taker.bytes).toEqual(['BEGIN:VCALENDAR'.length]);
  });

  it('takes one whose encoding is said to be none', async () => {
    expect(await post('BEGIN:VCALENDAR', { 'content-encoding': 'identity' })).toMatchObject({ status: 200 });
  });

  it.each([
    ['UNAUTHENTICATED', 401],
    ['PAYMENT_REQUIRED', 402],
    ['FORBIDDEN', 403],
    ['NOT_FOUND', 404],
    ['IDEMPOTENCY_CONFLICT', 409],
    ['CALENDAR_TOO_LARGE', 413],
    ['PAYLOAD_TOO_LARGE', 413],
    ['INVALID', 400],
    ['UNAVAILABLE', 503],
    ['INTERNAL', 500],
  ])('answers a refusal with %s by the status %i, in JSON', async (code, status) => {
    taker.answer = refused(code);
    const answer = await post('BEGIN:VCALENDAR');
    expect(answer).toEqual({ status, body: { errors: [{ message: 'No.', extensions: { code, more: 1 } }] } });
  });

  it.each([
    ['without a token', { authorization: undefined }, 401, 'UNAUTHENTICATED'],
    ['with a token that is none', { authorization: 'Bearer abc' }, 401, 'UNAUTHENTICATED'],
    ['at a host of nobody', { host: 'nobody.localhost' }, 403, 'FORBIDDEN'],
    ['from a page of another origin', { origin: 'https://evil.test' }, 403, 'FORBIDDEN'],
    ['as a form', { 'content-type': 'application/x-www-form-urlencoded' }, 415, 'BAD_REQUEST'],
    ['as plain text', { 'content-type': 'text/plain' }, 415, 'BAD_REQUEST'],
    ['as JSON', { 'content-type': 'application/json' }, 415, 'BAD_REQUEST'],
    ['as nothing', { 'content-type': undefined }, 415, 'BAD_REQUEST'],
    ['in another charset', { 'content-type': 'text/calendar; charset=latin1' }, 415, 'BAD_REQUEST'],
    ['compressed', { 'content-encoding': 'gzip' }, 415, 'BAD_REQUEST'],
    ['without a key', { 'idempotency-key': undefined }, 400, 'BAD_REQUEST'],
    ['with too long a key', { 'idempotency-key': 'k'.repeat(201) }, 400, 'BAD_REQUEST'],
    ['that says that it is too large', { 'content-length': '10000001' }, 413, 'PAYLOAD_TOO_LARGE'],
  ])('refuses one %s, before anything of it is read', async (_, headers, status, code) => {
    const sent = begin(headers);
    // Nothing of the body is sent.
    sent.flushHeaders();
    const [answered, named] = codeOf(await answerTo(sent));
    expect([answered, named]).toEqual([status, code]);
    sent.destroy();
    expect(taker.sent).toEqual([]);
  });

  it('lets ten megabytes pass, and not a byte more, although nobody said how much would come', async () => {
    const sized = (count: number, more = 0) =>
      Readable.from([...Array.from({ length: count }, () => MEGABYTE), Buffer.alloc(more, 'x')], {
        objectMode: false,
      });
    expect((await post(sized(10))).status).toBe(200);
    expect(taker.bytes).toEqual([10_000_000]);
    expect(codeOf(await post(sized(10, 1)))).toEqual([413, 'PAYLOAD_TOO_LARGE']);
    await eventually(() => taker.faults.length === 1);
  });

  it('hands on what has come before the rest has, and holds nothing back', async () => {
    const sent = begin();
    sent.write('BEGIN:');
    await eventually(() => taker.bytes[0] === 6);
    sent.end('VCALENDAR');
    expect((await answerTo(sent)).status).toBe(200);
  });

  it('tells booking when its client goes away in the middle, and answers the next one', async () => {
    const sent = begin();
    sent.write('BEGIN:');
    await eventually(() => taker.bytes[0] === 6);
    sent.destroy();
    await eventually(() => taker.faults.length === 1);
    expect((await post('BEGIN:VCALENDAR')).status).toBe(200);
  });

  it('answers at once what booking refuses before it has read the body', async () => {
    taker.isHasty = true;
    taker.answer = refused('FORBIDDEN');
    const sent = begin();
    sent.write('BEGIN:VCALENDAR');
    expect(codeOf(await answerTo(sent))).toEqual([403, 'FORBIDDEN']);
    sent.destroy();
  });

  it('tells what booking refuses in the middle, although all of it is sent, and keeps the connection', async () => {
    taker.answer = refused('INVALID');
    taker.leavesAfter = 1;
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const ports = new Set<unknown>();
    for (const _try of Array.from({ length: 3 })) {
      const sent = begin({}, agent);
      sent.end(Buffer.concat(Array.from({ length: 8 }, () => MEGABYTE)));
      expect(codeOf(await answerTo(sent))).toEqual([400, 'INVALID']);
      ports.add(sent.socket?.localPort);
    }
    expect(ports.size).toBe(1);
    expect(taker.bytes.every((bytes) => bytes < 2_000_000)).toBe(true);
    agent.destroy();
  });

  it('says that it is for later while booking is away', async () => {
    Object.assign(gateway.house.booking, { upload: () => Promise.reject(new Error('Away.')) });
    const answer = await post('BEGIN:VCALENDAR');
    expect(codeOf(answer)).toEqual([503, 'UNAVAILABLE']);
  });

  it('is cut off after twenty seconds, as everything is that comes too slowly', () => {
    expect(gateway.app.server.requestTimeout).toBe(20_000);
  });
});

describe('importing too often', () => {
  it('is refused with 429 like any other request', async () => {
    const house = new TinyHouse();
    const taker = new Taker();
    Object.assign(house.booking, { upload: taker.upload });
    const gateway = await startTinyGateway(
      { rates: { ...rateSettings(1000), requestsPerMinute: 2 } as RateSettings },
      house,
    );
    const tenant = gateway.world.addTenant('fitzone');
    const token = await gateway.token(gateway.world.signIn(tenant));
    const headers = {
      'content-type': 'text/calendar',
      'idempotency-key': 'k',
      authorization: `Bearer ${token}`,
    };
    const statuses: number[] = [];
    for (const _try of Array.from({ length: 4 }))
      statuses.push(
        (await gateway.post(tenant.host, 'BEGIN:VCALENDAR', headers, 'POST', '/calendar/import/rsc_1'))
          .status,
      );
    expect(statuses[0]).toBe(200);
    expect(statuses.at(-1)).toBe(429);
    await gateway.close();
  });
});
