import type { TestTenant } from '@freehold/kernel/testing/callers';
import { ask, refusalOf, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { newId } from '@freehold/kernel/values/id';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { givenOfferingOf, newGym } from '../../test/booking-scene.ts';
import { givenKnown, idOf } from '../../test/customer-scene.ts';
import { CHANGE, givenPass, ISSUE, PASSES, passesOf, passInput, REVOKE } from '../../test/pass-scene.ts';
import { anyKey, faces } from '../../test/scene.ts';
import { act, codeOf } from '../../test/waitlist-scene.ts';
import { bookingSubgraph } from '../booking.subgraph.ts';

let test: TestSubgraph;
let gym: TestTenant;
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph, { faces });
});
beforeEach(() => {
  gym = newGym();
});
afterAll(() => test.close());

const change = (passId: string, facts: object) =>
  act(test, gym.owner, CHANGE, { passId, reason: 'Because.', ...facts });

describe('issuing a pass', () => {
  it('gives the customer credits, and says who gave them', async () => {
    const customerId = await givenKnown(test, gym, gym.customer);
    const offeringId = await givenOfferingOf(test, gym.owner);
    const input = passInput(customerId, { offeringIds: [offeringId], waitlistPriority: 5 });
    expect(await ask(test.subgraph, gym.trainer, ISSUE, { input })).toEqual({
      issuePass: {
        pass: {
          id: expect.stringMatching(/^pss_/),
          name: 'Ten times',
          credits: 10,
          creditsLeft: 10,
          validFrom: new Date('2026-11-01T00:00:00Z'),
          validUntil: new Date('2027-02-01T00:00:00Z'),
          waitlistPriority: 5,
          revokedAt: null,
          offerings: [{ id: offeringId }],
          customer: { id: customerId },
          entries: {
            edges: [
              {
                node: {
                  deed: 'ISSUED',
                  amount: 10,
                  bookingId: null,
                  reason: null,
                  by: { id: idOf(gym.trainer) },
                  at: test.clock.now(),
                },
              },
            ],
          },
        },
      },
    });
  });

  it('has one effect for ten calls with one key', async () => {
    const input = passInput(await givenKnown(test, gym, gym.customer));
    await Promise.all(Array.from({ length: 10 }, () => ask(test.subgraph, gym.owner, ISSUE, { input })));
    expect(await passesOf(test, gym.customer)).toHaveLength(1);
    expect(await codeOf(test, gym.owner, ISSUE, { ...input, credits: 11 })).toBe('IDEMPOTENCY_CONFLICT');
  });

  it.each([
    ['no credits', { credits: 0 }],
    ['more than 10,000 credits', { credits: 10_001 }],
    ['no name', { name: ' ' }],
    ['a pass that ends when it begins', { validUntil: '2026-11-01T00:00:00Z' }],
    ['a pass that has ended', { validUntil: '2026-11-23T09:00:00Z' }],
    ['a pass of eleven years', { validUntil: '2037-11-01T00:00:00Z' }],
    ['a negative priority', { waitlistPriority: -1 }],
  ])('refuses %s', async (_what, wrong) => {
    const customerId = await givenKnown(test, gym, gym.customer);
    expect(await codeOf(test, gym.owner, ISSUE, passInput(customerId, wrong))).toBe('INVALID');
    expect(await passesOf(test, gym.customer)).toEqual([]);
  });

  it('is the staff’s, for customers and offerings of the tenant', async () => {
    const customerId = await givenKnown(test, gym, gym.customer);
    expect(await codeOf(test, gym.customer, ISSUE, passInput(customerId))).toBe('FORBIDDEN');
    expect(await codeOf(test, gym.anonymous, ISSUE, passInput(customerId))).toBe('UNAUTHENTICATED');
    const elsewhere = newGym();
    const refused = (caller: TestTenant['owner'], id: string, facts: object = {}) =>
      refusalOf(test.subgraph, caller, ISSUE, { input: passInput(id, facts) });
    expect(await refused(elsewhere.owner, customerId)).toEqual(await refused(gym.owner, newId('mbr')));
    const foreign = await givenOfferingOf(test, elsewhere.owner);
    expect(await refused(gym.owner, customerId, { offeringIds: [foreign] })).toEqual(
      await refused(gym.owner, customerId, { offeringIds: [newId('off')] }),
    );
  });
});

describe('changing a pass', () => {
  it('adds and takes credits away with a reason, which is kept', async () => {
    const passId = await givenPass(test, gym);
    await change(passId, { creditsChange: 5, name: 'Fifteen times' });
    await change(passId, { creditsChange: -15 });
    expect(await codeOf(test, gym.owner, CHANGE, { passId, reason: 'x', creditsChange: -1 })).toBe('INVALID');
    const [pass] = await passesOf(test, gym.customer);
    expect(pass).toMatchObject({
      name: 'Fifteen times',
      creditsLeft: 0,
      account: ['ISSUED 10', 'CHANGED 5', 'CHANGED -15'],
      sum: 0,
    });
  });

  it('needs a reason, and a pass of the tenant that was not revoked', async () => {
    const passId = await givenPass(test, gym);
    expect(await codeOf(test, gym.owner, CHANGE, { passId, reason: ' ' })).toBe('INVALID');
    const early = { passId, reason: 'x', validUntil: '2026-10-01T00:00:00Z' };
    expect(await codeOf(test, gym.owner, CHANGE, early)).toBe('INVALID');
    expect(await codeOf(test, gym.customer, CHANGE, { passId, reason: 'x' })).toBe('FORBIDDEN');
    const key = anyKey();
    const ask404 = (caller: TestTenant['owner'], id: string) =>
      refusalOf(test.subgraph, caller, CHANGE, { input: { passId: id, reason: 'x', idempotencyKey: key } });
    expect(await ask404(newGym().owner, passId)).toEqual(await ask404(gym.owner, newId('pss')));
    await act(test, gym.owner, REVOKE, { passId, reason: 'Moved away.' });
    expect(await codeOf(test, gym.owner, CHANGE, { passId, reason: 'x' })).toBe('PASS_REVOKED');
  });
});

describe('revoking a pass', () => {
  it('takes what is left, once', async () => {
    const passId = await givenPass(test, gym);
    await act(test, gym.trainer, REVOKE, { passId, reason: 'Moved away.' });
    const [pass] = await passesOf(test, gym.customer);
    expect(pass).toMatchObject({ creditsLeft: 0, account: ['ISSUED 10', 'REVOKED -10'], sum: 0 });
    expect(await codeOf(test, gym.owner, REVOKE, { passId, reason: 'x' })).toBe('PASS_REVOKED');
    expect(await codeOf(test, gym.customer, REVOKE, { passId, reason: 'x' })).toBe('FORBIDDEN');
  });
});

describe('the passes of a member', () => {
  it('are for the member and for staff, and hidden from others and other tenants', async () => {
    const id = await givenPass(test, gym);
    const ids = [{ __typename: 'Member', id: idOf(gym.customer) }];
    const all = { _entities: [{ passes: { edges: [{ node: { id } }] } }] };
    expect(await ask(test.subgraph, gym.customer, PASSES, { ids })).toMatchObject(all);
    expect(await ask(test.subgraph, gym.trainer, PASSES, { ids })).toMatchObject(all);
    const stranger = gym.someone('CUSTOMER');
    expect((await refusalOf(test.subgraph, stranger, PASSES, { ids })).code).toBe('FORBIDDEN');
    expect(await ask(test.subgraph, newGym().owner, PASSES, { ids })).toEqual({
      _entities: [{ passes: { edges: [] } }],
    });
  });

  it('do not tell customers who of the staff wrote an entry', async () => {
    await givenPass(test, gym);
    const query = `query ($ids: [_Any!]!) { _entities(representations: $ids) { ... on Member {
      passes(first: 1) { edges { node { entries(first: 1) { edges { node { by { id } } } } } } } } } }`;
    const ids = [{ __typename: 'Member', id: idOf(gym.customer) }];
    expect((await refusalOf(test.subgraph, gym.customer, query, { ids })).code).toBe('FORBIDDEN');
  });
});
