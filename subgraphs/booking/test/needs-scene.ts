import type { TestTenant } from '@freehold/kernel/testing/callers';
import { ask, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { givenOfferingOf, givenRoom, newGym, tally } from './booking-scene.ts';

const SESSIONS = `query ($from: DateTime!, $to: DateTime!) { sessions(from: $from, to: $to, first: 50) {
  edges { node { resources { id } } } } }`;
const week = { from: '2026-11-23T00:00:00Z', to: '2026-11-30T00:00:00Z' };

/** Changes an offering. */
export const UPDATE = `mutation ($input: UpdateOfferingInput!) { updateOffering(input: $input) { offering { id } } }`;
/** A person, as a resource. */
export const PERSON = { kind: 'PERSON', capacity: 1 };
/** An instant of a Tuesday, by the clock of Greenwich. */
export const at = (clock: string) => `2026-11-24T${clock}:00Z`;

interface Shown {
  readonly sessions: { readonly edges: { node: { resources: { id: string }[] } }[] };
}

/** What each session of the week takes, soonest first. */
export async function taken(test: TestSubgraph, gym: TestTenant): Promise<string[][]> {
  const { sessions } = await ask<Shown>(test.subgraph, gym.owner, SESSIONS, week);
  return sessions.edges.map(({ node }) => node.resources.map(({ id }) => id));
}

/** What became of a mutation: `done`, or the code of its refusal. */
export async function outcome(
  test: TestSubgraph,
  caller: TestTenant['owner'],
  query: string,
  input: object,
): Promise<string | undefined> {
  return Object.keys(await tally(test, [{ caller, query, input }]))[0];
}

/** A trainer and a room, and an offering that takes both; `inRoom` and `byTrainer` take one of them. */
export async function givenPair(test: TestSubgraph, kind: string, facts: object = {}) {
  const gym = newGym();
  const trainer = await givenRoom(test, gym.owner, PERSON);
  const room = await givenRoom(test, gym.owner);
  const both = { kind, resourceId: trainer, furtherNeeds: [{ resourceId: room }], ...facts };
  const offeringId = await givenOfferingOf(test, gym.owner, both);
  const inRoom = await givenOfferingOf(test, gym.owner, { kind: 'CLASS', resourceId: room });
  const byTrainer = await givenOfferingOf(test, gym.owner, { kind: 'CLASS', resourceId: trainer });
  return { gym, trainer, room, offeringId, inRoom, byTrainer };
}
