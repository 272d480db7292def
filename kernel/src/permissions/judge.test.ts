import { describe, expect, it } from 'vitest';
import type { Caller } from '../caller/caller.ts';
import { newId } from '../values/id.ts';
import { judge } from './judge.ts';
import { allOf, anyOf, anyone, can, feature, gatewayOnly, isOwn, signedIn } from './rules.ts';

class Note {
  constructor(readonly authorId: string) {}
}

const member = {
  id: newId('mbr'),
  identityId: newId('idn'),
  sessionId: 'ses',
  roles: ['CUSTOMER' as const],
  actions: ['note.read'],
};
const tenant = {
  id: newId('tnt'),
  edition: 'test',
  timeZone: 'UTC',
  currency: 'NOK',
  plan: 'test:basic',
  features: ['portal'],
  upgrades: { analytics: 'test:pro' },
  limits: {},
};
const customer: Caller = { kind: 'public', requestId: 'r', tenant, member };
const stranger: Caller = { ...customer, member: null };
const gateway: Caller = { kind: 'gateway', requestId: 'r', tenant: null, member: null };
const own = isOwn(Note, (note, { id }) => note.authorId === id);

describe('a rule', () => {
  it.each([
    ['anyone lets strangers in', anyone, stranger, null],
    ['signedIn lets members in', signedIn, customer, null],
    ['signedIn asks strangers to sign in', signedIn, stranger, 'UNAUTHENTICATED'],
    ['can lets those in whose role allows the action', can('note.read'), customer, null],
    ['can refuses the others', can('note.write'), customer, 'FORBIDDEN'],
    ['can asks strangers to sign in', can('note.read'), stranger, 'UNAUTHENTICATED'],
    ['feature lets a tenant in that has it', feature('portal'), customer, null],
    ['feature names what would unlock it', feature('analytics'), customer, 'PLAN_UPGRADE_REQUIRED'],
    [
      'feature refuses a tenant whose plan is not known, and does not tell it to pay more',
      feature('portal'),
      { ...customer, tenant: { ...tenant, plan: null, features: [], upgrades: {} } },
      'UNAVAILABLE',
    ],
    ['gatewayOnly lets the gateway in', gatewayOnly, gateway, null],
    ['gatewayOnly refuses everybody else', gatewayOnly, customer, 'FORBIDDEN'],
    [
      'allOf refuses for the role before the feature',
      allOf(can('note.write'), feature('analytics')),
      customer,
      'FORBIDDEN',
    ],
    [
      'allOf needs the feature, too',
      allOf(can('note.read'), feature('analytics')),
      customer,
      'PLAN_UPGRADE_REQUIRED',
    ],
    ['anyOf needs one', anyOf(can('note.write'), can('note.read')), customer, null],
    ['anyOf refuses without one', anyOf(can('note.write'), own), customer, 'FORBIDDEN'],
    ['anyOf of nothing refuses', anyOf(), customer, 'FORBIDDEN'],
  ])('%s', (_title, rule, caller, code) => {
    expect(judge(rule, caller, undefined)?.code ?? null).toBe(code);
  });

  it('lets a member at what is their own, and at nothing that only looks like it', () => {
    expect(judge(own, customer, new Note(member.id))).toBeNull();
    expect(judge(own, customer, new Note('other'))?.code).toBe('FORBIDDEN');
    expect(judge(own, customer, { authorId: member.id })?.code).toBe('FORBIDDEN');
  });

  it('tells feature, current plan and cheapest grant', () => {
    expect(judge(feature('analytics'), customer, undefined)?.data).toEqual({
      feature: 'analytics',
      currentPlan: 'test:basic',
      cheapestGrant: 'test:pro',
    });
  });
});
