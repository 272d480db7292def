import { ask, refusalOf, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { newId } from '@freehold/kernel/values/id';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  BOOK_INTERVAL,
  givenOfferingOf,
  givenSessionOf,
  HOLD,
  many,
  newGym,
  tally,
} from '../../test/booking-scene.ts';
import { anyKey, CANCEL, faces } from '../../test/scene.ts';
import {
  act,
  codeOf,
  givenFull,
  JOIN,
  join,
  LEAVE,
  logOf,
  look,
  MY_WAITLIST,
  newestOf,
  PRIORITIZE,
  STARTS,
  waitlistRules,
} from '../../test/waitlist-scene.ts';
import { bookingSubgraph } from '../booking.subgraph.ts';

const NOW = '2026-11-23T09:00:00Z';
let test: TestSubgraph;
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph, { faces, now: NOW });
});
afterEach(() => test.clock.moveTo(NOW));
afterAll(() => test.close());

describe('joining a waitlist', () => {
  it('puts the member at the end of the line', async () => {
    const full = await givenFull(test);
    await join(test, full.gym.customer, full.sessionId);
    const late = full.gym.someone('CUSTOMER');
    await join(test, late, full.sessionId, 1);
    expect(await newestOf(test, late)).toMatchObject({ status: 'WAITING', place: 2, booking: null });
    const { waitlist } = await look(test, full);
    expect(waitlist.edges.map(({ node }) => node.place)).toEqual([1, 2]);
    expect(await logOf(test, full)).toMatchObject([{ kind: 'JOINED', seats: 1 }, { kind: 'JOINED' }]);
  });

  it('happens once for 20 calls with one key, and once for 20 keys of one member', async () => {
    const full = await givenFull(test);
    const { gym, sessionId } = full;
    const call = { caller: gym.customer, query: JOIN, input: { sessionId } };
    const key = anyKey();
    const same = many(20, () => ({ ...call, input: { sessionId, idempotencyKey: key } }));
    expect(await tally(test, same)).toEqual({ done: 20 });
    expect(
      await tally(
        test,
        many(20, () => call),
      ),
    ).toEqual({ ALREADY_WAITING: 20 });
    const other = { ...call, caller: gym.someone('CUSTOMER') };
    expect(
      await tally(
        test,
        many(20, () => other),
      ),
    ).toEqual({ done: 1, ALREADY_WAITING: 19 });
    expect((await look(test, full)).waitlist.edges).toHaveLength(2);
  });

  it('is refused while as many seats are free, those of holds that have expired included', async () => {
    const full = await givenFull(test, { offering: { capacity: 3 } });
    const { gym, sessionId } = full;
    const input = { sessionId, partySize: 2, idempotencyKey: anyKey() };
    const free = await refusalOf(test.subgraph, gym.customer, JOIN, { input });
    expect(free).toEqual({ code: 'SEATS_FREE', seatsLeft: 2 });
    await act(test, gym.someone('CUSTOMER'), HOLD, { sessionId, seats: 2 });
    await join(test, gym.customer, sessionId, 2);
    test.clock.advance(5 * 60_000);
    // The hold is over: who waits has its seats before the next one is asked to wait.
    await join(test, gym.someone('CUSTOMER'), sessionId);
    expect(await newestOf(test, gym.customer)).toMatchObject({ status: 'PROMOTED', booking: { seats: 2 } });
  });

  it('is possible for a party that is larger than what is free', async () => {
    const { gym, sessionId } = await givenFull(test, { offering: { capacity: 2 } });
    await expect(join(test, gym.customer, sessionId, 2)).resolves.toMatch(/^wle_/);
  });

  it.each([
    [31, 'done'],
    [30, 'WAITLIST_CLOSED'],
    [0, 'SESSION_STARTED'],
  ])('%i minutes before the start of one that closes 30 minutes before is: %s', async (minutes, outcome) => {
    const { gym, sessionId } = await givenFull(test, { rules: waitlistRules({ closesMinutesBefore: 30 }) });
    test.clock.moveTo(new Date(Date.parse(STARTS) - minutes * 60_000));
    const calls = [{ caller: gym.customer, query: JOIN, input: { sessionId } }];
    expect(await tally(test, calls)).toEqual({ [outcome]: 1 });
  });

  it('is refused for what takes no new bookings', async () => {
    const { gym, offeringId, sessionId } = await givenFull(test);
    const archive = `mutation ($input: ArchiveOfferingInput!) { archiveOffering(input: $input) { offering { id } } }`;
    await act(test, gym.owner, archive, { offeringId });
    expect(await codeOf(test, gym.customer, JOIN, { sessionId })).toBe('OFFERING_ARCHIVED');
  });

  it('is refused to who has a booking, for more seats than there are, and for what nobody can join', async () => {
    const { gym, sessionId, holders } = await givenFull(test);
    const [holder] = holders;
    if (!holder) throw new Error('Nobody booked.');
    expect(await codeOf(test, holder.caller, JOIN, { sessionId })).toBe('ALREADY_BOOKED');
    expect(await codeOf(test, gym.customer, JOIN, { sessionId, partySize: 2 })).toBe('INVALID');
    expect(await codeOf(test, gym.customer, JOIN, { sessionId, partySize: 0 })).toBe('INVALID');
    expect(await codeOf(test, gym.customer, JOIN, { sessionId: newId('off') })).toBe('INVALID');
    const offeringId = await givenOfferingOf(test, gym.owner, { kind: 'ROOM' });
    const booked = await act(test, gym.someone('CUSTOMER'), BOOK_INTERVAL, { offeringId, startsAt: STARTS });
    const own = /"id":"(ssn_[^"]+)"/.exec(JSON.stringify(booked))?.[1];
    expect(await codeOf(test, gym.customer, JOIN, { sessionId: own })).toBe('NOT_FOUND');
  });

  it('is for members, and of another tenant there is nothing to wait for', async () => {
    const { gym, sessionId } = await givenFull(test);
    expect(await codeOf(test, gym.anonymous, JOIN, { sessionId })).toBe('UNAUTHENTICATED');
    expect(await codeOf(test, newGym().customer, JOIN, { sessionId })).toBe('NOT_FOUND');
    expect(await codeOf(test, gym.customer, JOIN, { sessionId: newId('ssn') })).toBe('NOT_FOUND');
  });
});

describe('leaving a waitlist', () => {
  it('ends the entry once, and lets the next one move up', async () => {
    const { gym, sessionId } = await givenFull(test);
    const entryId = await join(test, gym.customer, sessionId);
    const next = gym.someone('CUSTOMER');
    await join(test, next, sessionId);
    const left = await act(test, gym.customer, LEAVE, { entryId });
    expect(left).toMatchObject({ leaveWaitlist: { entry: { status: 'LEFT' } } });
    expect(await newestOf(test, next)).toMatchObject({ place: 1 });
    expect(await codeOf(test, gym.customer, LEAVE, { entryId })).toBe('NOT_WAITING');
    await expect(join(test, gym.customer, sessionId)).resolves.toBeDefined();
  });

  it('gives the seats that were kept for a large party to those behind it', async () => {
    const rules = waitlistRules({ partyThatDoesNotFit: 'HOLD_LINE' });
    const { gym, sessionId, holders } = await givenFull(test, { rules, seats: 2 });
    const entryId = await join(test, gym.customer, sessionId, 2);
    const next = gym.someone('CUSTOMER');
    await join(test, next, sessionId);
    await act(test, gym.owner, CANCEL, { bookingId: holders[0]?.bookingId });
    expect(await newestOf(test, next)).toMatchObject({ status: 'WAITING', place: 2 });
    await act(test, gym.customer, LEAVE, { entryId });
    expect(await newestOf(test, next)).toMatchObject({ status: 'PROMOTED', place: null });
  });

  it("is for the member and the staff; another's entry does not exist", async () => {
    const { gym, sessionId } = await givenFull(test);
    const entryId = await join(test, gym.customer, sessionId);
    expect(await codeOf(test, gym.someone('CUSTOMER'), LEAVE, { entryId })).toBe('NOT_FOUND');
    expect(await codeOf(test, newGym().owner, LEAVE, { entryId })).toBe('NOT_FOUND');
    expect(await codeOf(test, gym.anonymous, LEAVE, { entryId })).toBe('UNAUTHENTICATED');
    await expect(act(test, gym.trainer, LEAVE, { entryId })).resolves.toBeDefined();
  });
});

describe('priority', () => {
  it("is the staff's to give, and goes before the order of joining", async () => {
    const { gym, sessionId, holders } = await givenFull(test);
    await join(test, gym.customer, sessionId);
    const vip = gym.someone('CUSTOMER');
    const entryId = await join(test, vip, sessionId);
    expect(await codeOf(test, vip, PRIORITIZE, { entryId, priority: 10 })).toBe('FORBIDDEN');
    expect(await codeOf(test, gym.trainer, PRIORITIZE, { entryId, priority: 1001 })).toBe('INVALID');
    expect(await codeOf(test, newGym().owner, PRIORITIZE, { entryId, priority: 1 })).toBe('NOT_FOUND');
    await act(test, gym.trainer, PRIORITIZE, { entryId, priority: 10 });
    expect(await newestOf(test, gym.customer)).toMatchObject({ place: 2 });
    await act(test, gym.owner, CANCEL, { bookingId: holders[0]?.bookingId });
    expect(await newestOf(test, vip)).toMatchObject({ status: 'PROMOTED' });
    expect(await newestOf(test, gym.customer)).toMatchObject({ status: 'WAITING', place: 1 });
    expect(await codeOf(test, gym.trainer, PRIORITIZE, { entryId, priority: 1 })).toBe('NOT_WAITING');
  });
});

describe('reading waitlists', () => {
  const OF_SESSION = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
    ... on Session { FIELD } } }`;
  const representations = (id: string) => ({ representations: [{ __typename: 'Session', id }] });

  it.each([
    'waitlist(first: 5) { edges { node { id } } }',
    'waitlistLog(first: 5) { edges { node { id } } }',
  ])('is refused to customers: %s', async (field) => {
    const { gym, sessionId } = await givenFull(test);
    await join(test, gym.customer, sessionId);
    const query = OF_SESSION.replace('FIELD', field);
    const refusal = await refusalOf(test.subgraph, gym.customer, query, representations(sessionId));
    expect(refusal.code).toBe('FORBIDDEN');
  });

  it("shows a member the own entry, without what is the staff's, and nobody else's", async () => {
    const { gym, sessionId } = await givenFull(test);
    const entryId = await join(test, gym.customer, sessionId);
    const query = OF_SESSION.replace('FIELD', 'myWaitlistEntry { id place }');
    const seen = (caller = gym.customer) => ask(test.subgraph, caller, query, representations(sessionId));
    expect(await seen()).toEqual({ _entities: [{ myWaitlistEntry: { id: entryId, place: 1 } }] });
    expect(await seen(gym.someone('CUSTOMER'))).toEqual({ _entities: [{ myWaitlistEntry: null }] });
    const hidden = query.replace('place', 'priority');
    const refusal = await refusalOf(test.subgraph, gym.customer, hidden, representations(sessionId));
    expect(refusal.code).toBe('FORBIDDEN');
    const foreign = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
      ... on WaitlistEntry { id partySize } } }`;
    const key = { representations: [{ __typename: 'WaitlistEntry', id: entryId }] };
    expect((await refusalOf(test.subgraph, gym.someone('CUSTOMER'), foreign, key)).code).toBe('FORBIDDEN');
    expect(await ask(test.subgraph, newGym().owner, foreign, key)).toEqual({ _entities: [null] });
  });

  it('sends the same number of statements for 2 entries and for 8', async () => {
    const { gym, offeringId } = await givenFull(test);
    const counted = async () => {
      test.statements.splice(0);
      await ask(test.subgraph, gym.customer, MY_WAITLIST);
      return test.statements.length;
    };
    const waitFor = async (day: number) => {
      const at = `2026-12-0${day}T17:00:00Z`;
      const sessionId = await givenSessionOf(test, gym.owner, offeringId, at);
      await act(test, gym.someone('CUSTOMER'), HOLD, { sessionId });
      await join(test, gym.customer, sessionId);
    };
    for (const day of [1, 2]) await waitFor(day);
    const two = await counted();
    for (const day of [3, 4, 5, 6, 7, 8]) await waitFor(day);
    expect(await counted()).toBe(two);
  });

  it('tells the member alone when the own entry changes', async () => {
    const { gym, sessionId, holders } = await givenFull(test);
    const query = 'subscription { myWaitlistChanged { status place booking { status } } }';
    const watch = async (caller = gym.customer) => {
      const events = await test.subgraph.subscribe({ query, caller });
      if (!(Symbol.asyncIterator in events)) throw new Error('refused');
      return events[Symbol.asyncIterator]();
    };
    const [own, other] = [await watch(), await watch(gym.someone('CUSTOMER'))];
    const silent = other.next();
    await join(test, gym.customer, sessionId);
    await act(test, gym.owner, CANCEL, { bookingId: holders[0]?.bookingId });
    const heard = [await own.next(), await own.next()].map(({ value }) => value.data.myWaitlistChanged);
    expect(heard.at(-1)).toEqual({ status: 'PROMOTED', place: null, booking: { status: 'CONFIRMED' } });
    await own.return?.();
    await other.return?.();
    expect(await silent).toMatchObject({ done: true });
    const refused = await test.subgraph.subscribe({ query, caller: gym.anonymous });
    expect(refused).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  });
});
