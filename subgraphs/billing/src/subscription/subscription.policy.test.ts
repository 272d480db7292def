import { describe, expect, it } from 'vitest';
import { faces } from '../../test/test-faces.ts';
import { findPlan } from '../catalog/catalog.policy.ts';
import { Subscription, type SubscriptionStatus } from './subscription.entity.ts';
import { PlanOnRequest } from './subscription.errors.ts';
import { reachOf, refuseOnRequest, trialEnd } from './subscription.policy.ts';

const end = new Date('2026-12-07T09:00:00Z');
const before = new Date(end.getTime() - 1);

function subscription(status: SubscriptionStatus, trialEndsAt: Date | null): Subscription {
  const pinned = { planKey: 'test:pro', planVersion: 2 };
  return Object.assign(new Subscription(), { status, trialEndsAt, ...pinned });
}

describe('how far a subscription reaches', () => {
  it.each([
    ['TRIALING', end, before, 'FULL'],
    ['TRIALING', end, end, 'NO_GROWTH'],
    ['ACTIVE', end, end, 'FULL'],
    ['ACTIVE', null, end, 'FULL'],
    ['PAST_DUE', null, end, 'FULL'],
    ['PAUSED', null, end, 'NO_GROWTH'],
    ['CANCELED', null, end, 'NONE'],
  ] as const)('%s with a free start until %s is at %s %s', (status, trialEndsAt, at, reach) => {
    expect(reachOf(subscription(status, trialEndsAt), faces.test.catalog, at)).toBe(reach);
  });

  it.each([
    ['converting', 'FULL'],
    ['canceling', 'NONE'],
    ['trialless', 'NO_GROWTH'],
  ] as const)('after the free start the edition %s says %s', (edition, reach) => {
    expect(reachOf(subscription('TRIALING', end), faces[edition].catalog, end)).toBe(reach);
  });
});

describe('a free start', () => {
  it('lasts so many times 24 hours, also over a change of the clocks', () => {
    const startedAt = new Date('2026-10-20T09:00:00Z');
    expect(trialEnd(faces.test.catalog, startedAt)).toEqual(new Date('2026-11-03T09:00:00Z'));
    expect(trialEnd(faces.trialless.catalog, startedAt)).toBeNull();
  });

  it('ends for good when a plan is chosen after it, and goes on when one is chosen before', () => {
    const pro = { key: 'test:pro', version: 2 };
    const early = subscription('TRIALING', end);
    expect([early.changePlan(pro, before), early.status]).toEqual([false, 'TRIALING']);
    expect([early.changePlan({ ...pro, version: 1 }, before), early.status]).toEqual([true, 'TRIALING']);
    const late = subscription('TRIALING', end);
    expect([late.changePlan(pro, end), late.status]).toEqual([true, 'ACTIVE']);
    expect(late.changePlan(pro, end)).toBe(false);
  });
});

it('refuses a plan whose price is on request, and no other', () => {
  const { catalog } = faces.test;
  expect(() => refuseOnRequest(catalog, findPlan(catalog, 'test:enterprise'))).toThrow(PlanOnRequest);
  expect(() => refuseOnRequest(catalog, findPlan(catalog, 'test:pro'))).not.toThrow();
});
