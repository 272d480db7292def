import { describe, expect, inject, it } from 'vitest';
import { dataOf, signedIn } from '../house/api.ts';
import { openSocket } from '../house/live.ts';

const port = inject('port');
const SESSIONS = `query ($from: DateTime!, $to: DateTime!) {
  sessions(from: $from, to: $to, first: 100) { edges { node { id seatsLeft myBooking { status } } } } }`;
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

/** Somebody books whatever is free at their tenant. */
async function bookSomething(slug: string): Promise<void> {
  const customer = await signedIn(port, slug, 'customer');
  const now = Date.now();
  const coming = { from: new Date(now).toISOString(), to: new Date(now + 14 * 86_400_000).toISOString() };
  const { sessions } = await dataOf<Sessions>(customer, SESSIONS, coming);
  const free = sessions.edges.find(
    ({ node }) => node.seatsLeft > 0 && node.myBooking?.status !== 'CONFIRMED',
  );
  const input = { sessionId: free?.node.id, idempotencyKey: crypto.randomUUID() };
  await dataOf(customer, BOOK, { input });
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
