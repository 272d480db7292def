import { Context } from '@freehold/kernel/subgraph/context';
import { startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bookingSubgraph } from '../src/booking.subgraph.ts';
import { sweepHolds } from '../src/hold/sweep.service.ts';
import { replay, turnsIn } from '../src/waitlist/replay.policy.ts';
import { givenOfferingOf, givenSessionOf, many, newGym } from './booking-scene.ts';
import { setRules } from './rules-scene.ts';
import { anyKey, BOOK, CANCEL, faces } from './scene.ts';
import { type ModelRules, type Step, WaitlistModel } from './waitlist-model.ts';
import {
  ACCEPT,
  DECLINE_OFFER,
  JOIN,
  LEAVE,
  logOf,
  look,
  PRIORITIZE,
  STARTS,
  waitlistRules,
} from './waitlist-scene.ts';

const NOW = '2026-11-20T09:00:00Z';
const PEOPLE = 9;
let test: TestSubgraph;
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph, { faces, now: NOW });
});
afterAll(() => test.close());

const who = fc.nat(PEOPLE - 1);
const seats = fc.constantFrom(1, 1, 1, 2, 3);
const kinds = <K extends Step['kind']>(...all: K[]) => fc.record({ kind: fc.constantFrom(...all), who });
const aStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('book' as const), who, seats }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('join' as const), who, seats }) },
  { weight: 6, arbitrary: kinds('cancel') },
  { weight: 4, arbitrary: kinds('accept', 'decline') },
  { weight: 1, arbitrary: kinds('leave') },
  { weight: 2, arbitrary: kinds('bookElsewhere', 'cancelElsewhere') },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('prioritize' as const),
      who,
      priority: fc.integer({ min: -1, max: 2 }),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'dayPasses' as const }) },
);
const theRules: fc.Arbitrary<ModelRules> = fc.record({
  mode: fc.constantFrom('AUTO' as const, 'OFFER' as const),
  unfit: fc.constantFrom('SKIP_ONCE' as const, 'HOLD_LINE' as const),
  capacity: fc.integer({ min: 3, max: 4 }),
});
/** Six of seven steps are about somebody whom they concern. */
const aHistory = fc.record({
  steps: fc.array(fc.tuple(aStep, fc.nat(6)), { minLength: 25, maxLength: 40, size: 'max' }),
  parties: fc.array(seats, { minLength: PEOPLE, maxLength: PEOPLE }),
});

const none = { bookings: null, seats: null };
const ONE_AT_A_TIME = {
  limits: { perDay: none, perSevenDays: none, concurrent: { bookings: 1, seats: null } },
};

/** A real session, driven by the same steps as the model; what a member did last is what the next step is about. */
async function openSession({ mode, unfit, capacity }: ModelRules) {
  const gym = newGym();
  const offeringId = await givenOfferingOf(test, gym.owner, { kind: 'CLASS', capacity });
  const sessionId = await givenSessionOf(test, gym.owner, offeringId, STARTS);
  const big = await givenOfferingOf(test, gym.owner, { kind: 'CLASS', capacity: 50 });
  const elsewhere = await givenSessionOf(test, gym.owner, big, '2026-11-25T17:00:00Z');
  await setRules(test, gym.owner, {
    ...ONE_AT_A_TIME,
    ...waitlistRules({ mode, partyThatDoesNotFit: unfit }),
  });
  const people = many(PEOPLE, () => gym.someone('CUSTOMER'));
  const last = new Map<string, string>();
  const send = async (index: number, query: string, input: object, name: string) => {
    const caller = query === PRIORITIZE ? gym.owner : people[index];
    if (!caller) throw new Error('There is nobody.');
    const variables = { input: { ...input, idempotencyKey: anyKey() } };
    const { data, errors } = await test.subgraph.execute({ query, variables, caller });
    const id = /"id":"((?:bkg|wle)_[^"]+)"/.exec(JSON.stringify(data ?? null))?.[1];
    if (id) last.set(`${name}:${index}`, id);
    return String(errors?.[0]?.extensions?.code ?? 'done');
  };
  return { gym, sessionId, elsewhere, people, last, send };
}
type Opened = Awaited<ReturnType<typeof openSession>>;

/** The booking by which a member has seats of a session, also one that came of waiting. */
async function bookingOf({ people, sessionId, elsewhere }: Opened, index: number, isElsewhere: boolean) {
  const query = `{ myBookings(first: 50) { edges { node { id status session { id } } } } }`;
  const caller = people[index];
  if (!caller) throw new Error('There is nobody.');
  const { data } = await test.subgraph.execute({ query, caller });
  const nodes = (
    data as { myBookings: { edges: { node: { id: string; status: string; session: { id: string } } }[] } }
  ).myBookings.edges;
  const own = nodes.filter(({ node }) => node.session.id === (isElsewhere ? elsewhere : sessionId));
  return (own.find(({ node }) => node.status === 'CONFIRMED') ?? own[0])?.node.id;
}

async function settle({ gym }: Opened): Promise<void> {
  const ctx = new Context(test.subgraph.parts, gym.owner);
  await sweepHolds(ctx);
  await ctx.close();
}

/** Does a step; null when there is nothing that it could be about. */
async function doStep(opened: Opened, step: Step): Promise<string | null> {
  const { sessionId, elsewhere, last, send } = opened;
  if (step.kind === 'dayPasses') {
    test.clock.advance(86_400_000);
    await settle(opened);
    return 'done';
  }
  if (step.kind === 'book') return send(step.who, BOOK, { sessionId, seats: step.seats }, 'booking');
  if (step.kind === 'join') return send(step.who, JOIN, { sessionId, partySize: step.seats }, 'entry');
  if (step.kind === 'bookElsewhere') return send(step.who, BOOK, { sessionId: elsewhere }, 'elsewhere');
  if (step.kind === 'cancel' || step.kind === 'cancelElsewhere') {
    const bookingId = await bookingOf(opened, step.who, step.kind === 'cancelElsewhere');
    return bookingId ? send(step.who, CANCEL, { bookingId }, 'canceled') : null;
  }
  const entryId = last.get(`entry:${step.who}`);
  if (!entryId) return null;
  if (step.kind === 'prioritize')
    return send(step.who, PRIORITIZE, { entryId, priority: step.priority }, 'ranked');
  const query = { leave: LEAVE, accept: ACCEPT, decline: DECLINE_OFFER }[step.kind];
  return send(step.who, query, { entryId }, 'answered');
}

/** The session is full, and the others wait. */
const beginning = ({ rules }: WaitlistModel, parties: readonly number[]): Step[] =>
  parties.map((party, who) =>
    who < rules.capacity ? { kind: 'book', who, seats: 1 } : { kind: 'join', who, seats: party },
  );

/** At most three days pass: then the session begins. */
function* historyOf(
  model: WaitlistModel,
  { steps, parties }: { steps: readonly (readonly [Step, number])[]; parties: readonly number[] },
): Generator<Step> {
  yield* beginning(model, parties);
  const late = steps.filter(([{ kind }]) => kind === 'dayPasses').slice(3);
  for (const each of steps) {
    const [step, stray] = each;
    if (!late.includes(each)) yield stray === 0 ? step : model.aim(step);
  }
}

/** Does all steps in both, and compares what each answers; who each entry is of. */
async function live(opened: Opened, model: WaitlistModel, steps: Iterable<Step>) {
  const entries = new Map<string | undefined, number>();
  for (const step of steps) {
    const said = await doStep(opened, step);
    // What nothing is known of cannot be asked for.
    if (said === null) continue;
    expect(said.replace('OFFER_EXPIRED', 'NOTHING_OFFERED'), JSON.stringify(step)).toBe(model.do(step));
    if (step.kind === 'join') entries.set(opened.last.get(`entry:${step.who}`), step.who);
  }
  return entries;
}

it('gives seats to exactly those to whom a brute-force model gives them, and the log replays it', async () => {
  const property = fc.asyncProperty(theRules, aHistory, async (rules, history) => {
    test.clock.moveTo(NOW);
    const opened = await openSession(rules);
    const model = new WaitlistModel(rules);
    const entries = await live(opened, model, historyOf(model, history));
    const seen = { ...opened, offeringId: '', holders: [] };
    const log = await logOf(test, seen);
    const turns = turnsIn(log);
    expect(replay(log)).toEqual(turns);
    const given = turns
      .filter(({ outcome }) => outcome !== 'SKIPPED')
      .map(({ entryId }) => entries.get(entryId));
    expect(given).toEqual(model.given);
    expect((await look(test, seen)).seatsLeft).toBe(model.free);
  });
  await fc.assert(property, { numRuns: 8 });
}, 120_000);
