import { describe, expect, it } from 'vitest';
import { booking } from './booking.ts';
import { catalog } from './catalog.ts';
import { tenancy } from './tenancy.ts';

describe('the faces of the chatbot edition', () => {
  it('count on meters that the catalog has', () => {
    const named = [
      ...Object.values(tenancy.meters),
      ...Object.values(booking.meters),
      booking.messages.smsSent,
    ];
    const meters = catalog.meters.map(({ key }) => key);
    for (const meter of named.filter((name) => name !== null)) expect(meters).toContain(meter);
  });
  it('send messages by features that the catalog has', () => {
    const { emailFeature, smsFeature } = booking.messages;
    const features = catalog.features.map(({ key }) => key);
    for (const feature of [emailFeature, smsFeature].filter((name) => name !== null))
      expect(features).toContain(feature);
  });

  it('let each meter be counted by one subgraph', () => {
    const { ticketsPerEvent: _, bookablePeople: __, ...counted } = booking.meters;
    const named = [...Object.values(tenancy.meters), ...Object.values(counted)];
    const meters = named.filter((name) => name !== null);
    expect(new Set(meters).size).toBe(meters.length);
  });
  it('give new tenants the language, zone and currency of the catalog', () => {
    const { locale, timeZone, currency } = catalog;
    expect(tenancy).toMatchObject({ edition: 'chatbot', defaults: { locale, timeZone, currency } });
    expect(booking.edition).toBe('chatbot');
  });
});
