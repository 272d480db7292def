import type { Caller } from '@freehold/kernel/caller/caller';
import { ask, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bookingSubgraph } from '../src/booking.subgraph.ts';
import { replay, turnsIn } from '../src/waitlist/replay.policy.ts';
import { givenBooking, givenSessionOf } from './booking-scene.ts';
import { accountOf, givenCreditGym, givenPass, REVOKE } from './pass-scene.ts';
import { BOOK, CANCEL, faces } from './scene.ts';
import {
  ACCEPT,
  act,
  codeOf,
  type FullSession,
  join,
  logOf,
  newestOf,
  STARTS,
  waitlistRules,
} from './waitlist-scene.ts';

let test: TestSubgraph;
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph, { faces });
});
afterAll(() => test.close());

/** A full session that took a credit, and whom it is the turn of when its only booking is given back. */
async function givenFullForCredits(rules: object = {}): Promise<FullSession> {
  const { gym, offeringId } = await givenCreditGym(test, rules, 1);
  const sessionId = await givenSessionOf(test, gym.owner, offeringId, STARTS);
  const caller = gym.someone('CUSTOMER');
  await givenPass(test, gym, caller);
  const bookingId = await givenBooking(test, caller, sessionId);
  return { gym, offeringId, sessionId, holders: [{ caller, bookingId }] };
}
const giveBack = ({ gym, holders }: FullSession) =>
  act(test, gym.owner, CANCEL, { bookingId: holders[0]?.bookingId });
const told = async (full: FullSession) =>
  (await logOf(test, full)).map(({ kind, reason }) => (reason ? `${kind} ${reason}` : kind));

describe('whose turn it is in a waitlist for credits', () => {
  it('gets the seat for a credit; who has none is skipped with NO_CREDIT and keeps the place', async () => {
    const full = await givenFullForCredits();
    const [poor, rich] = [full.gym.someone('CUSTOMER'), full.gym.someone('CUSTOMER')];
    await join(test, poor, full.sessionId);
    await givenPass(test, full.gym, rich);
    await join(test, rich, full.sessionId);
    await giveBack(full);
    expect(await newestOf(test, poor)).toMatchObject({ status: 'WAITING', place: 1 });
    expect(await newestOf(test, rich)).toMatchObject({
      status: 'PROMOTED',
      booking: { status: 'CONFIRMED' },
    });
    expect(await accountOf(test, rich)).toEqual(['ISSUED 10', 'TAKEN -1']);
    expect(await accountOf(test, full.holders[0]?.caller as Caller)).toEqual([
      'ISSUED 10',
      'TAKEN -1',
      'GIVEN_BACK 1',
    ]);
    expect(await told(full)).toEqual(['JOINED', 'JOINED', 'SEATS_FREED', 'SKIPPED NO_CREDIT', 'PROMOTED']);
    const log = await logOf(test, full);
    expect(replay(log)).toEqual(turnsIn(log));
  });

  it('who was skipped gets the next seat after getting credits', async () => {
    const full = await givenFullForCredits();
    const poor = full.gym.someone('CUSTOMER');
    await join(test, poor, full.sessionId);
    await giveBack(full);
    const [holder] = full.holders;
    const again = await givenBooking(test, holder?.caller as Caller, full.sessionId);
    await givenPass(test, full.gym, poor);
    await act(test, full.gym.owner, CANCEL, { bookingId: again });
    expect(await newestOf(test, poor)).toMatchObject({ status: 'PROMOTED' });
    expect(await accountOf(test, poor)).toEqual(['ISSUED 10', 'TAKEN -1']);
  });

  it('is offered the seat only with a credit, which is taken when the offer is accepted', async () => {
    const full = await givenFullForCredits(waitlistRules({ mode: 'OFFER' }));
    const [poor, rich] = [full.gym.someone('CUSTOMER'), full.gym.someone('CUSTOMER')];
    await join(test, poor, full.sessionId);
    const passId = await givenPass(test, full.gym, rich, { credits: 1 });
    const entryId = await join(test, rich, full.sessionId);
    await giveBack(full);
    expect(await told(full)).toEqual(['JOINED', 'JOINED', 'SEATS_FREED', 'SKIPPED NO_CREDIT', 'OFFERED']);
    expect(await accountOf(test, rich)).toEqual(['ISSUED 1']);
    await act(test, rich, ACCEPT, { entryId });
    expect(await accountOf(test, rich)).toEqual(['ISSUED 1', 'TAKEN -1']);
    await act(test, full.gym.owner, REVOKE, { passId, reason: 'Done.' });
  });

  it('who has lost the credit since keeps the offer until it expires, and does not get the seat', async () => {
    const full = await givenFullForCredits(waitlistRules({ mode: 'OFFER' }));
    const passId = await givenPass(test, full.gym);
    const entryId = await join(test, full.gym.customer, full.sessionId);
    await giveBack(full);
    await act(test, full.gym.owner, REVOKE, { passId, reason: 'Moved away.' });
    expect(await codeOf(test, full.gym.customer, ACCEPT, { entryId })).toBe('NO_CREDIT');
    expect(await newestOf(test, full.gym.customer)).toMatchObject({ status: 'OFFERED' });
    expect(await codeOf(test, full.holders[0]?.caller as Caller, BOOK, { sessionId: full.sessionId })).toBe(
      'SLOT_TAKEN',
    );
  });

  it('comes first by the priority of a pass that was valid when joining, and so it is written down', async () => {
    const full = await givenFullForCredits();
    const [first, member] = [full.gym.someone('CUSTOMER'), full.gym.someone('CUSTOMER')];
    await givenPass(test, full.gym, first);
    await join(test, first, full.sessionId);
    await givenPass(test, full.gym, member, { waitlistPriority: 7 });
    await givenPass(test, full.gym, member, { waitlistPriority: 900, validFrom: '2026-12-01T00:00:00Z' });
    await join(test, member, full.sessionId);
    expect(await newestOf(test, member)).toMatchObject({ place: 1 });
    await giveBack(full);
    expect(await newestOf(test, member)).toMatchObject({ status: 'PROMOTED' });
    expect(await newestOf(test, first)).toMatchObject({ status: 'WAITING' });
    const log = await logOf(test, full);
    expect(log.slice(0, 2).map(({ kind, priority }) => [kind, priority])).toEqual([
      ['JOINED', 0],
      ['JOINED', 7],
    ]);
    expect(replay(log)).toEqual(turnsIn(log));
  });
});

describe('the rules that a customer reads before booking', () => {
  it('say what a seat takes and what missing it costs', async () => {
    const { gym } = await givenCreditGym(test, {
      creditsPerSeat: 3,
      noShow: { graceHours: 24, consequence: 'FEE', feeMinor: 9_900 },
    });
    const query = `{ bookingPolicy { creditsPerSeat noShow { consequence feeMinor }
      cancellation { untilMinutesBefore refundPercent feeMinor creditBack } } }`;
    expect(await ask(test.subgraph, gym.anonymous, query)).toEqual({
      bookingPolicy: {
        creditsPerSeat: 3,
        noShow: { consequence: 'FEE', feeMinor: 9_900 },
        cancellation: [{ untilMinutesBefore: 120, refundPercent: 100, feeMinor: null, creditBack: true }],
      },
    });
  });
});
