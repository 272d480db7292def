import { describe, expect, it } from 'vitest';
import { appointmentStatusOf, bookingStatusesOf } from './appointment.policy.ts';

describe('where an appointment stands', () => {
  it.each([
    ['PENDING', 'PENDING'],
    ['CONFIRMED', 'CONFIRMED'],
    ['CHECKED_IN', 'CONFIRMED'],
    ['COMPLETED', 'COMPLETED'],
    ['DECLINED', 'CANCELED'],
    ['CANCELED', 'CANCELED'],
    ['LATE_CANCELED', 'CANCELED'],
    ['NO_SHOW', 'NO_SHOW'],
  ] as const)('when its booking is %s: %s', (booking, appointment) => {
    expect(appointmentStatusOf(booking)).toBe(appointment);
    expect(bookingStatusesOf(appointment)).toContain(booking);
  });

  it('is never of two kinds', () => {
    const all = (['PENDING', 'CONFIRMED', 'COMPLETED', 'CANCELED', 'NO_SHOW'] as const).flatMap(
      bookingStatusesOf,
    );
    expect(new Set(all).size).toBe(all.length);
  });
});
