import type { Caller } from '@freehold/kernel/caller/caller';
import { DeliveryFault } from '@freehold/kernel/messaging/delivery-fault';
import type { Mail } from '@freehold/kernel/messaging/mail';
import type { TestTenant } from '@freehold/kernel/testing/callers';
import { RecordingTracer } from '@freehold/kernel/testing/recording-tracer';
import { startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { tenantMark } from '@freehold/kernel/tracing/tenant-mark';
import { tracedSubgraph } from '@freehold/kernel/tracing/traced-subgraph';
import { newId, uuidOf } from '@freehold/kernel/values/id';
import { TenantProvisioned } from '@freehold/tenancy/events';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { bookingSubgraph } from '../src/booking.subgraph.ts';
import { givenBooking, givenOfferingOf, givenSessionOf } from './booking-scene.ts';
import { deliver, EVERY_WAY, faces, givenReachable, givenToldGym } from './notification-scene.ts';
import { anyKey, BOOK } from './scene.ts';

vi.setConfig({ testTimeout: 60_000 });

const FROM_GATEWAY = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
const ASK = '{ myBookings(first: 10) { edges { node { id seats } } } }';
const NOBODY_KNOWS =
  /ola|nordmann|@|oslo|gate 7|\+47|mailbox|fitzone|tnt_|mbr_|bkg_|ssn_|yoga|price|app\.tenant/i;

const mails: Mail[] = [];
/** Refuses what it refuses by sentences that name people, as servers of mail do. */
const mailer = {
  ...EVERY_WAY.mailer,
  from: 'messages@freehold.localhost',
  close: () => Promise.resolve(),
  send: (mail: Mail) => {
    mails.push(mail);
    const fault = new DeliveryFault(`550 <${mail.to}>: mailbox unknown`, { isFinal: true });
    return mail.to.startsWith('nobody') ? Promise.reject(fault) : Promise.resolve();
  },
};

const tracer = new RecordingTracer();
let test: TestSubgraph;
let gym: TestTenant;
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph, { faces, messaging: { ...EVERY_WAY, mailer }, tracer });
  gym = await givenToldGym(test);
});
beforeEach(() => void tracer.spans.splice(0));
afterAll(() => test.close());

/** Asks as the gateway does for a request that is traced. */
async function asked(caller: Caller, query: string, variables: Record<string, unknown> = {}) {
  const traced = tracedSubgraph(test.subgraph, tracer);
  return traced.execute({ query, caller, variables, trace: FROM_GATEWAY });
}

async function givenClass(): Promise<string> {
  const facts = { kind: 'CLASS', name: 'Yoga', capacity: 20 };
  return givenSessionOf(
    test,
    gym.owner,
    await givenOfferingOf(test, gym.owner, facts),
    '2026-11-26T17:00:00Z',
  );
}

/** A customer with a name, an address, a telephone and a booking. */
async function givenOla(email: string): Promise<Caller> {
  const ola = gym.someone('CUSTOMER');
  await givenReachable(test, gym, ola, { email, phone: '+4790000001' });
  return ola;
}

const lastOperation = () => {
  const found = tracer.spans.findLast(({ name }) => name === 'booking operation');
  if (!found) throw new Error('Nothing was asked in the name of a trace.');
  return found;
};

/** The causes that are kept with events, jobs and messages of the gym. */
async function causesKept(): Promise<ReadonlySet<unknown>> {
  const owner = new pg.Client({ connectionString: test.database.url('booking_owner') });
  await owner.connect();
  try {
    await owner.query("select set_config('app.tenant_id', $1, false)", [uuidOf(gym.tenant.id)]);
    const { rows } = await owner.query(
      `select cause from outbox union select cause from notification
       union select data ->> 'cause' from booking_jobs.job`,
    );
    return new Set(rows.map(({ cause }) => cause));
  } finally {
    await owner.end();
  }
}

const under = (root: string) => tracer.paths().filter((path) => path.startsWith(root));

describe('a trace of booking', () => {
  it('shows what an operation asked of the database, whichever way it asked', async () => {
    await asked(gym.customer, ASK);
    tracer.spans.splice(0);
    const { errors } = await asked(gym.customer, ASK);
    expect(errors).toBeUndefined();
    expect(tracer.paths()).toEqual([
      'booking operation',
      'booking operation > connection',
      'booking operation > SELECT booking',
    ]);
    expect(tracer.spans[0]?.origin).toEqual({ parent: FROM_GATEWAY });
  });

  it('shows the transaction of a mutation with its statements, up to its end', async () => {
    const ola = await givenOla('ola@oslo.test');
    const input = { sessionId: await givenClass(), seats: 1, idempotencyKey: anyKey() };
    tracer.spans.splice(0);
    expect((await asked(ola, BOOK, { input })).errors).toBeUndefined();
    const statements = under('booking operation > transaction > ').map((path) => path.split(' > ')[2]);
    expect(statements.slice(0, 2)).toEqual(['connection', 'BEGIN']);
    expect(statements).toEqual(expect.arrayContaining(['INSERT booking', 'INSERT outbox']));
    expect(statements.at(-1)).toBe('COMMIT');
    expect(tracer.spans.filter(({ isEnded }) => !isEnded)).toEqual([]);
    expect(tracer.told()).not.toMatch(NOBODY_KNOWS);
  });

  it('shows that a refusal has undone a transaction, by its code', async () => {
    const ola = await givenOla('ola@oslo.test');
    const input = { sessionId: newId('ssn'), seats: 1, idempotencyKey: anyKey() };
    tracer.spans.splice(0);
    await asked(ola, BOOK, { input });
    expect(tracer.spans.map(({ name, code }) => [name, code])).toEqual(
      expect.arrayContaining([
        ['booking operation', 'NOT_FOUND'],
        ['transaction', 'NOT_FOUND'],
      ]),
    );
  });

  it('begins with what other subgraphs have told, by batch and event, and says whose only as a hash', async () => {
    await givenToldGym(test);
    const batches = tracer.spans.filter(({ name }) => name === 'apply events of tenancy');
    expect(batches[0]).toMatchObject({
      kind: 'consumer',
      attributes: {
        'freehold.subgraph': 'booking',
        'freehold.source': 'tenancy',
        'messaging.batch.message_count': 1,
      },
    });
    const event = 'apply events of tenancy > apply tenancy.tenant-provisioned';
    expect(under(event)).toEqual(
      expect.arrayContaining([event, `${event} > transaction`, `${event} > transaction > COMMIT`]),
    );
    expect(tracer.told()).not.toMatch(NOBODY_KNOWS);
  });

  it('tells by its code that an event was set aside, after all attempts', async () => {
    await test.tell(TenantProvisioned, gym.tenant.id, { name: 'Ola Nordmann' } as never);
    const event = () => tracer.spans.find(({ name }) => name === 'apply tenancy.tenant-provisioned');
    await vi.waitFor(() => expect(event()?.isEnded).toBe(true), { timeout: 45_000 });
    expect(event()?.code).toBe('INTERNAL');
    const attempts = tracer.spans.filter(({ name, parent }) => name === 'transaction' && parent === event());
    expect(attempts.map(({ code }) => code)).toEqual([...Array.from({ length: 5 }, () => 'INTERNAL'), null]);
    expect(tracer.told()).not.toMatch(NOBODY_KNOWS);
  });

  it('begins with a job, whose messages are its parts and tell neither to whom they go nor why they did not', async () => {
    await givenBooking(test, await givenOla('ola@oslo.test'), await givenClass());
    await givenBooking(test, await givenOla('nobody@oslo.test'), await givenClass());
    tracer.spans.splice(0);
    mails.splice(0);
    await deliver(test, gym);
    expect(mails.map(({ to }) => to)).toEqual(expect.arrayContaining(['ola@oslo.test', 'nobody@oslo.test']));
    const job = tracer.spans.find(({ name }) => name === 'job booking.deliver-notifications');
    expect(job).toMatchObject({
      kind: 'consumer',
      code: null,
      isEnded: true,
      attributes: {
        'freehold.subgraph': 'booking',
        'freehold.job': 'booking.deliver-notifications',
        'freehold.attempt': 1,
        'freehold.tenant': tenantMark(gym.tenant.id),
        'freehold.request_id': expect.stringMatching(/^job-[0-9a-f-]{36}$/),
      },
    });
    const sent = tracer.spans.filter(({ name }) => name === 'send EMAIL');
    expect(new Set(sent.map(({ code, parent }) => [code, parent?.name].join()))).toEqual(
      new Set([',job booking.deliver-notifications', 'DELIVERY_REFUSED,job booking.deliver-notifications']),
    );
    // Whom it acts for is one question, without a transaction around it.
    expect(under('job booking.deliver-notifications')).toContain(
      'job booking.deliver-notifications > SELECT tenant_copy',
    );
    expect(under('job booking.deliver-notifications > transaction > ')).toContain(
      'job booking.deliver-notifications > transaction > UPDATE notification',
    );
    expect(tracer.told()).not.toMatch(NOBODY_KNOWS);
  });

  it('begins with each event of a subscription, as a consequence of what told it, and is handed on with the event', async () => {
    const sessionId = await givenClass();
    const traced = tracedSubgraph(test.subgraph, tracer);
    const call = { query: 'subscription Seats { sessionChanged { id seatsLeft } }', caller: gym.customer };
    const events = await traced.subscribe({ ...call, live: {}, trace: FROM_GATEWAY });
    if (!(Symbol.asyncIterator in events)) throw new Error(JSON.stringify(events));
    expect(tracer.paths()).toContain('booking operation');
    const heard = events[Symbol.asyncIterator]();
    const first = heard.next();
    const input = { sessionId, seats: 1, idempotencyKey: anyKey() };
    expect((await asked(gym.customer, BOOK, { input })).errors).toBeUndefined();
    const { value } = await first;
    await heard.return?.();
    const event = tracer.spans.find(({ name }) => name === 'booking event');
    const origin = { cause: lastOperation().traceparent, opening: FROM_GATEWAY };
    expect(event).toMatchObject({ parent: null, origin, code: null, isEnded: true });
    expect(under('booking event > ')).toEqual(
      expect.arrayContaining(['booking event > reading > SELECT session']),
    );
    expect(value.live.trace).toBe(event?.traceparent);
    expect(tracer.told()).not.toMatch(NOBODY_KNOWS);
  });

  it('is the cause of the job and of each message that it has written, whoever wrote the job first', async () => {
    const [early, late] = [await givenOla('early@oslo.test'), await givenOla('late@oslo.test')];
    await deliver(test, gym);
    const book = async (caller: Caller) => {
      const input = { sessionId: await givenClass(), seats: 1, idempotencyKey: anyKey() };
      expect((await asked(caller, BOOK, { input })).errors).toBeUndefined();
      return lastOperation().traceparent;
    };
    const causes = [await book(early), await book(late)];
    tracer.spans.splice(0);
    await deliver(test, gym);
    const [job] = tracer.spans.filter(({ name }) => name === 'job booking.deliver-notifications');
    expect(job?.origin).toEqual({ cause: causes[0] });
    const sent = tracer.spans.filter(({ name }) => name === 'send EMAIL');
    expect(sent.map(({ origin, parent }) => [origin.cause, parent?.name])).toEqual(
      causes.map((cause) => [cause, 'job booking.deliver-notifications']),
    );
    const kept = await causesKept();
    expect(causes.filter((cause) => !kept.has(cause))).toEqual([]);
  });

  it('leaves nothing with what is written in the name of none, or of one that is not kept', async () => {
    const before = await causesKept();
    const ola = await givenOla('ola@oslo.test');
    await givenBooking(test, ola, await givenClass());
    const traced = tracedSubgraph(test.subgraph, new RecordingTracer({ isSampling: false }));
    const input = { sessionId: await givenClass(), seats: 1, idempotencyKey: anyKey() };
    await traced.execute({ query: BOOK, caller: ola, variables: { input }, trace: FROM_GATEWAY });
    await deliver(test, gym);
    const jobs = tracer.spans.filter(({ name }) => name.startsWith('job ')).map((job) => job.traceparent);
    expect(
      [...(await causesKept())].filter((cause) => !before.has(cause) && !jobs.includes(`${cause}`)),
    ).toEqual([]);
  });

  it('is not begun for what no trace asks, and is not deepened where it is not kept', async () => {
    await test.subgraph.execute({ query: ASK, caller: gym.customer });
    await tracedSubgraph(test.subgraph, tracer).execute({ query: ASK, caller: gym.customer });
    expect(tracer.spans).toEqual([]);
    const forgetful = new RecordingTracer({ isSampling: false });
    const traced = tracedSubgraph(test.subgraph, forgetful);
    await traced.execute({ query: ASK, caller: gym.customer, trace: FROM_GATEWAY.replace(/01$/, '00') });
    expect(forgetful.paths()).toEqual(['booking operation']);
  });
});
