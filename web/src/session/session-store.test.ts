import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Outcome, SessionApi } from './session-state.ts';
import { SessionStore } from './session-store.ts';

const START = new Date('2026-11-21T12:00:00Z');
const member = { id: 'mbr_1', name: 'Ada', email: 'ada@fitzone.test', roles: ['CUSTOMER' as const] };
const gone: Outcome = { kind: 'refused', refusal: { code: 'SESSION_EXPIRED', message: '', details: {} } };
const silent: Outcome = { kind: 'unreachable', refusal: { code: 'OFFLINE', message: '', details: {} } };

function granted(accessToken: string): Outcome {
  const accessExpiresAt = new Date(Date.now() + 600_000).toISOString();
  return { kind: 'granted', accessToken, accessExpiresAt, member };
}

function storeAnswering(...outcomes: (() => Outcome)[]) {
  const refresh = vi.fn(() => Promise.resolve((outcomes.shift() ?? (() => silent))()));
  const api: SessionApi = { refresh, signIn: refresh, signOut: () => Promise.resolve() };
  return { store: new SessionStore(api), refresh };
}

beforeEach(() => void vi.useFakeTimers({ now: START }));
afterEach(() => void vi.useRealTimers());

describe('a session', () => {
  it('asks the server once for all who ask at once', async () => {
    const { store, refresh } = storeAnswering(() => granted('one'));
    await Promise.all([store.renew(), store.renew(), store.renew()]);
    expect(refresh).toHaveBeenCalledTimes(1);
    expect(store.accessToken()).toBe('one');
  });

  it('renews its token a minute before it expires', async () => {
    const { store } = storeAnswering(
      () => granted('one'),
      () => granted('two'),
    );
    await store.renew();
    await vi.advanceTimersByTimeAsync(539_000);
    expect(store.accessToken()).toBe('one');
    await vi.advanceTimersByTimeAsync(2_000);
    expect(store.accessToken()).toBe('two');
  });

  it('stays the same state while the same member is signed in', async () => {
    const { store } = storeAnswering(
      () => granted('one'),
      () => granted('two'),
    );
    await store.renew();
    const before = store.state();
    await store.renew();
    expect(store.state()).toBe(before);
  });

  it('ends when the server refuses to renew it', async () => {
    const { store } = storeAnswering(
      () => granted('one'),
      () => gone,
    );
    await store.renew();
    await store.renew();
    expect(store.state()).toEqual({ status: 'anonymous', hasExpired: true });
    expect(store.accessToken()).toBeNull();
  });

  it('has not expired where nobody was signed in, or somebody signed out', async () => {
    const { store } = storeAnswering(
      () => gone,
      () => granted('one'),
    );
    await store.renew();
    expect(store.state()).toEqual({ status: 'anonymous', hasExpired: false });
    await store.renew();
    await store.signOut();
    expect(store.state()).toEqual({ status: 'anonymous', hasExpired: false });
  });

  it('outlives a server that does not answer, and asks again', async () => {
    const { store } = storeAnswering(
      () => granted('one'),
      () => silent,
      () => granted('two'),
    );
    await store.renew();
    await store.renew();
    expect(store.state().status).toBe('signed-in');
    await vi.advanceTimersByTimeAsync(5_000);
    expect(store.accessToken()).toBe('two');
  });

  it('is unreachable, not anonymous, when the first answer does not come', async () => {
    const { store } = storeAnswering(() => silent);
    await store.renew();
    expect(store.state()).toEqual({ status: 'unreachable' });
  });

  it('renews at most twice a minute where the clock is wrong', async () => {
    vi.setSystemTime(START);
    const { store, refresh } = storeAnswering(
      () => ({ ...granted('one'), accessExpiresAt: '2020-01-01T00:00:00Z' }) as Outcome,
      () => granted('two'),
    );
    await store.renew();
    expect(store.isStale()).toBe(false);
    await vi.advanceTimersByTimeAsync(29_000);
    expect(refresh).toHaveBeenCalledTimes(1);
  });
});
