import { readdir, readFile } from 'node:fs/promises';
import Fastify from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Asked, byPost, bySocket, byStream, type Outcome } from '../../test/carriers.ts';
import { MIDWAY, type Midway } from '../../test/refused-midway.ts';
import { CARRIERS, type CarrierName, SITUATIONS, type Situation } from '../../test/refused-situations.ts';
import { eventually, startTinyGateway, type TinyGateway } from '../../test/tiny-gateway.ts';
import { TinyHouse } from '../../test/tiny-house.ts';
import { answerRefusal } from './answer-refusal.ts';

const CODE = /readonly code = '(\w+)'/g;
/** Refused by routes for files alone, which speak HTTP alone; their own tests send such files. */
const OF_FILES = ['LENGTH_REQUIRED', 'PAYLOAD_TOO_LARGE', 'UNSUPPORTED_IMAGE'];
/** What no client is to read, whatever went wrong. */
const PRIVATE =
  /stacktrace|node_modules|\bat \S+ \(|\.js:|ECONN|\d+\.\d+\.\d+\.\d+|internal\b|localhost|password/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const NOT_THERE = '–';

/** The codes that the kernel and the gateway declare. */
async function declaredCodes(): Promise<ReadonlySet<string>> {
  const texts = ['kernel', 'gateway'].map(async (folder) => {
    const src = new URL(`../../../${folder}/src/`, import.meta.url);
    const names = (await readdir(src, { recursive: true })).filter((name) => /(?<!\.test)\.ts$/.test(name));
    return Promise.all(names.map((name) => readFile(new URL(name, src), 'utf8')));
  });
  const all = (await Promise.all(texts)).flat(1);
  return new Set(all.flatMap((text) => [...text.matchAll(CODE)].map(([, code = '']) => code)));
}

function carried(gateway: TinyGateway, given: Asked, carrier: CarrierName): Promise<Outcome> {
  if (carrier === 'socket') return bySocket(gateway, given);
  if (carrier === 'stream') return byStream(gateway, given);
  const type = carrier === 'json' ? 'application/json' : 'application/graphql-response+json';
  return byPost(gateway, given, type);
}

async function ownGateway({ options = {}, clients }: Situation): Promise<TinyGateway> {
  const house = new TinyHouse();
  return startTinyGateway(options, house, clients?.(house) ?? house.subgraphs);
}

/** The status that routes give a code which speak HTTP alone. */
async function statusAlone(code: string): Promise<string> {
  const app = Fastify();
  app.get('/', (_request, reply) => answerRefusal(reply, { message: 'No.', extensions: { code } }));
  const { statusCode, headers } = await app.inject('/');
  await app.close();
  const hints = ['www-authenticate', 'retry-after'].filter((name) => headers[name] !== undefined);
  expect([statusCode, hints]).toEqual([statusCode, hintsOf(statusCode)]);
  return `${statusCode}`;
}

function hintsOf(status: number): string[] {
  if (status === 401) return ['www-authenticate'];
  return status === 429 || status === 503 ? ['retry-after'] : [];
}

/** The code that an outcome tells, where it has a place for one. */
function codeIn({ how, errors }: Outcome): unknown {
  if (errors.length > 0) return errors[0]?.extensions?.code;
  return /^closed \d+ ([A-Z_]+)$/.exec(how)?.[1] ?? null;
}

/** What is beside a code: by what a fault of ours is found, and when to come again. */
const BESIDE: Readonly<Record<string, object>> = {
  INTERNAL: { requestId: expect.stringMatching(UUID) },
  RATE_LIMITED: { retryAfterMs: expect.any(Number) },
};

/** What holds of every refusal, whatever carries it. */
function expectGood(outcome: Outcome, code: string): void {
  const { how, errors, requestId } = outcome;
  expect([code, null]).toContain(codeIn(outcome));
  expect(JSON.stringify(errors)).not.toMatch(PRIVATE);
  for (const { message, extensions = {} } of errors) {
    expect(message).toMatch(/\S/);
    expect(extensions).not.toHaveProperty('http');
    expect(extensions).toMatchObject(BESIDE[`${extensions.code}`] ?? {});
    if (requestId !== undefined) expect([undefined, requestId]).toContain(extensions.requestId);
  }
  const [, status] = /^(\d{3})\b/.exec(how) ?? [];
  if (status) expectGoodHead(outcome, Number(status));
}

function expectGoodHead({ how, requestId }: Outcome, status: number): void {
  expect(how.match(/WWW-Authenticate|Retry-After/g) ?? []).toHaveLength(hintsOf(status).length);
  expect(requestId).toMatch(UUID);
}

const rows: string[] = [];
const midway: string[] = [];
let declared: ReadonlySet<string>;
beforeAll(async () => {
  declared = await declaredCodes();
});

describe('a refusal', () => {
  let common: TinyGateway;
  beforeAll(async () => {
    common = await startTinyGateway();
  });
  afterAll(() => common.close());

  async function asked(situation: Situation, carrier: CarrierName): Promise<Outcome> {
    const isCommon = !situation.options && !situation.clients;
    const gateway = isCommon ? common : await ownGateway(situation);
    const tenant = gateway.world.addTenant(`refused-${gateway.world.tenants.length}`);
    try {
      return await carried(
        gateway,
        { host: tenant.host, ...(await situation.ask(gateway, tenant)) },
        carrier,
      );
    } finally {
      if (!isCommon) await gateway.close();
    }
  }

  it.each(SITUATIONS)('is told in the words of each carrier: $code, $when', async (situation) => {
    const { code, when, over = CARRIERS } = situation;
    const how = new Map<CarrierName, string>();
    for (const carrier of over) {
      const outcome = await asked(situation, carrier);
      expectGood(outcome, code);
      how.set(carrier, outcome.how);
    }
    // Without data it is no 200 in GraphQL's own type.
    expect(how.get('graphql') ?? NOT_THERE).not.toMatch(/^200(?! with data)/);
    const cells = CARRIERS.map((carrier) => how.get(carrier) ?? NOT_THERE);
    rows.push(`| \`${code}\` | ${when} | ${cells.join(' | ')} |`);
  });
});

describe('what ends or narrows a subscription that is open', () => {
  async function during({ query, happen }: Midway, carrier: 'socket' | 'stream'): Promise<Outcome> {
    const gateway = await startTinyGateway();
    const { world } = gateway;
    const tenant = world.addTenant('listens');
    const session = world.signIn(tenant);
    const happening = async () => {
      await eventually(() => world.seatsChanged.size === 1);
      await happen(gateway, { tenant, session });
    };
    const given = { host: tenant.host, query, token: await gateway.token(session) };
    const carry = carrier === 'socket' ? bySocket : byStream;
    const outcome = await carry(gateway, given, happening);
    await gateway.close();
    return outcome;
  }

  it.each(MIDWAY)('is told: $code, $when', async (each) => {
    const [stream, socket] = [await during(each, 'stream'), await during(each, 'socket')];
    for (const outcome of [stream, socket]) expectGood(outcome, each.code);
    midway.push(`| \`${each.code}\` | ${each.when} | ${stream.how} | ${socket.how} |`);
  });
});

describe('the table of refusals by carrier', () => {
  it('has every code that the kernel and the gateway declare', () => {
    const known = new Set([...SITUATIONS, ...MIDWAY].map(({ code }) => code).concat(OF_FILES));
    expect([...declared].filter((code) => !known.has(code))).toEqual([]);
  });

  it('is in the documentation, and nothing of it changes unseen', async () => {
    const codes = [...new Set([...SITUATIONS.map(({ code }) => code), ...OF_FILES])].sort();
    const alone = await Promise.all(
      codes.map(async (code) => `| \`${code}\` | ${await statusAlone(code)} |`),
    );
    await expect(documentOf({ rows, midway, alone })).toMatchFileSnapshot(
      '../../../docs/refusals-by-carrier.md',
    );
  });
});

interface Tables {
  readonly rows: readonly string[];
  readonly midway: readonly string[];
  readonly alone: readonly string[];
}

function documentOf({ rows: asking, midway: open, alone }: Tables): string {
  const lines = [
    '# Refusals by what carries them',
    '',
    'Generated by `gateway/src/refusals/carriers.test.ts`, which brings about each of them. What the codes mean stands in',
    '[errors.md](errors.md). *JSON* and *GraphQL* are the two types of an answer to `POST /graphql`: `application/json`, and',
    '`application/graphql-response+json`, in which what brings no data is never a 200. *Stream* is `POST /graphql/stream`,',
    '*socket* the WebSocket. A word in the place of a status is the event or the message that brings the errors; `closed` is',
    'how a socket is closed, `handshake` the status of its upgrade.',
    '',
    '## When it is asked',
    '',
    '| Code | When | JSON | GraphQL | Stream | Socket |',
    '|---|---|---|---|---|---|',
    ...asking,
    '',
    '## While a subscription is open',
    '',
    '| Code | When | Stream | Socket |',
    '|---|---|---|---|',
    ...open,
    '',
    '## By routes that speak HTTP alone',
    '',
    'Photos, objects, calendars and the schema. 401 comes with `WWW-Authenticate`, 429 and 503 with `Retry-After`.',
    '',
    '| Code | Status |',
    '|---|---|',
    ...alone,
  ];
  return `${lines.join('\n')}\n`;
}
