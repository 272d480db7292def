import { expect, test } from 'vitest';
import { keptBytes } from '../memory/young-garbage.ts';
import { newId } from '../values/id.ts';
import { watchedMember } from './watched-member.ts';

const MB = 1_024 * 1_024;
const member = {
  id: newId('mbr'),
  identityId: newId('idn'),
  sessionId: 'session',
  roles: ['TENANT_OWNER' as const],
  actions: ['booking.read'],
};

test('it tells when somebody looks at who the member is, not at what its roles allow', () => {
  const looks: string[] = [];
  const watched = watchedMember(member, () => looks.push('look'));
  expect([watched.roles, watched.actions, looks.length]).toEqual([member.roles, member.actions, 0]);
  expect([watched.id, watched.identityId, watched.sessionId]).toEqual([
    member.id,
    member.identityId,
    member.sessionId,
  ]);
  expect(looks).toHaveLength(3);
});

test('who is watched is let go of with the request, with the young garbage', () => {
  const kept = keptBytes(4_000, () => {
    const request = new Array<number>(2_048).fill(0);
    watchedMember(member, () => request.push(1));
  });
  expect(kept).toBeLessThan(2 * MB);
});
