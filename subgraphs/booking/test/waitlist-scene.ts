import type { Caller } from '@freehold/kernel/caller/caller';
import type { TestTenant } from '@freehold/kernel/testing/callers';
import { ask, refusalOf, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import type { LogRecord } from '../src/waitlist/replay.policy.ts';
import { givenBooking, givenOfferingOf, givenSessionOf, newGym } from './booking-scene.ts';
import { setRules } from './rules-scene.ts';
import { anyKey } from './scene.ts';

const ENTRY =
  'id status partySize place joinedAt offerExpiresAt booking { id status seats } session { seatsLeft }';
/** Waits for seats. */
export const JOIN = `mutation ($input: JoinWaitlistInput!) { joinWaitlist(input: $input) { entry { ${ENTRY} } } }`;
/** Does not wait any more. */
export const LEAVE = `mutation ($input: WaitlistEntryInput!) { leaveWaitlist(input: $input) { entry { id status } } }`;
/** Takes what is offered. */
export const ACCEPT = `mutation ($input: WaitlistEntryInput!) {
  acceptOffer(input: $input) { booking { id status seats session { seatsLeft } } } }`;
/** Lets it go. */
export const DECLINE_OFFER = `mutation ($input: WaitlistEntryInput!) {
  declineOffer(input: $input) { entry { id status } } }`;
/** Says who comes first. */
export const PRIORITIZE = `mutation ($input: SetWaitlistPriorityInput!) {
  setWaitlistPriority(input: $input) { entry { id status priority } } }`;
/** The entries of the one who asks. */
export const MY_WAITLIST = `{ myWaitlist(first: 100) { edges { node { ${ENTRY} } } } }`;
const SESSION = `query ($from: DateTime!, $to: DateTime!) { sessions(from: $from, to: $to, first: 100) { edges { node {
  id seatsLeft seatsTaken waitlist(first: 100) { edges { node { id status place priority partySize } } }
  waitlistLog(first: 100) { edges { cursor node { kind seats priority place mode unfitParty reason entry { id } } }
    pageInfo { hasNextPage endCursor } } } } } }`;
const LOG = `query ($representations: [_Any!]!, $after: String) { _entities(representations: $representations) {
  ... on Session { waitlistLog(first: 100, after: $after) { edges { node {
    kind seats priority place mode unfitParty reason entry { id } } } pageInfo { hasNextPage endCursor } } } } }`;

/** When the sessions of these tests begin. */
export const STARTS = '2026-11-24T17:00:00Z';

/** What a member sees of the own entry. */
export interface Entry {
  readonly id: string;
  readonly status: string;
  readonly place: number | null;
  readonly offerExpiresAt: string | null;
  readonly booking: { readonly id: string; readonly status: string; readonly seats: number } | null;
}

/** A session that is full, and who has its seats. */
export interface FullSession {
  readonly gym: TestTenant;
  readonly offeringId: string;
  readonly sessionId: string;
  /** One seat each, in the order in which they booked. */
  readonly holders: readonly { readonly caller: Caller; readonly bookingId: string }[];
}

/** A gym with rules and one full session. */
export async function givenFull(
  test: TestSubgraph,
  { rules = {}, seats = 1, gym = newGym(), offering = {} }: FullFacts = {},
): Promise<FullSession> {
  const offeringId = await givenOfferingOf(test, gym.owner, { kind: 'CLASS', capacity: seats, ...offering });
  const sessionId = await givenSessionOf(test, gym.owner, offeringId, STARTS);
  const holders: FullSession['holders'][number][] = [];
  for (const caller of Array.from({ length: seats }, () => gym.someone('CUSTOMER')))
    holders.push({ caller, bookingId: await givenBooking(test, caller, sessionId) });
  if (Object.keys(rules).length > 0) await setRules(test, gym.owner, rules);
  return { gym, offeringId, sessionId, holders };
}

interface FullFacts {
  readonly rules?: object;
  readonly seats?: number;
  readonly gym?: TestTenant;
  readonly offering?: object;
}

/** The rules of a waitlist, as they are built in where nothing else is said. */
export const waitlistRules = (changes: object) => ({
  waitlist: {
    mode: 'AUTO',
    autoPromoteUntilMinutes: 120,
    offerHours: 24,
    closesMinutesBefore: 0,
    partyThatDoesNotFit: 'SKIP_ONCE',
    ...changes,
  },
});

/** Waits for seats; the entry's id. */
export async function join(
  test: TestSubgraph,
  caller: Caller,
  sessionId: string,
  partySize = 1,
): Promise<string> {
  const input = { sessionId, partySize, idempotencyKey: anyKey() };
  const { joinWaitlist } = await ask<{ joinWaitlist: { entry: { id: string } } }>(
    test.subgraph,
    caller,
    JOIN,
    { input },
  );
  return joinWaitlist.entry.id;
}

/** Does something with a key of its own. */
export const act = (test: TestSubgraph, caller: Caller, query: string, input: object) =>
  ask(test.subgraph, caller, query, { input: { ...input, idempotencyKey: anyKey() } });

/** The code with which it is refused. */
export async function codeOf(test: TestSubgraph, caller: Caller, query: string, input: object) {
  const refusal = await refusalOf(test.subgraph, caller, query, {
    input: { idempotencyKey: anyKey(), ...input },
  });
  return refusal.code;
}

/** The newest entry of a member. */
export async function newestOf(test: TestSubgraph, caller: Caller): Promise<Entry> {
  const { myWaitlist } = await ask<{ myWaitlist: { edges: { node: Entry }[] } }>(
    test.subgraph,
    caller,
    MY_WAITLIST,
  );
  const entry = myWaitlist.edges[0]?.node;
  if (!entry) throw new Error('There is no entry.');
  return entry;
}

interface SeenSession {
  readonly id: string;
  readonly seatsLeft: number;
  readonly seatsTaken: number;
  readonly waitlist: { edges: { node: Entry & { partySize: number } }[] };
}

/** The session as staff sees it. */
export async function look(test: TestSubgraph, { gym, sessionId }: FullSession): Promise<SeenSession> {
  const range = { from: '2026-11-24T00:00:00Z', to: '2026-11-26T00:00:00Z' };
  const { sessions } = await ask<{ sessions: { edges: { node: SeenSession }[] } }>(
    test.subgraph,
    gym.owner,
    SESSION,
    range,
  );
  const seen = sessions.edges.map(({ node }) => node).find(({ id }) => id === sessionId);
  if (!seen) throw new Error('The session is not on the schedule.');
  return seen;
}

type Seen = Omit<LogRecord, 'entryId'> & { readonly entry: { readonly id: string } | null };
interface LogPage {
  readonly edges: { node: Seen }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** The whole log of the session. */
export async function logOf(
  test: TestSubgraph,
  full: FullSession,
  after: string | null = null,
): Promise<LogRecord[]> {
  const { _entities } = await ask<{ _entities: { waitlistLog: LogPage }[] }>(
    test.subgraph,
    full.gym.owner,
    LOG,
    { representations: [{ __typename: 'Session', id: full.sessionId }], after },
  );
  const page = _entities[0]?.waitlistLog;
  if (!page) throw new Error('There is no log.');
  const records = page.edges.map(({ node: { entry, ...record } }) => ({
    ...record,
    entryId: entry?.id ?? null,
  }));
  const { hasNextPage, endCursor } = page.pageInfo;
  return hasNextPage ? [...records, ...(await logOf(test, full, endCursor))] : records;
}
