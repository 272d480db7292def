import { describe, expect, inject, it } from 'vitest';
import { dataOf, signedIn } from '../house/api.ts';
import { openSocket } from '../house/live.ts';

const port = inject('port');
const SESSIONS = `query ($from: DateTime!, $to: DateTime!) {
  sessions(from: $from, to: $to, first: 100) { edges { node { id seatsLeft myBooking { status } } } } }`;
const CHANGE_PLAN = 'mutation ($input: ChangePlanInput!) { changePlan(input: $input) { tenant { id } } }';
const CANCEL = 'mutation ($input: CancelBookingInput!) { cancelBooking(input: $input) { booking { id } } }';
const BOOK = 'mutation ($input: BookSessionInput!) { bookSession(input: $input) { booking { id } } }';

interface Sessions {
  readonly sessions: {
    readonly edges: readonly {
      readonly node: {
        readonly id: string;
        readonly seatsLeft: number;
        readonly myBooking: { readonly status: string } | null;
      };
    }[];
  };
}

/** Somebody books whatever is free at their tenant; the booking's id. */
async function bookSomething(slug: string): Promise<string> {
  const customer = await signedIn(port, slug, 'customer');
  const now = Date.now();
  const coming = { from: new Date(now).toISOString(), to: new Date(now + 14 * 86_400_000).toISOString() };
  const { sessions } = await dataOf<Sessions>(customer, SESSIONS, coming);
  const free = sessions.edges.find(
    ({ node }) => node.seatsLeft > 0 && node.myBooking?.status !== 'CONFIRMED',
  );
  const input = { sessionId: free?.node.id, idempotencyKey: crypto.randomUUID() };
  const { bookSession } = await dataOf<{ bookSession: { booking: { id: string } } }>(customer, BOOK, {
    input,
  });
  return bookSession.booking.id;
}

describe('a subscription', () => {
  it("completes analytics' event with fields of billing", async () => {
    const socket = openSocket(await signedIn(port, 'yogaflow', 'owner'));
    const query = 'subscription { moved: usageChanged { used of: meter { key name limit enforcement } } }';
    const events = socket.iterate({ query });
    const first = events.next();
    await bookSomething('yogaflow');

    expect((await first).value).toEqual({
      extensions: { cursor: expect.any(String) },
      data: {
        moved: {
          used: expect.any(Number),
          of: { key: 'bookings', name: 'Bookings', limit: null, enforcement: 'HARD' },
        },
      },
    });
    await socket.dispose();
  });

  it('loses a field with a downgrade, says what would grant it, and has it back with the upgrade', async () => {
    const owner = await signedIn(port, 'fitzone', 'owner');
    const customer = await signedIn(port, 'fitzone', 'customer');
    const booked: string[] = [];
    const change = (plan: string) =>
      dataOf(owner, CHANGE_PLAN, { input: { plan, idempotencyKey: crypto.randomUUID() } });
    const socket = openSocket(owner);
    const query = 'subscription { usageChanged { used forecast meter { key } } }';
    const events = socket.iterate({ query });
    const heardAfter = async (happens: () => Promise<unknown>) => {
      const next = events.next();
      await happens();
      booked.push(await bookSomething('fitzone'));
      return (await next).value;
    };
    const granted = await heardAfter(async () => undefined);
    const downgradedAt = performance.now();
    const denied = await heardAfter(() => change('fitness:starter'));
    expect(performance.now() - downgradedAt).toBeLessThan(5_000);
    const again = await heardAfter(() => change('fitness:enterprise'));
    await socket.dispose();
    for (const bookingId of booked)
      await dataOf(customer, CANCEL, { input: { bookingId, idempotencyKey: crypto.randomUUID() } });

    expect([granted?.errors, again?.errors]).toEqual([undefined, undefined]);
    expect(denied).toMatchObject({
      data: { usageChanged: { used: expect.any(Number), forecast: null, meter: { key: 'bookings' } } },
      errors: [
        {
          path: ['usageChanged', 'forecast'],
          extensions: {
            code: 'PLAN_UPGRADE_REQUIRED',
            feature: 'analytics',
            currentPlan: 'fitness:starter',
            cheapestGrant: 'fitness:pro',
          },
        },
      ],
    });
  });

  it('that the plan does not include is refused, and says what would grant it', async () => {
    const socket = openSocket(await signedIn(port, 'hartwell', 'owner'));
    const events = socket.iterate({ query: 'subscription { bookingsPerDayChanged { date count } }' });

    const refusal = await events.next().then(
      ({ value }) => value?.errors?.[0],
      (errors: readonly object[]) => errors[0],
    );

    expect(refusal).toMatchObject({
      extensions: {
        code: 'PLAN_UPGRADE_REQUIRED',
        feature: 'analytics',
        currentPlan: 'clinic:starter',
        cheapestGrant: 'clinic:business',
      },
    });
    await socket.dispose();
  });
});
