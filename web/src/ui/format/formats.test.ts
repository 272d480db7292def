import { describe, expect, it } from 'vitest';
import { createFormats, englishOf, majorUnits } from './formats.ts';

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
    [{ amountMinor: 399_500, currency: 'NOK' }, 'kr 3,995'],
    [{ amountMinor: '1995', currency: 'USD' }, '$19.95'],
    [{ amountMinor: 500, currency: 'JPY' }, '¥500'],
  ])('writes %o as %s', (amount, text) => {
    expect(oslo.money(amount).replaceAll('\u00a0', ' ')).toBe(text);
  });

  it.each([
    ['nb-NO', 'Europe/Oslo', 'en-NO'],
    ['nb', 'Europe/Oslo', 'en-NO'],
    ['pl', 'Europe/Warsaw', 'en-PL'],
    ['de-AT', 'Europe/Vienna', 'en-AT'],
    ['en-GB', 'America/New_York', 'en-GB'],
    ['en-US', 'Europe/Berlin', 'en-US'],
    ['en', 'UTC', 'en-US'],
    ['en', 'Europe/Berlin', 'en-150'],
    ['hr-HR', 'Europe/Zagreb', 'en-150'],
    ['pt-BR', 'America/Sao_Paulo', 'en-US'],
  ])('of %s in %s are those of %s', (locale, timeZone, expected) => {
    expect(englishOf({ locale, timeZone })).toBe(expected);
  });

  it('speak English with the habits of the region', () => {
    const norway = createFormats({ locale: 'nb-NO', timeZone: 'Europe/Oslo' });
    expect(norway.day('2026-11-21T17:00:00Z')).toBe('Saturday, 21 November');
    expect(norway.money({ amountMinor: 399_500, currency: 'NOK' }).replaceAll('\u00a0', ' ')).toBe(
      '3 995 kr',
    );
    const poland = createFormats({ locale: 'pl', timeZone: 'Europe/Warsaw' });
    expect(poland.money({ amountMinor: 40_000, currency: 'PLN' }).replaceAll('\u00a0', ' ')).toBe('400 zł');
    expect(poland.shortDay('2026-11-21T17:00:00Z')).toBe('Sat, 21 Nov');
  });

  it('tell a time without a leading zero where the clock has twelve hours', () => {
    const boston = createFormats({ locale: 'en-US', timeZone: 'America/New_York' });
    expect(boston.time('2026-11-21T12:30:00Z').replaceAll('\u202f', ' ')).toBe('7:30 AM');
    expect(oslo.time('2026-11-21T06:30:00Z')).toBe('07:30');
  });

  it('write the hours of a day as its clock does', () => {
    const america = createFormats({ locale: 'en-US', timeZone: 'America/New_York' });
    expect([oslo.hour(0), oslo.hour(17)]).toEqual(['00:00', '17:00']);
    expect([america.hour(0), america.hour(17)].map((text) => text.replaceAll('\u202f', ' '))).toEqual([
      '12 AM',
      '5 PM',
    ]);
  });

  it('say of what costs nothing that it is free', () => {
    expect(oslo.price({ amountMinor: '0', currency: 'NOK' })).toBe('Free');
    expect(oslo.price({ amountMinor: 100, currency: 'JPY' })).toBe('¥100');
  });

  it('counts minor units by the digits of the currency', () => {
    expect(majorUnits(1995, 2)).toBe(19.95);
    expect(majorUnits('500', 0)).toBe(500);
  });
});
