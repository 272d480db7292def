import { describe, expect, it } from 'vitest';
import { priceText, ticketStatusOf, timeText } from './ticket.policy.ts';

describe('where a ticket stands', () => {
  it.each([
    ['SCHEDULED', 'PAID', 'VALID'],
    ['SCHEDULED', 'PENDING', 'UNPAID'],
    ['SCHEDULED', 'CANCELED', 'REVOKED'],
    ['CANCELED', 'PAID', 'REVOKED'],
    ['CANCELED', 'PENDING', 'REVOKED'],
    ['CANCELED', 'CANCELED', 'REVOKED'],
  ] as const)('of an event that is %s and an order that is %s: %s', (event, order, status) => {
    expect(ticketStatusOf({ event, order })).toBe(status);
  });
});

describe('what a ticket says on paper', () => {
  it.each([
    [0n, 'NOK', 'NOK 0.00'],
    [5n, 'PLN', 'PLN 0.05'],
    [150_000n, 'NOK', 'NOK 1500.00'],
    [150n, 'JPY', 'JPY 150'],
    [1_234n, 'KWD', 'KWD 1.234'],
  ])('of a price of %s minor units in %s is %s', (amountMinor, currency, text) => {
    expect(priceText(amountMinor, currency)).toBe(text);
  });

  it.each([
    ['Europe/Oslo', 'Saturday, 28 November 2026 at 19:00 (Europe/Oslo)'],
    ['America/New_York', 'Saturday, 28 November 2026 at 13:00 (America/New_York)'],
  ])('is the time on the clock of %s', (timeZone, text) => {
    expect(timeText({ startsAt: new Date('2026-11-28T18:00:00Z'), timeZone })).toBe(text);
  });
});
