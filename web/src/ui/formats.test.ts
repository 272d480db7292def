import { describe, expect, it } from 'vitest';
import { createFormats, majorUnits } from './formats.ts';

const oslo = createFormats({ locale: 'en-GB', timeZone: 'Europe/Oslo' });

describe('the formats of a tenant', () => {
  it('tells times and days where the tenant is', () => {
    expect(oslo.time('2026-11-21T17:00:00Z')).toBe('18:00');
    expect(oslo.day('2026-11-21T23:30:00Z')).toBe('Sunday 22 November');
    expect(oslo.dateKey('2026-11-21T23:30:00Z')).toBe('2026-11-22');
  });

  it('keeps a calendar day that day in every zone', () => {
    const tongatapu = createFormats({ locale: 'en-GB', timeZone: 'Pacific/Tongatapu' });
    expect(tongatapu.calendarDay('2026-11-21')).toBe('21 Nov');
  });

  it('groups the digits of a number from ten thousand on', () => {
    expect(oslo.number(1325)).toBe('1325');
    expect(oslo.number(13_250)).toBe('13,250');
  });

  it.each([
    [{ amountMinor: 399_500, currency: 'NOK' }, 'NOK 3,995'],
    [{ amountMinor: '1995', currency: 'USD' }, 'US$19.95'],
    [{ amountMinor: 500, currency: 'JPY' }, 'JP¥500'],
  ])('writes %o as %s', (amount, text) => {
    expect(oslo.money(amount).replaceAll('\u00a0', ' ')).toBe(text);
  });

  it('counts minor units by the digits of the currency', () => {
    expect(majorUnits(1995, 2)).toBe(19.95);
    expect(majorUnits('500', 0)).toBe(500);
  });
});
