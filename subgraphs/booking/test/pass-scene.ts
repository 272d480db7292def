import type { Caller } from '@freehold/kernel/caller/caller';
import type { TestTenant } from '@freehold/kernel/testing/callers';
import { ask, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { givenOfferingOf, newGym } from './booking-scene.ts';
import { givenKnown, idOf } from './customer-scene.ts';
import { setRules } from './rules-scene.ts';
import { anyKey } from './scene.ts';

const PASS = `id name credits creditsLeft validFrom validUntil waitlistPriority revokedAt offerings { id }
  customer { id } entries(first: 100) { edges { node { deed amount bookingId reason by { id } at } } }`;
/** Gives a customer credits. */
export const ISSUE = `mutation ($input: IssuePassInput!) { issuePass(input: $input) { pass { ${PASS} } } }`;
/** Changes a pass. */
export const CHANGE = `mutation ($input: ChangePassInput!) { changePass(input: $input) { pass { ${PASS} } } }`;
/** Ends a pass. */
export const REVOKE = `mutation ($input: RevokePassInput!) { revokePass(input: $input) { pass { ${PASS} } } }`;
/** The passes of members. */
export const PASSES = `query ($ids: [_Any!]!) { _entities(representations: $ids) { ... on Member {
  passes(first: 100) { edges { node { id name creditsLeft
    entries(first: 100) { edges { node { deed amount bookingId reason } } } } } } } } }`;

/** What a test may say of a pass. */
export interface PassFacts {
  readonly credits?: number;
  readonly name?: string;
  readonly validFrom?: string;
  readonly validUntil?: string;
  readonly offeringIds?: readonly string[];
  readonly waitlistPriority?: number;
}

/** What staff asks when it gives credits, with a key of its own. */
export const passInput = (customerId: string, facts: PassFacts = {}) => ({
  customerId,
  name: 'Ten times',
  credits: 10,
  validFrom: '2026-11-01T00:00:00Z',
  validUntil: '2027-02-01T00:00:00Z',
  ...facts,
  idempotencyKey: anyKey(),
});

/** Gives a customer credits, who is made known first; the pass's id. */
export async function givenPass(
  test: TestSubgraph,
  gym: TestTenant,
  caller: Caller = gym.customer,
  facts: PassFacts = {},
): Promise<string> {
  await givenKnown(test, gym, caller);
  const input = passInput(idOf(caller), facts);
  const { issuePass } = await ask<{ issuePass: { pass: { id: string } } }>(test.subgraph, gym.owner, ISSUE, {
    input,
  });
  return issuePass.pass.id;
}

/** A gym whose classes take credits, and one offering of it. */
export async function givenCreditGym(test: TestSubgraph, rules: object = {}, capacity = 10) {
  const gym = newGym();
  const offeringId = await givenOfferingOf(test, gym.owner, { kind: 'CLASS', capacity });
  await setRules(test, gym.owner, { creditsPerSeat: 1, ...rules });
  return { gym, offeringId };
}

/** A pass as its customer sees it. */
export interface SeenPass {
  readonly id: string;
  readonly name: string;
  readonly creditsLeft: number;
  /** `TAKEN -1`, oldest first. */
  readonly account: readonly string[];
  readonly sum: number;
}

interface Answer {
  readonly _entities: readonly {
    readonly passes: {
      readonly edges: readonly {
        readonly node: {
          readonly id: string;
          readonly name: string;
          readonly creditsLeft: number;
          readonly entries: {
            readonly edges: readonly { readonly node: { readonly deed: string; readonly amount: number } }[];
          };
        };
      }[];
    };
  }[];
}

/** The passes of somebody who asks, with their accounts. */
export async function passesOf(test: TestSubgraph, caller: Caller): Promise<readonly SeenPass[]> {
  const ids = [{ __typename: 'Member', id: idOf(caller) }];
  const { _entities } = await ask<Answer>(test.subgraph, caller, PASSES, { ids });
  return (_entities[0]?.passes.edges ?? []).map(({ node: { entries, ...pass } }) => {
    const lines = entries.edges.map(({ node }) => node);
    return {
      ...pass,
      account: lines.map(({ deed, amount }) => `${deed} ${amount}`),
      sum: lines.reduce((sum, { amount }) => sum + amount, 0),
    };
  });
}

/** The account of the only pass of somebody. @throws {Error} when its entries do not add up to what is left. */
export async function accountOf(test: TestSubgraph, caller: Caller): Promise<readonly string[]> {
  const [pass, ...more] = await passesOf(test, caller);
  if (!pass || more.length > 0) throw new Error('There is not one pass.');
  if (pass.sum !== pass.creditsLeft) throw new Error(`${pass.sum} is not ${pass.creditsLeft}.`);
  return pass.account;
}
