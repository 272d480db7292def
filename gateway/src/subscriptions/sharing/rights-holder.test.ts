import type { Caller } from '@freehold/kernel/caller/caller';
import { newId } from '@freehold/kernel/values/id';
import { describe, expect, it } from 'vitest';
import { RightsHolder } from './rights-holder.ts';

const ids = { id: newId('mbr'), identityId: newId('idn'), sessionId: 's' };

function memberWith(actions: readonly string[]): Caller {
  return {
    kind: 'public',
    requestId: 'r',
    tenant: null,
    member: { ...ids, roles: [], actions: [...actions] },
  };
}

/** A holder, and what decides about its rights. */
function newHolder() {
  const stage = { actions: ['a.read'], isTold: true };
  const holder = new RightsHolder({
    identify: async () => memberWith(stage.actions),
    isTold: () => stage.isTold,
  });
  return { holder, stage };
}

describe('RightsHolder', () => {
  it('surely has the rights that it was found to have, and no others', async () => {
    const { holder, stage } = newHolder();
    const before = await holder.check();
    expect(holder.surelyHas(before.rights)).toBe(true);
    stage.actions = [];
    const after = await holder.check();
    expect([holder.surelyHas(before.rights), holder.surelyHas(after.rights)]).toEqual([false, true]);
  });

  it('is sure of nothing before it has asked, in doubt, or while nobody tells of changes', async () => {
    const { holder, stage } = newHolder();
    const { rights } = await newHolder().holder.check();
    expect(holder.surelyHas(rights)).toBe(false);
    await holder.check();
    holder.doubt();
    expect(holder.surelyHas(rights)).toBe(false);
    await holder.check();
    expect(holder.surelyHas(rights)).toBe(true);
    stage.isTold = false;
    expect([holder.surelyHas(rights), holder.known()]).toEqual([false, null]);
  });

  it('stays in doubt when something changes while it asks', async () => {
    const { holder } = newHolder();
    const asked = holder.check();
    holder.doubt();
    const { rights } = await asked;
    expect([holder.isInDoubt, holder.surelyHas(rights)]).toEqual([true, false]);
  });
});
