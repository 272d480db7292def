import { ask, refusalOf, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { newId } from '@freehold/kernel/values/id';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { APPROVE, BOOK_INTERVAL, givenOfferingOf, MOVE, many, tally } from '../../test/booking-scene.ts';
import {
  address,
  BOOK_JOB,
  type BookedJob,
  givenJob,
  givenJobOffering,
  jobInput,
  newInstaller,
  QUOTE,
  SET_MARKUP,
  SET_ZONE,
  STARTS_AT,
} from '../../test/kinds-scene.ts';
import { anyKey, faces } from '../../test/scene.ts';
import { bookingSubgraph } from '../booking.subgraph.ts';

let test: TestSubgraph;
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph, { faces });
});
afterAll(() => test.close());

const MINE = `{ myBookings(first: 10) { edges { node { id status price { amountMinor }
  job { id address { street } quote { price { amountMinor } } } } } } }`;

describe('booking a job', () => {
  it('takes its time and keeps its address, its size and the factors of its price', async () => {
    const shop = newInstaller();
    const offeringId = await givenJobOffering(test, shop.owner);
    const zone = { country: 'US', postalPrefix: '100', multiplierPermille: 1250, idempotencyKey: anyKey() };
    await ask(test.subgraph, shop.owner, SET_ZONE, { input: zone });
    const input = jobInput(offeringId, { propertySquareMeters: 2400, notes: ' Two dogs. ' });
    const booked = await ask(test.subgraph, shop.customer, BOOK_JOB, input);
    expect(booked).toEqual({
      bookJob: {
        booking: {
          id: expect.stringMatching(/^bkg_/),
          status: 'CONFIRMED',
          seats: 1,
          price: { amountMinor: 450_000, currency: 'NOK' },
          session: { startsAt: new Date(STARTS_AT) },
          job: {
            id: expect.stringMatching(/^job_/),
            propertySquareMeters: 2400,
            notes: 'Two dogs.',
            address,
            quote: {
              price: { amountMinor: 450_000 },
              basePrice: { amountMinor: 150_000 },
              multiplierPermille: 1250,
              multiplierSource: 'ZONE',
              zonePrefix: '100',
              propertySquareMeters: 2400,
            },
          },
        },
      },
    });
    expect(await ask(test.subgraph, shop.customer, BOOK_JOB, input)).toEqual(booked);
  });

  it('charges what the quote said, and nothing of it changes when prices do', async () => {
    const shop = newInstaller();
    const offeringId = await givenJobOffering(test, shop.owner, { priceMinor: 99_999 });
    const set = { multiplierPermille: 1333, idempotencyKey: anyKey() };
    await ask(test.subgraph, shop.owner, SET_MARKUP, { input: set });
    const { country, postalCode } = address;
    const question = { input: { offeringId, country, postalCode, propertySquareMeters: 777 } };
    const { quoteJob } = await ask<{ quoteJob: { price: { amountMinor: number } } }>(
      test.subgraph,
      shop.customer,
      QUOTE,
      question,
    );
    const quotedPriceMinor = quoteJob.price.amountMinor;
    const input = jobInput(offeringId, { propertySquareMeters: 777, quotedPriceMinor });
    const { bookJob } = await ask<BookedJob>(test.subgraph, shop.customer, BOOK_JOB, input);
    // 99,999 × 1.333 × 0.777 = 103,573.06…
    expect([quotedPriceMinor, bookJob.booking.price.amountMinor]).toEqual([103_573, 103_573]);
    const dearer = { multiplierPermille: 2000, idempotencyKey: anyKey() };
    await ask(test.subgraph, shop.owner, SET_MARKUP, { input: dearer });
    const price = { amountMinor: 103_573 };
    expect(await ask(test.subgraph, shop.customer, MINE)).toMatchObject({
      myBookings: { edges: [{ node: { price, job: { quote: { price } } } }] },
    });
  });

  it('refuses another price than the one that was quoted, and books nothing', async () => {
    const shop = newInstaller();
    const offeringId = await givenJobOffering(test, shop.owner);
    const input = jobInput(offeringId, { quotedPriceMinor: 149_999 });
    expect(await refusalOf(test.subgraph, shop.customer, BOOK_JOB, input)).toMatchObject({
      code: 'PREVIEW_STALE',
      priceMinor: '150000',
      currency: 'NOK',
    });
    expect(await ask(test.subgraph, shop.customer, MINE)).toEqual({ myBookings: { edges: [] } });
  });

  it('waits for staff when the offering wants that', async () => {
    const shop = newInstaller();
    const offeringId = await givenJobOffering(test, shop.owner, { needsApproval: true });
    const bookingId = await givenJob(test, shop.customer, offeringId);
    const node = { id: bookingId, status: 'PENDING', job: { address: { street: '5 Oak Lane' } } };
    expect(await ask(test.subgraph, shop.customer, MINE)).toMatchObject({
      myBookings: { edges: [{ node }] },
    });
    const approve = { input: { bookingId, idempotencyKey: anyKey() } };
    expect(await ask(test.subgraph, shop.trainer, APPROVE, approve)).toMatchObject({
      approveBooking: { booking: { status: 'CONFIRMED' } },
    });
  });

  it('is moved with its price and its address', async () => {
    const shop = newInstaller();
    const offeringId = await givenJobOffering(test, shop.owner);
    const bookingId = await givenJob(test, shop.customer, offeringId, { propertySquareMeters: 3000 });
    const raise = { multiplierPermille: 2000, idempotencyKey: anyKey() };
    await ask(test.subgraph, shop.owner, SET_MARKUP, { input: raise });
    const move = { bookingId, startsAt: '2026-11-25T17:00:00Z', idempotencyKey: anyKey() };
    await ask(test.subgraph, shop.customer, MOVE, { input: move });
    const price = { amountMinor: 450_000 };
    const job = { address: { street: '5 Oak Lane' }, quote: { price } };
    const seen = await ask<{ myBookings: { edges: { node: { status: string } }[] } }>(
      test.subgraph,
      shop.customer,
      MINE,
    );
    const byStatus = Object.fromEntries(seen.myBookings.edges.map(({ node }) => [node.status, node]));
    expect(byStatus).toMatchObject({
      RESCHEDULED: { id: bookingId, price, job: null },
      CONFIRMED: { price, job },
    });
  });

  it('is given to exactly one of 50 who ask at once', async () => {
    const shop = newInstaller();
    const offeringId = await givenJobOffering(test, shop.owner);
    const calls = many(50, () => ({
      caller: shop.someone('CUSTOMER'),
      query: BOOK_JOB,
      input: jobInput(offeringId).input,
    }));
    expect(await tally(test, calls)).toEqual({ done: 1, SLOT_TAKEN: 49 });
  });

  it.each([
    ['no size', { propertySquareMeters: 0 }, 'INVALID'],
    ['an empty street', { address: { ...address, street: ' ' } }, 'INVALID'],
    ['a country that is none', { address: { ...address, country: 'us' } }, 'INVALID'],
    ['notes of more than 2,000 characters', { notes: 'x'.repeat(2001) }, 'INVALID'],
    ['the past', { startsAt: '2026-11-23T08:00:00Z' }, 'INVALID'],
    ['an override by a customer', { overrideReason: 'please' }, 'FORBIDDEN'],
    ['an offering that never was', { offeringId: newId('off') }, 'NOT_FOUND'],
  ])('refuses %s', async (_what, wrong, code) => {
    const shop = newInstaller();
    const offeringId = await givenJobOffering(test, shop.owner);
    const refusal = await refusalOf(test.subgraph, shop.customer, BOOK_JOB, jobInput(offeringId, wrong));
    expect(refusal.code).toBe(code);
    expect(await ask(test.subgraph, shop.customer, MINE)).toEqual({ myBookings: { edges: [] } });
  });

  it('is the only way to a job, and to jobs alone', async () => {
    const [shop, other] = [newInstaller(), newInstaller()];
    const job = await givenJobOffering(test, shop.owner);
    const room = await givenOfferingOf(test, shop.owner);
    const codeOf = async (caller: typeof shop.owner, query: string, variables: object) =>
      (await refusalOf(test.subgraph, caller, query, { ...variables })).code;
    const plain = { input: { offeringId: job, startsAt: STARTS_AT, idempotencyKey: anyKey() } };
    expect(await codeOf(shop.customer, BOOK_INTERVAL, plain)).toBe('JOB_DETAILS_REQUIRED');
    expect(await codeOf(shop.customer, BOOK_JOB, jobInput(room))).toBe('WRONG_KIND');
    expect(await codeOf(other.customer, BOOK_JOB, jobInput(job))).toBe('NOT_FOUND');
    expect(await codeOf(shop.anonymous, BOOK_JOB, jobInput(job))).toBe('UNAUTHENTICATED');
  });

  it('leaves no job behind when the plan allows no more', async () => {
    const shop = newInstaller();
    const offeringId = await givenJobOffering(test, shop.owner);
    const customer = shop.entitled(shop.customer, { limits: { bookings: 1 } });
    await givenJob(test, customer, offeringId);
    const next = jobInput(offeringId, { startsAt: '2026-11-25T17:00:00Z' });
    expect((await refusalOf(test.subgraph, customer, BOOK_JOB, next)).code).toBe('LIMIT_EXCEEDED');
    const seen = await ask<{ myBookings: { edges: unknown[] } }>(test.subgraph, customer, MINE);
    expect(seen.myBookings.edges).toHaveLength(1);
  });
});

describe('the job of a booking', () => {
  it('is found with as many statements for one as for three', async () => {
    const shop = newInstaller();
    const offeringId = await givenJobOffering(test, shop.owner);
    for (const day of [24, 25, 26])
      await givenJob(test, shop.customer, offeringId, { startsAt: `2026-11-${day}T17:00:00Z` });
    const query = `query ($first: Int) { myBookings(first: $first) { edges { node { job { notes } } } } }`;
    const counted = async (first: number) => {
      test.statements.splice(0);
      await ask(test.subgraph, shop.customer, query, { first });
      return test.statements.length;
    };
    // begin, set_config, bookings, jobs, rollback
    expect([await counted(1), await counted(3)]).toEqual([5, 5]);
  });
});
