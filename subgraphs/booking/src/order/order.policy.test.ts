import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { admissionOf } from '../event/event.policy.ts';
import { refuseCancelByCustomer } from './order.policy.ts';

const event = { startsAt: new Date('2026-11-28T18:00:00Z'), endsAt: new Date('2026-11-28T23:00:00Z') };
const gates = admissionOf(event);

describe('what a customer may cancel', () => {
  it.each([
    ['PENDING', 500n, '2026-11-28T11:59:59.999Z', null],
    ['PENDING', 500n, '2026-11-28T12:00:00Z', 'ADMISSION_BEGAN'],
    ['PAID', 0n, '2026-11-28T11:59:59.999Z', null],
    ['PAID', 0n, '2026-11-28T12:00:00Z', 'ADMISSION_BEGAN'],
    ['PAID', 1n, '2026-11-01T00:00:00Z', 'ORDER_PAID'],
  ] as const)('of an order that is %s for %i at %s: %s', (status, totalMinor, now, code) => {
    const attempt = () => refuseCancelByCustomer({ status, totalMinor }, gates, new Date(now));
    if (code) expect(attempt).toThrow(expect.objectContaining({ code }));
    else expect(attempt).not.toThrow();
  });

  it('never includes what money was paid for', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n }), fc.date({ noInvalidDate: true }), (totalMinor, now) => {
        expect(() => refuseCancelByCustomer({ status: 'PAID', totalMinor }, gates, now)).toThrow();
      }),
    );
  });
});

describe('the time in which tickets admit people', () => {
  it('opens six hours before the event and ends with it', () => {
    expect(gates).toEqual({ startsAt: new Date('2026-11-28T12:00:00Z'), endsAt: event.endsAt });
  });
});
