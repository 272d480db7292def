import type { Caller } from '@freehold/kernel/caller/caller';
import type { RunningSubgraph } from '@freehold/kernel/subgraph/running/start-subgraph';
import { ask } from '@freehold/kernel/testing/test-subgraph';
import { anyKey } from './scene.ts';

/** Sets the week of a resource or a location. */
export const SET_WEEK = `mutation ($input: SetWeeklyHoursInput!) {
  setWeeklyHours(input: $input) { weeklyHours { weekday opensAt closesAt } } }`;
/** Says how a resource or a location is open on one day. */
export const SET_EXCEPTION = `mutation ($input: SetOpeningExceptionInput!) {
  setOpeningException(input: $input) { openingException { id date isClosed hours { opensAt closesAt } } } }`;
/** Lets the week hold again. */
export const REMOVE_EXCEPTION = `mutation ($input: RemoveOpeningExceptionInput!) {
  removeOpeningException(input: $input) { openingExceptionId } }`;
/** Keeps a time of an offering. */
export const HOLD = 'mutation ($input: CreateHoldInput!) { createHold(input: $input) { hold { id } } }';

const CREATE_LOCATION =
  'mutation ($input: CreateLocationInput!) { createLocation(input: $input) { location { id } } }';
const CREATE_POOL =
  'mutation ($input: CreateResourcePoolInput!) { createResourcePool(input: $input) { pool { id } } }';
const CREATE_RESOURCE =
  'mutation ($input: CreateResourceInput!) { createResource(input: $input) { resource { id } } }';
const CREATE_OFFERING =
  'mutation ($input: CreateOfferingInput!) { createOffering(input: $input) { offering { id } } }';

type Made = Readonly<Record<string, Readonly<Record<string, { readonly id: string }>>>>;

async function made(
  subgraph: RunningSubgraph,
  owner: Caller,
  mutation: string,
  input: object,
): Promise<string> {
  const answer = await ask<Made>(subgraph, owner, mutation, {
    input: { ...input, idempotencyKey: anyKey() },
  });
  const id = Object.values(answer).flatMap((payload) => Object.values(payload))[0]?.id;
  if (!id) throw new Error(`${mutation} made nothing.`);
  return id;
}

/** Who makes things, and where. */
export interface Maker {
  readonly subgraph: RunningSubgraph;
  readonly owner: Caller;
}

/** A location with clocks of its own; its id. */
export const givenLocation = ({ subgraph, owner }: Maker, timeZone = 'Europe/Oslo') =>
  made(subgraph, owner, CREATE_LOCATION, { name: 'Main street', timeZone });

/** A pool without members; its id. */
export const givenPool = ({ subgraph, owner }: Maker) =>
  made(subgraph, owner, CREATE_POOL, { name: 'Chairs' });

/** A coach, at a location and in a pool where these are named; the id. */
export const givenResource = (
  { subgraph, owner }: Maker,
  where: { locationId?: string; poolId?: string } = {},
) => made(subgraph, owner, CREATE_RESOURCE, { name: 'Kari', kind: 'PERSON', capacity: 30, ...where });

/** An appointment of an hour, whose `facts` are others where they are named; its id. */
export const givenAppointment = ({ subgraph, owner }: Maker, facts: object) =>
  made(subgraph, owner, CREATE_OFFERING, {
    name: 'Massage',
    kind: 'APPOINTMENT',
    durationMinutes: 60,
    capacity: 1,
    priceMinor: 90_000,
    ...facts,
  });

/** The same hours on each day of the week. */
export const everyDay = (opensAt: string, closesAt: string) =>
  [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, opensAt, closesAt }));

/** Gives a resource or a location its week. */
export const givenWeek = ({ subgraph, owner }: Maker, keeper: object, hours: object[]) =>
  ask(subgraph, owner, SET_WEEK, { input: { ...keeper, hours, idempotencyKey: anyKey() } });
