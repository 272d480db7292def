import { describe, expect, it } from 'vitest';
import type { DemoTenant } from './demo/demo-face.ts';
import { welcomeText } from './welcome.ts';

const tenant = (slug: string, name: string): DemoTenant => ({
  slug,
  name,
  edition: 'fitness',
  plan: 'fitness:pro',
  trial: false,
  locale: 'nb',
  timeZone: 'Europe/Oslo',
  currency: 'NOK',
  people: [
    { name: 'Maria', email: `owner@${slug}.test`, roles: ['TENANT_OWNER'] },
    { name: 'Nora', email: `customer@${slug}.test`, roles: ['CUSTOMER'] },
  ],
  furtherCustomers: 0,
  schedule: { resources: [], offerings: [], weekly: [], events: [] },
});

describe('the greeting', () => {
  it('names addresses and sign-ins in columns', () => {
    const demo = [tenant('fitzone', 'FitZone Oslo'), tenant('hi', 'Hi')];
    expect(
      welcomeText({ port: 4000, baseDomain: 'localhost', demo, messagesUrl: null, seconds: 3.14 }),
    ).toBe(`
  Freehold is open at http://localhost:4000 after 3.1 s.

  Tenant         Plan          Address                         Owner                Customer
  FitZone Oslo   fitness:pro   http://fitzone.localhost:4000   owner@fitzone.test   customer@fitzone.test
  Hi             fitness:pro   http://hi.localhost:4000        owner@hi.test        customer@hi.test

  Everybody's password is freehold-demo. The API of each tenant is at /graphql, as in http://fitzone.localhost:4000/graphql.

  Ctrl-C stops everything.

`);
  });

  it('says so when nobody lives there', () => {
    expect(
      welcomeText({ port: 4000, baseDomain: 'localhost', demo: [], messagesUrl: null, seconds: 2 }),
    ).toContain('No tenant lives here yet.');
  });
});
