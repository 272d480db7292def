import { isDeepStrictEqual } from 'node:util';
import { FrozenClock } from '@freehold/kernel/values/clock';
import type { ExecutionResult } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { agreed, agreedInSubstance } from '../test/both-ways.ts';
import { openTestHouse, type TestHouse } from '../test/test-house.ts';
import { type Guest, openTwoGateways, type TwoGateways } from '../test/two-gateways.ts';
import {
  type EventFacts,
  type Facts,
  readEventFacts,
  readFacts,
  readSeats,
  type Seats,
} from '../test/web-facts.ts';
import { webVariables } from '../test/web-variables.ts';
import { type DemoTenant, readDemoTenants } from './demo/demo-face.ts';

type Variables = Readonly<Record<string, unknown>>;
type Clinic = Facts & Seats & EventFacts;

const TUESDAY = 2;
const EDITIONS = ['clinic', 'fence'];
/** A clinic that has everything, and somebody who works alone and makes jobs. */
const PLANS = new Map([
  ['riverside', 'clinic:business'],
  ['pineridge', 'fence:starter'],
]);
/** Somebody of each role; a stranger has no name. */
const GUESTS = [
  'owner@riverside',
  'doctor@riverside',
  'customer@riverside',
  '@riverside',
  'owner@pineridge',
  'customer@pineridge',
] as const;
type GuestName = (typeof GUESTS)[number];

/**
 * Where several fields are refused that may not be null, GraphQL leaves it open which of them is told for the object
 * that is null then: Hive tells two that the subgraph refused, ours the first of each fetch that it did not make.
 */
const TOLD_DIFFERENTLY = ['EventToManage for customer@riverside', 'EventToManage for @riverside'];

/** The demo of a tenant, with the sessions of one weekday alone. */
async function readTenants(): Promise<DemoTenant[]> {
  const tenants = await readDemoTenants(EDITIONS);
  return tenants.flatMap(({ schedule, ...tenant }) => {
    const plan = PLANS.get(tenant.slug);
    const weekly = schedule.weekly.filter(({ weekday }) => weekday === TUESDAY);
    return plan ? [{ ...tenant, plan, furtherCustomers: 0, schedule: { ...schedule, weekly } }] : [];
  });
}

const ANNEX = { name: 'The annex', timeZone: 'Europe/Oslo' };
const orderOf = ({ eventId, productId }: Clinic) => ({ eventId, lines: [{ productId, quantity: 1 }] });
const sessionOf = ({ offeringId }: Clinic) => ({ offeringId, startsAt: '2026-12-01T12:00:00Z' });

/** Who is asked first, for what, by whom, with which input, and the code of the refusal. */
type Write = readonly [string, string, GuestName, (clinic: Clinic) => Variables, string | null];

describe('the product behind Hive Gateway', () => {
  let opened: TestHouse;
  let gateways: TwoGateways;
  let clinic: Clinic;
  const guests = new Map<string, Guest>();

  function guest(name: GuestName): Guest {
    const known = guests.get(name);
    if (!known) throw new Error(`${name} has not come.`);
    return known;
  }

  beforeAll(async () => {
    const tenants = await readTenants();
    const build: Parameters<typeof openTestHouse>[2] = {
      environment: { DEMO: 'false' },
      build: async (foundation) => {
        const both = await openTwoGateways(foundation, tenants);
        gateways = both.gateways;
        return both.house;
      },
    };
    opened = await openTestHouse(
      EDITIONS.join(','),
      { clock: new FrozenClock('2026-11-16T03:00:00Z') },
      build,
    );
    for (const name of GUESTS) guests.set(name, await gateways.guest(name));
    const customer = guest('customer@riverside');
    clinic = {
      ...(await readFacts(gateways, guest('owner@riverside'))),
      ...(await readSeats(gateways, customer)),
      ...(await readEventFacts(gateways, customer)),
    };
  }, 90_000);
  afterAll(() => opened.close());

  async function done(name: GuestName, operation: string, variables: Variables): Promise<ExecutionResult> {
    const answer = await gateways.ours(guest(name), gateways.asked(operation, variables));
    expect(answer.errors, operation).toBeUndefined();
    return answer;
  }

  /** A link by which the customer of the clinic hands a ticket over. */
  async function givenSecret(): Promise<string> {
    const input = { ticketId: clinic.ticketId, idempotencyKey: 'handover' };
    const { data } = await done('customer@riverside', 'OpenTicketHandover', { input });
    return String(Object(data).openTicketHandover.path).split('#')[1] ?? '';
  }

  /** A job of the customer of who works alone. */
  async function givenJob(offeringId: string): Promise<string> {
    const address = { street: '1 Pine Road', postalCode: '05401', city: 'Burlington', country: 'US' };
    const startsAt = '2026-11-20T15:00:00Z';
    const job = { offeringId, startsAt, address, propertySquareMeters: 800, idempotencyKey: 'job' };
    const { data } = await done('customer@pineridge', 'BookJob', { input: job });
    return Object(data).bookJob.booking.id;
  }

  /** Values for the queries of the web, by who asks. */
  async function givenVariables() {
    const own = await readFacts(gateways, guest('owner@pineridge'));
    const alone = { ...own, bookingId: await givenJob(own.offeringId) };
    const event = { ...clinic, secret: await givenSecret() };
    const [ofClinic, ofAlone] = [webVariables(clinic, event), webVariables(alone, event)];
    return (who: GuestName, query: string) => (who.endsWith('riverside') ? ofClinic : ofAlone)[query] ?? {};
  }

  /** Asks both a query of the web; whether they answered it, and told the same codes at the same places. */
  async function compare(who: GuestName, query: string, variables: Variables) {
    const asked = gateways.asked(query, variables);
    const [ours, hives] = await Promise.all([
      gateways.ours(guest(who), asked),
      gateways.hive(guest(who), asked),
    ]);
    expect(agreedInSubstance(hives), `${query} for ${who}`).toEqual(agreedInSubstance(ours));
    return { isAnswered: !ours.errors, isSame: isDeepStrictEqual(agreed(hives), agreed(ours)) };
  }

  it('answers the queries of the web with the same data and the same codes at the same places', async () => {
    const variablesOf = await givenVariables();
    const queries = [...gateways.operations].flatMap(([name, text]) => (/^query/.test(text) ? name : []));
    const compared: ({ who: GuestName; query: string } & Awaited<ReturnType<typeof compare>>)[] = [];
    for (const { who, query } of GUESTS.flatMap((who) => queries.map((query) => ({ who, query }))))
      compared.push({ who, query, ...(await compare(who, query, variablesOf(who, query))) });
    const answered = new Set(compared.filter(({ isAnswered }) => isAnswered).map(({ query }) => query));
    expect([...answered].sort()).toEqual(queries.sort());
    const differently = compared
      .filter(({ isSame }) => !isSame)
      .map(({ who, query }) => `${query} for ${who}`);
    expect(differently).toEqual(TOLD_DIFFERENTLY);
  }, 60_000);

  /** Asks both for the same, one after the other; what both answered. */
  async function both(
    name: GuestName,
    operation: string,
    variables: Variables,
    first: string,
  ): Promise<ExecutionResult> {
    const asked = gateways.asked(operation, variables);
    const ways = {
      ours: () => gateways.ours(guest(name), asked),
      hive: () => gateways.hive(guest(name), asked),
    };
    const [one, other] = first === 'hive' ? [ways.hive, ways.ours] : [ways.ours, ways.hive];
    const answer = await one();
    expect(agreed(await other())).toEqual(agreed(answer));
    return answer;
  }

  it.each(['ours', 'hive'])('books and cancels once what it is asked for again, %s first', async (first) => {
    const input = { sessionId: clinic.freeSessionId, seats: 1, idempotencyKey: `book ${first}` };
    const { data, errors } = await both('customer@riverside', 'BookSession', input, first);
    expect(errors).toBeUndefined();
    const bookingId = Object(data).bookSession.booking.id;
    expect(bookingId).toMatch(/^bkg_/);
    const again = await both('customer@riverside', 'BookSession', { ...input, seats: 2 }, first);
    expect(agreed(again).errors).toEqual(['IDEMPOTENCY_CONFLICT at bookSession']);
    const cancel = { bookingId, idempotencyKey: `cancel ${first}` };
    const gone = await both('customer@riverside', 'CancelBooking', cancel, first);
    expect(Object(gone.data).cancelBooking.booking.status).toMatch(/^CANCELED/);
  });

  const writes: readonly Write[] = [
    ['hive', 'HoldTime', 'customer@riverside', ({ freeSessionId }) => ({ sessionId: freeSessionId }), null],
    ['ours', 'PlaceOrder', 'customer@riverside', orderOf, null],
    ['hive', 'UpdateMyProfile', 'customer@riverside', () => ({ locale: 'nb-NO' }), null],
    ['ours', 'UpdateMyProfile', 'customer@riverside', () => ({ smsReminders: true }), 'PHONE_REQUIRED'],
    ['hive', 'CreateLocation', 'owner@pineridge', () => ANNEX, null],
    ['ours', 'CreateLocation', 'customer@pineridge', () => ANNEX, 'FORBIDDEN'],
    ['hive', 'CreateLocation', '@riverside', () => ANNEX, 'UNAUTHENTICATED'],
    ['ours', 'ScheduleSession', 'owner@riverside', sessionOf, null],
    ['hive', 'ScheduleSession', 'owner@pineridge', sessionOf, 'NOT_FOUND'],
    ['ours', 'SetBookingPolicy', 'owner@riverside', () => ({ closesMinutesBefore: 10 }), null],
  ];
  it.each(writes)('writes once what both are asked for, %s first: %s by %s', async (first, ...write) => {
    const [operation, who, input, code] = write;
    const keyed = { input: { ...input(clinic), idempotencyKey: `${operation} ${first}` } };
    const { data, errors } = await both(who, operation, keyed, first);
    const [field = ''] = Object.keys(data ?? {});
    expect(agreed({ errors: errors ?? [] }).errors).toEqual(code ? [`${code} at ${field}`] : []);
    expect(Object(data)[field] === null).toBe(code !== null);
  });

  it('refuses a seat of a full session alike, and lets wait for it once', async () => {
    const asked = { sessionId: clinic.fullSessionId, seats: 1, idempotencyKey: 'full' };
    const refused = await both('customer@riverside', 'BookSession', asked, 'hive');
    expect(agreed(refused).errors).toEqual(['SLOT_TAKEN at bookSession']);
    const { data } = await both('customer@riverside', 'JoinWaitlist', asked, 'hive');
    expect(Object(data).joinWaitlist.entry).toMatchObject({ place: 1, session: { seatsLeft: 0 } });
  });
});
