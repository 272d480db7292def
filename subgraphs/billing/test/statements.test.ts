import type { TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { askTenant, givenSubscribed, startBilling } from './scene.ts';

let test: TestSubgraph;
beforeAll(async () => {
  test = await startBilling();
});
afterAll(() => test.close());

const WHOLE = `plan { key meters { meter limit } }
  entitlements { feature { key } granted cheapestGrant }
  meters { key limit }
  again: meters { key }`;

it("reads plan, entitlements and meters of a tenant with one statement in the operation's transaction", async () => {
  const gym = await givenSubscribed(test);
  test.statements.splice(0);
  await askTenant(test, gym.owner, WHOLE);
  expect(test.statements).toEqual([
    expect.stringContaining('start transaction isolation level repeatable read read only'),
    expect.stringContaining('select set_config'),
    expect.stringContaining('from "billing"."subscription"'),
    expect.stringContaining('rollback'),
  ]);
});
