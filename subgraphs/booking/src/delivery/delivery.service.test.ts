import { inTransaction } from '@freehold/kernel/database/transaction';
import type { Context } from '@freehold/kernel/subgraph/context';
import type { TestTenant } from '@freehold/kernel/testing/callers';
import type { TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import type { Catcher } from '@freehold/sandbox/catcher';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { CALL_OFF, givenBooking, givenOfferingOf, givenSessionOf, many } from '../../test/booking-scene.ts';
import {
  asJob,
  deliver,
  givenCrowd,
  givenReachable,
  givenToldGym,
  letTimeGo,
  startWith,
  toldAbout,
  toldTo,
} from '../../test/notification-scene.ts';
import { anyKey } from '../../test/scene.ts';
import { openSending, type SendingScene } from '../../test/sending-scene.ts';
import { act } from '../../test/waitlist-scene.ts';
import { deliverDue } from './deliver.service.ts';

let scene: SendingScene;
let catcher: Catcher;
vi.setConfig({ testTimeout: 60_000 });

let test: TestSubgraph;
let gym: TestTenant;
beforeAll(async () => {
  scene = await openSending();
  ({ test, catcher } = scene);
});
beforeEach(async () => {
  gym = await givenToldGym(test);
});
afterEach(() => scene.forget());
afterAll(() => scene.close());

async function givenClass(startsAt = '2026-11-26T17:00:00Z') {
  const offeringId = await givenOfferingOf(test, gym.owner, { kind: 'CLASS', name: 'Yoga', capacity: 200 });
  return givenSessionOf(test, gym.owner, offeringId, startsAt);
}

/** A customer with a booking, who wishes to be told so in a way. */
async function givenBooked(wish: { readonly email?: string } & Record<string, unknown> = {}) {
  const customer = gym.someone('CUSTOMER');
  await givenReachable(test, gym, customer, wish);
  return { customer, bookingId: await givenBooking(test, customer, await givenClass()) };
}

/** A session that was called off, of which so many are to be told. */
async function givenCalledOff(count: number): Promise<void> {
  const sessionId = await givenClass();
  await givenCrowd(test, gym, sessionId, count);
  await act(test, gym.owner, CALL_OFF, { sessionId });
}

const caught = () => catcher.messages.all();
const statusOf = async (bookingId: string) => (await toldAbout(test, gym.owner, bookingId))[0]?.[0];

describe('a message', () => {
  it('leaves the house once, in the name of the tenant, to the address of its receiver', async () => {
    const { customer, bookingId } = await givenBooked({ email: 'kari@oslo.test', locale: 'en-GB' });
    await deliver(test, gym);
    const [told] = await toldTo(test, customer);
    expect(caught()).toMatchObject([
      {
        channel: 'EMAIL',
        key: `<${told?.id}@freehold.localhost>`,
        from: 'FitZone Oslo <messages@freehold.localhost>',
        to: 'kari@oslo.test',
        subject: 'Booked: Yoga, Thursday, 26 November 2026 at 18:00',
        text: 'Your booking is confirmed.\nYoga\nThursday, 26 November 2026 at 18:00',
        html: expect.stringContaining('<p style="margin:0 0 4px">Yoga</p>'),
        repeats: 0,
      },
    ]);
    await letTimeGo(test, gym, '2026-11-23T12:00:00Z');
    expect(caught()).toMatchObject([{ repeats: 0 }]);
    expect(await statusOf(bookingId)).toMatchObject({ status: 'SENT', attempts: 1, reason: null });
  });

  it('that is refused three times for now arrives with the fourth attempt, once', async () => {
    const { bookingId } = await givenBooked();
    catcher.trouble.order('BUSY', 3);
    await deliver(test, gym);
    expect(caught()).toEqual([]);
    expect(await statusOf(bookingId)).toMatchObject({
      status: 'QUEUED',
      attempts: 1,
      reason: expect.stringContaining('451'),
    });
    await letTimeGo(test, gym, '2026-11-23T09:06:59Z');
    expect(await statusOf(bookingId)).toMatchObject({ status: 'QUEUED', attempts: 3 });
    await letTimeGo(test, gym, '2026-11-23T09:07:00Z');
    expect(caught()).toMatchObject([{ repeats: 0 }]);
    expect(await statusOf(bookingId)).toMatchObject({ status: 'SENT', attempts: 4, reason: null });
  });

  it('that is never taken fails after eight attempts, with the last reason, which staff reads', async () => {
    const { bookingId } = await givenBooked();
    catcher.trouble.order('BUSY', 100);
    await letTimeGo(test, gym, '2026-11-23T14:00:00Z');
    expect(await statusOf(bookingId)).toMatchObject({
      status: 'FAILED',
      attempts: 8,
      reason: expect.stringContaining('Try again later.'),
    });
  });

  it('that is refused for good is not tried again', async () => {
    const { bookingId } = await givenBooked();
    catcher.trouble.order('REFUSED');
    await letTimeGo(test, gym, '2026-11-23T14:00:00Z');
    expect(caught()).toEqual([]);
    expect(await statusOf(bookingId)).toMatchObject({ status: 'FAILED', attempts: 1 });
  });

  it('of which nobody knows whether it was taken is sent again with its id, so that it is kept once', async () => {
    const { bookingId } = await givenBooked();
    catcher.trouble.order('HANG_UP_KEPT');
    await letTimeGo(test, gym, '2026-11-23T09:01:00Z');
    expect(caught()).toMatchObject([{ repeats: 1 }]);
    expect(await statusOf(bookingId)).toMatchObject({ status: 'SENT', attempts: 2 });
  });

  it('whose worker dies between sending and writing it down is sent again with its id, and kept once', async () => {
    const { bookingId } = await givenBooked();
    await dyingAfterSending();
    expect(caught()).toMatchObject([{ repeats: 0 }]);
    expect(await statusOf(bookingId)).toMatchObject({ status: 'QUEUED', attempts: 1 });
    await letTimeGo(test, gym, '2026-11-23T09:04:59Z');
    expect(caught()).toMatchObject([{ repeats: 0 }]);
    await letTimeGo(test, gym, '2026-11-23T09:05:00Z');
    expect(caught()).toMatchObject([{ repeats: 1 }]);
    expect(await statusOf(bookingId)).toMatchObject({ status: 'SENT', attempts: 2 });
  });

  it('is sent by one of ten workers that look at once', async () => {
    await givenCalledOff(20);
    await Promise.all(many(10, () => asJob(test, gym, deliverDue)));
    expect(caught()).toHaveLength(20);
    expect(caught().filter(({ repeats }) => repeats > 0)).toEqual([]);
  });

  it('to many goes out in one run, with as many statements for forty-nine as for two', async () => {
    const statementsFor = async (count: number) => {
      await givenCalledOff(count);
      test.statements.splice(0);
      await asJob(test, gym, deliverDue);
      return test.statements.length;
    };
    expect(await statementsFor(49)).toBe(await statementsFor(2));
    expect(caught()).toHaveLength(51);
  });

  it('waits for the address of somebody of whom nothing was told yet', async () => {
    const customer = gym.someone('CUSTOMER');
    const bookingId = await givenBooking(test, customer, await givenClass());
    await deliver(test, gym);
    expect(await statusOf(bookingId)).toMatchObject({
      status: 'QUEUED',
      reason: 'The address of the customer is not known yet.',
    });
    await givenReachable(test, gym, customer, { email: 'late@oslo.test' });
    await letTimeGo(test, gym, '2026-11-23T09:01:00Z');
    expect(caught()).toMatchObject([{ to: 'late@oslo.test' }]);
  });

  it('to an address that is none fails, and the others of the run arrive', async () => {
    const wrong = await givenBooked({ email: 'a@b.no, thief@example.com' });
    await givenBooked({ email: 'kari@oslo.test' });
    await deliver(test, gym);
    expect(await statusOf(wrong.bookingId)).toMatchObject({ status: 'FAILED' });
    expect(caught()).toMatchObject([{ to: 'kari@oslo.test' }]);
  });
});

describe('an SMS', () => {
  const byText = { phone: '+4791234567', smsReminders: true, emailReminders: false };

  it('says all in one line, and counts one unit', async () => {
    await givenBooked({ ...byText, locale: 'en-GB' });
    await deliver(test, gym);
    const text = 'FitZone Oslo: Booked: Yoga, Thursday, 26 November 2026 at 18:00';
    expect(caught()).toMatchObject([{ channel: 'SMS', to: '+4791234567', text }]);
    expect(await usedSms()).toBe(1);
  });

  it('that failed for good gives its unit back', async () => {
    const { bookingId } = await givenBooked(byText);
    expect(await usedSms()).toBe(1);
    catcher.trouble.order('REFUSED');
    await deliver(test, gym);
    expect(await statusOf(bookingId)).toMatchObject({ channel: 'SMS', status: 'FAILED' });
    expect(await usedSms()).toBe(0);
  });
});

describe('a push message', () => {
  const REGISTER = `mutation ($input: RegisterPushDeviceInput!) { registerPushDevice(input: $input) { device { id } } }`;

  it('reaches every device, and a device that is gone is forgotten', async () => {
    const customer = gym.someone('CUSTOMER');
    await givenReachable(test, gym, customer, { pushReminders: true, emailReminders: false });
    const [kept, gone] = [anyKey(), anyKey()];
    for (const token of [kept, gone]) await act(test, customer, REGISTER, { token });
    await givenBooking(test, customer, await givenClass());
    await deliver(test, gym);
    expect(
      caught()
        .map(({ to }) => to)
        .sort(),
    ).toEqual([kept, gone].sort());
    catcher.messages.clear();
    catcher.trouble.order('REFUSED');
    await givenBooking(test, customer, await givenClass());
    await deliver(test, gym);
    expect(caught()).toHaveLength(1);
    catcher.messages.clear();
    await givenBooking(test, customer, await givenClass());
    await deliver(test, gym);
    expect(caught()).toHaveLength(1);
  });
});

describe('a house without a way out', () => {
  it('keeps what it would have sent, with the reason', async () => {
    const closed = await startWith();
    const own = await givenToldGym(closed);
    const offeringId = await givenOfferingOf(closed, own.owner, { kind: 'CLASS' });
    const bookingId = await givenBooking(
      closed,
      own.customer,
      await givenSessionOf(closed, own.owner, offeringId),
    );
    expect(await toldAbout(closed, own.owner, bookingId)).toMatchObject([
      [{ kind: 'BOOKED', status: 'SUPPRESSED', reason: expect.stringContaining('not configured') }],
    ]);
    await closed.close();
  });
});

describe('a session that is called off', () => {
  it('is told to each of its customers by one mail', async () => {
    await givenCalledOff(60);
    await deliver(test, gym);
    expect(caught()).toHaveLength(60);
    expect(new Set(caught().map(({ to }) => to)).size).toBe(60);
    expect(caught().filter(({ repeats, subject }) => repeats > 0 || !subject.startsWith('Avlyst'))).toEqual(
      [],
    );
  });
});

/** A worker that sends and is killed before it has written so down. */
async function dyingAfterSending(): Promise<void> {
  await expect(asJob(test, gym, (ctx) => deliverDue(stoppingAt(ctx)))).rejects.toThrow(Killed);
}

class Killed extends Error {}

/** Its second transaction is the one that a dead worker never begins. */
function stoppingAt(ctx: Context): Context {
  const transaction = ctx.transaction.bind(ctx);
  let begun = 0;
  ctx.transaction = (work) => {
    begun += 1;
    return begun > 1 ? Promise.reject(new Killed()) : transaction(work);
  };
  return ctx;
}

async function usedSms(): Promise<number> {
  const rows = await inTransaction(test.subgraph.parts.orm, gym.tenant.id, (em) =>
    em.execute<{ used: number }[]>("select used from usage_counter where id = 'sms'"),
  );
  return rows[0]?.used ?? 0;
}
