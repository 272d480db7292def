import type { SessionStore } from './session-store.ts';

const CHANNEL = 'freehold-session';

/**
 * Keeps the tabs of a browser, which share one cookie, of one mind: signing out in one signs out all,
 * signing in lets the others follow. Answers how to stop.
 */
export function followOtherTabs(store: SessionStore): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  let known = store.state().status;
  channel.onmessage = ({ data }) => {
    known = data === 'signed-in' ? 'signed-in' : 'anonymous';
    if (known === 'anonymous') store.forget();
    else void store.renew();
  };
  const stop = store.onChange(() => {
    const { status } = store.state();
    const changed = status !== known && known !== 'starting';
    known = status;
    if (changed && (status === 'signed-in' || status === 'anonymous')) channel.postMessage(status);
  });
  return () => {
    stop();
    channel.close();
  };
}
