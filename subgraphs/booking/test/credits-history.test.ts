import type { Caller } from '@freehold/kernel/caller/caller';
import { startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { idOf } from '@freehold/kernel/values/id';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bookingSubgraph } from '../src/booking.subgraph.ts';
import { givenSessionOf, MOVE, many } from './booking-scene.ts';
import { CHANGE, givenCreditGym, givenPass, REVOKE } from './pass-scene.ts';
import { anyKey, BOOK, CANCEL, faces } from './scene.ts';
import { rowsOf } from './series-scene.ts';
import { JOIN } from './waitlist-scene.ts';

const NOW = '2026-11-23T09:00:00Z';
let test: TestSubgraph;
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph, { faces });
});
afterAll(() => test.close());

const number = fc.nat(1000);
const step = fc.record({
  deed: fc.constantFrom(
    'BOOK',
    'BOOK',
    'BOOK',
    'CANCEL',
    'CANCEL',
    'MOVE',
    'JOIN',
    'CHANGE',
    'REVOKE',
    'WAIT',
  ),
  who: number,
  what: number,
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

interface World {
  readonly owner: Caller;
  readonly people: readonly Caller[];
  readonly sessions: readonly string[];
  readonly passes: readonly string[];
}

async function givenWorld(): Promise<World> {
  const { gym, offeringId } = await givenCreditGym(test, {}, 2);
  const people = many(3, () => gym.someone('CUSTOMER'));
  const sessions: string[] = [];
  for (const day of [24, 25, 26])
    sessions.push(await givenSessionOf(test, gym.owner, offeringId, `2026-11-${day}T17:00:00Z`));
  const passes: string[] = [];
  for (const caller of people)
    for (const validUntil of ['2026-12-24T00:00:00Z', '2027-02-01T00:00:00Z'])
      passes.push(await givenPass(test, gym, caller, { credits: 1 + (passes.length % 2), validUntil }));
  return { owner: gym.owner, people, sessions, passes };
}

/** Answers one of a list by a number of any size. */
function pick<T>(list: readonly T[], index: number): T {
  const found = list[index % list.length];
  if (found === undefined) throw new Error('The list is empty.');
  return found;
}

const OPEN = `select id, customer_id from booking.booking where status = 'CONFIRMED' order by id`;

/** Does one thing, which may be refused; only a fault is one. */
async function take(world: World, { deed, who, what }: Step): Promise<void> {
  const { owner } = world;
  const sessionId = pick(world.sessions, what);
  const open = await rowsOf<{ id: string }>(test, owner, OPEN);
  const bookingId = open.length > 0 ? idOf('bkg', pick(open, who).id) : null;
  const passId = pick(world.passes, who);
  const calls: Record<string, readonly [Caller, string, object] | null> = {
    BOOK: [pick(world.people, who), BOOK, { sessionId, seats: (what % 2) + 1 }],
    JOIN: [pick(world.people, who), JOIN, { sessionId }],
    CANCEL: bookingId ? [owner, CANCEL, { bookingId }] : null,
    MOVE: bookingId ? [owner, MOVE, { bookingId, sessionId }] : null,
    CHANGE: [owner, CHANGE, { passId, creditsChange: (what % 5) - 2, reason: 'A step.' }],
    REVOKE: what % 4 === 0 ? [owner, REVOKE, { passId, reason: 'A step.' }] : null,
  };
  if (deed === 'WAIT') test.clock.moveTo(new Date(test.clock.now().getTime() + (what % 9) * 3_600_000));
  const call = calls[deed];
  if (!call) return;
  const [caller, query, input] = call;
  const variables = { input: { ...input, idempotencyKey: anyKey() } };
  const { errors = [] } = await test.subgraph.execute({ query, variables, caller });
  expect(errors.filter(({ extensions }) => extensions?.code === 'INTERNAL')).toEqual([]);
}

const SUMS = `
  select credits_left as left,
         (select sum(amount)::int from booking.credit_entry e where e.pass_id = p.id) as entered,
         (select coalesce(sum(u.credits), 0)::int from booking.pass_use u join booking.booking b on b.id = u.booking_id
           where u.pass_id = p.id and status in ('PENDING', 'CONFIRMED')) as held,
         (select coalesce(-sum(amount), 0)::int from booking.credit_entry e
           where e.pass_id = p.id and deed in ('TAKEN', 'GIVEN_BACK')) as out,
         (select coalesce(sum(u.credits), 0)::int from booking.pass_use u join booking.credit_entry e
             on e.booking_id = u.booking_id and e.pass_id = u.pass_id and e.deed = 'LOST'
           where u.pass_id = p.id) as lost
    from booking.pass p`;
const USES = `
  select b.credits_taken as taken, (
           select coalesce(sum(credits), 0)::int from booking.pass_use u where u.booking_id = b.id) as used
    from booking.booking b`;

describe('any history of booking, moving, giving back and changing passes, some of it at once', () => {
  it('leaves each pass with the sum of its entries, and out of it what open bookings hold and what was lost', {
    timeout: 120_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), { minLength: 5, maxLength: 15 }),
        async (steps) => {
          test.clock.moveTo(NOW);
          const world = await givenWorld();
          for (const together of steps) await Promise.all(together.map((each) => take(world, each)));
          for (const { left, entered, held, out, lost } of await rowsOf(test, world.owner, SUMS))
            expect({ entered, out }).toEqual({ entered: left, out: held + lost });
          for (const { taken, used } of await rowsOf(test, world.owner, USES)) expect(used).toBe(taken);
        },
      ),
      { numRuns: 12, seed: 20261121, endOnFailure: true },
    );
  });

  it('can be added to and nothing else by the role that serves', async () => {
    const rights = await rowsOf(
      test,
      (await givenWorld()).owner,
      `select table_name as name, privilege_type as right from information_schema.role_table_grants
        where grantee = 'booking_app' and table_name in ('credit_entry', 'pass_use', 'policy_override') order by 1, 2`,
    );
    expect(rights.map(({ name, right }) => `${name} ${right}`)).toEqual([
      'credit_entry INSERT',
      'credit_entry SELECT',
      'pass_use INSERT',
      'pass_use SELECT',
      'policy_override INSERT',
      'policy_override SELECT',
    ]);
  });
});
