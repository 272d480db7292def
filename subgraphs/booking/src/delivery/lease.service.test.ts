import { inTransaction } from '@freehold/kernel/database/transaction';
import type { Context } from '@freehold/kernel/subgraph/context';
import type { TestTenant } from '@freehold/kernel/testing/callers';
import { waitingJobs } from '@freehold/kernel/testing/run-due-jobs';
import type { TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { CALL_OFF, givenBooking, givenOfferingOf, givenSessionOf } from '../../test/booking-scene.ts';
import {
  asJob,
  deliver,
  givenCrowd,
  givenReachable,
  givenToldGym,
  letTimeGo,
  toldAbout,
} from '../../test/notification-scene.ts';
import { openSending, type SendingScene } from '../../test/sending-scene.ts';
import { act } from '../../test/waitlist-scene.ts';
import { deliverDue } from './deliver.service.ts';

vi.setConfig({ testTimeout: 60_000 });

const DELIVER = 'booking.deliver-notifications';
const BY_TEXT = { phone: '+4791234567', smsReminders: true, emailReminders: false };

let scene: SendingScene;
let test: TestSubgraph;
let gym: TestTenant;
beforeAll(async () => {
  scene = await openSending();
  ({ test } = scene);
});
beforeEach(async () => {
  gym = await givenToldGym(test);
});
afterEach(() => scene.forget());
afterAll(() => scene.close());

const caught = () => scene.catcher.messages.all();
const statusOf = async (bookingId: string) => (await toldAbout(test, gym.owner, bookingId))[0]?.[0];

async function givenClass(): Promise<string> {
  const offeringId = await givenOfferingOf(test, gym.owner, { kind: 'CLASS', name: 'Yoga', capacity: 200 });
  return givenSessionOf(test, gym.owner, offeringId, '2026-11-26T17:00:00Z');
}

/** A booking of somebody who wishes to be told so in a way; its message waits. */
async function givenBooked(wish: Record<string, unknown> = {}): Promise<string> {
  const customer = gym.someone('CUSTOMER');
  await givenReachable(test, gym, customer, wish);
  const sessionId = await givenClass();
  test.statements.splice(0);
  return givenBooking(test, customer, sessionId);
}

/** What was sent since, beside what opens and ends transactions. */
const statements = () =>
  test.statements.splice(0).filter((sql) => !/\] (begin|select set_config|commit)/.test(sql));

const rows = <Row extends object>(sql: string): Promise<Row[]> =>
  inTransaction(test.subgraph.parts.orm, gym.tenant.id, (em) => em.execute<Row[]>(sql));

/** When the jobs that send are due, and how many seconds later they begin. */
async function sendingJobs(): Promise<readonly { readonly at: string; readonly late: number }[]> {
  const owner = new pg.Client({ connectionString: test.database.url('booking_owner') });
  await owner.connect();
  try {
    const { rows: found } = await owner.query(
      `select data ->> 'at' as at, extract(epoch from start_after - (data ->> 'at')::timestamptz)::float as late
         from booking_jobs.job where state = 'created' and data ->> 'type' = $1 and data ->> 'tenantId' = $2`,
      [DELIVER, gym.tenant.id],
    );
    return found;
  } finally {
    await owner.end();
  }
}

/** The instants at which somebody looks after what was taken. */
async function looks(): Promise<readonly string[]> {
  return (await waitingJobs(test, gym.tenant.id)).flatMap(({ type, at }) => (type === DELIVER ? [at] : []));
}

/** A worker that is overtaken: `work` is done between its sending and its writing that down. */
function overtaken(ctx: Context, work: () => Promise<unknown>): Context {
  const transaction = ctx.transaction.bind(ctx);
  let begun = 0;
  ctx.transaction = async (write) => {
    begun += 1;
    if (begun === 2) await work();
    return transaction(write);
  };
  return ctx;
}

describe('what is to be sent', () => {
  it('waits a second for more of its tenant, and has one job, for which one statement is told', async () => {
    await givenBooked();
    const written = statements().filter(
      (sql) => sql.includes(`"type":"${DELIVER}"`) || sql.includes('_jobs.'),
    );
    // One for the message, one for whoever looks whether somebody came.
    expect(written).toHaveLength(2);
    test.clock.moveTo('2026-11-23T09:00:00.900Z');
    await givenBooked();
    expect(await sendingJobs()).toEqual([{ at: '2026-11-23T09:00:00.000Z', late: 1 }]);
    await deliver(test, gym);
    expect(caught()).toHaveLength(2);
  });

  it('is taken, looked up and written down by five statements, and by one when nothing is due', async () => {
    await givenBooked();
    await givenBooked();
    test.statements.splice(0);
    await asJob(test, gym, deliverDue);
    expect(statements()).toHaveLength(5);
    await asJob(test, gym, deliverDue);
    expect(statements()).toHaveLength(1);
    expect(caught()).toHaveLength(2);
  });

  it('is looked after by one job for all that is taken within a minute, when the last lease is over', async () => {
    for (const second of [10, 20, 40]) {
      test.clock.moveTo(`2026-11-23T09:00:${second}Z`);
      await givenBooked();
      await deliver(test, gym);
    }
    expect(await looks()).toEqual(['2026-11-23T09:06:00.000Z']);
    await letTimeGo(test, gym, '2026-11-23T09:06:00Z');
    expect(await looks()).toEqual([]);
    expect(caught().map(({ repeats }) => repeats)).toEqual([0, 0, 0]);
  });

  it('is not written down by a worker whose lease is over and whose message another one has', async () => {
    const bookingId = await givenBooked();
    const another = async () => {
      test.clock.moveTo('2026-11-23T09:06:00Z');
      scene.catcher.trouble.order('BUSY');
      await asJob(test, gym, deliverDue);
    };
    await asJob(test, gym, (ctx) => deliverDue(overtaken(ctx, another)));
    expect(await statusOf(bookingId)).toMatchObject({ status: 'QUEUED', attempts: 2 });
    await letTimeGo(test, gym, '2026-11-23T09:10:00Z');
    expect(await statusOf(bookingId)).toMatchObject({ status: 'SENT', attempts: 3 });
    expect(caught()).toMatchObject([{ repeats: 1 }]);
  });

  it('is sent in the same run, however much before it has come too late', async () => {
    const sessionId = await givenClass();
    await givenCrowd(test, gym, sessionId, 51);
    await act(test, gym.owner, CALL_OFF, { sessionId });
    await rows(
      `update notification set useful_until = '2026-11-23T09:00:00Z'
        where id in (select id from notification order by due_at, id limit 50) returning 1`,
    );
    await deliver(test, gym);
    expect(caught()).toHaveLength(1);
  });

  it('and tells nothing worth knowing any more is given up, with the unit of an SMS', async () => {
    const late = await givenBooked(BY_TEXT);
    await rows("update notification set useful_until = '2026-11-23T09:00:00Z' returning 1");
    const timely = await givenBooked(BY_TEXT);
    expect(await rows("select used from usage_counter where id = 'sms'")).toEqual([{ used: 2 }]);
    await deliver(test, gym);
    const reason = 'It came too late to be worth knowing.';
    expect(await statusOf(late)).toMatchObject({ status: 'FAILED', attempts: 0, reason });
    expect(await statusOf(timely)).toMatchObject({ status: 'SENT', attempts: 1, reason: null });
    expect(await rows("select used from usage_counter where id = 'sms'")).toEqual([{ used: 1 }]);
  });
});
