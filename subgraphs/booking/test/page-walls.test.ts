import { Reading } from '@freehold/kernel/database/prepared/reading';
import { newTenant } from '@freehold/kernel/testing/callers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bookingsPage } from '../src/booking/booking.page.ts';
import { bookingSubgraph } from '../src/booking.subgraph.ts';
import { gym, LIST, openPages, other, type PageScene, SELECTION } from './page-scene.ts';

const PAGE = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
  ... on Tenant { bookings(first: 5) { edges { node { id } } } } } }`;
const { owner } = newTenant(bookingSubgraph, { id: gym });

let pages: PageScene;
beforeAll(async () => {
  pages = await openPages();
});
afterAll(() => pages.close());

describe('a prepared page', () => {
  it('shows nothing of another tenant when only row level security stands', async () => {
    const foreign = await pages.reading(gym, (asked) =>
      bookingsPage(asked, { ...LIST, tenantId: other }, { first: 20 }),
    );
    expect(foreign.edges).toEqual([]);
  });

  it('shows nothing of another tenant when only the condition in the statement stands', async () => {
    const { edges } = await pages.reading(
      gym,
      (asked) => bookingsPage(asked, { ...LIST, tenantId: gym, selection: SELECTION }, { first: 100 }),
      pages.admin,
    );
    const own = await pages.reading(gym, (asked) =>
      bookingsPage(asked, { ...LIST, tenantId: gym, selection: SELECTION }, { first: 100 }),
    );
    expect(edges).toHaveLength(100);
    expect(edges.map(({ node }) => node.id)).toEqual(own.edges.map(({ node }) => node.id));
  });

  it('of nobody in particular is refused, and none is read', async () => {
    const asked = new Reading(pages.test.subgraph.parts.orm, null);
    const { edges } = await bookingsPage(asked, { ...LIST, tenantId: gym }, { first: 20 });
    await asked.close();
    expect(edges).toEqual([]);
    const one = new Reading(pages.test.subgraph.parts.orm, null, true);
    expect((await bookingsPage(one, { ...LIST, tenantId: gym }, { first: 20 })).edges).toEqual([]);
    const nobody = { ...owner, tenant: null };
    const representations = [{ __typename: 'Tenant', id: gym }];
    const answer = await pages.test.subgraph.execute({
      query: PAGE,
      variables: { representations },
      caller: nobody,
    });
    expect(answer.data).toEqual({ _entities: [null] });
  });

  it('shows nothing of another tenant, also when it asks one question', async () => {
    const one = new Reading(pages.test.subgraph.parts.orm, gym, true);
    const { edges } = await bookingsPage(
      one,
      { ...LIST, tenantId: other, selection: SELECTION },
      { first: 20 },
    );
    expect(edges).toEqual([]);
  });
});
