import { createContext, type ReactNode, useContext, useSyncExternalStore } from 'react';
import type { SessionState, SignedInMember } from './session-state.ts';
import type { SessionStore } from './session-store.ts';

const SessionContext = createContext<SessionStore | null>(null);

/** Lets everything below know who is signed in. */
export function SessionProvider({
  store,
  children,
}: {
  readonly store: SessionStore;
  readonly children: ReactNode;
}) {
  return <SessionContext.Provider value={store}>{children}</SessionContext.Provider>;
}

/** The session: to sign in and out. */
export function useSession(): SessionStore {
  const store = useContext(SessionContext);
  if (store === null) throw new Error('There is no session outside of a SessionProvider.');
  return store;
}

/** Where the session stands, as it changes. */
export function useSessionState(): SessionState {
  const store = useSession();
  return useSyncExternalStore(store.onChange, store.state);
}

/**
 * Who is signed in.
 * @throws {Error} where nobody is: only what is shown to members may ask.
 */
export function useMember(): SignedInMember {
  const state = useSessionState();
  if (state.status !== 'signed-in') throw new Error('Nobody is signed in.');
  return state.member;
}
