import { BookingCanceled, BookingMade } from '@freehold/booking/events';
import { newTenant } from '@freehold/kernel/testing/callers';
import { startTestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { TenantProvisioned } from '@freehold/tenancy/events';
import { describe, expect, it } from 'vitest';
import { analyticsSubgraph } from '../src/analytics.subgraph.ts';
import {
  applied,
  askTenant,
  bookingOn,
  CountedByBooking,
  CountedByTenancy,
  faces,
  forgetWhatWasRead,
  happened,
  NOVEMBER,
  startAgain,
  tenantIn,
} from './scene.ts';

const FIELDS = `usage { used resetsAt meter { key } } bookingsPerDay(from: "2026-11-23", to: "2026-11-23") { count }`;
const gym = () => newTenant(analyticsSubgraph, { features: ['analytics'] });

describe('the delivery of events', () => {
  it('counts an event once, though it is delivered again after a restart', async () => {
    const test = await startTestSubgraph(analyticsSubgraph, { faces });
    const { tenant, owner } = gym();
    const booking = bookingOn('2026-11-23');
    await happened(test, BookingMade, tenant.id, booking);
    await happened(test, BookingMade, tenant.id, bookingOn('2026-11-23'));
    await happened(test, BookingCanceled, tenant.id, booking);
    const classes = { meter: 'classes', used: 2, period: NOVEMBER, revision: 2 };
    await happened(test, CountedByBooking, tenant.id, classes);
    const before = await askTenant(test.subgraph, owner, FIELDS);
    await test.close();
    await forgetWhatWasRead(test);

    const later = await test.tell(BookingMade, tenant.id, bookingOn('2026-11-24'));
    const again = await startAgain(test);
    await applied(again, tenant.id, later);
    expect(await askTenant(again, owner, FIELDS)).toEqual(before);
    expect(before).toMatchObject({ usage: [{ used: 2 }], bookingsPerDay: [{ count: 1 }] });
    await again.close();
  });

  it('brings a new installation everything that was told before it started', async () => {
    const test = await startTestSubgraph(analyticsSubgraph, { faces });
    await test.close();
    const { tenant, owner } = gym();
    const members = { meter: 'members', used: 89, period: '', revision: 89 };
    const told = [
      await test.tell(TenantProvisioned, tenant.id, tenantIn(tenant.id, 'Europe/Oslo')),
      await test.tell(CountedByTenancy, tenant.id, members),
      await test.tell(BookingMade, tenant.id, bookingOn('2026-11-23')),
    ];

    const installed = await startAgain(test);
    await Promise.all(told.map((id) => applied(installed, tenant.id, id)));
    expect(await askTenant(installed, owner, FIELDS)).toEqual({
      usage: [{ used: 89, resetsAt: null, meter: { key: 'members' } }],
      bookingsPerDay: [{ count: 1 }],
    });
    await installed.close();
  });
});
