import type { Role } from '@freehold/kernel/caller/role';
import { describe, expect, it } from 'vitest';
import { headcountOf } from './member.policy.ts';

describe('the headcount', () => {
  it.each<[Role[], string]>([
    [['TENANT_OWNER'], 'staffSeats'],
    [['TENANT_ADMIN'], 'staffSeats'],
    [['TRAINER'], 'staffSeats'],
    [['CUSTOMER'], 'endUsers'],
    [['CUSTOMER', 'TRAINER'], 'staffSeats'],
  ])('of %j is one of %s', (roles, headcount) => {
    expect(headcountOf(roles)).toBe(headcount);
  });
});
