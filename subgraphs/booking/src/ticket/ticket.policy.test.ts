import { describe, expect, it } from 'vitest';
import { ticketStatusOf } from './ticket.policy.ts';

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
