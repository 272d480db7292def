import type { Client, FormattedExecutionResult, Sink, SubscribePayload } from 'graphql-ws';

type Heard = FormattedExecutionResult<Record<string, unknown>, Record<string, unknown>>;

const EXPIRED = 'CURSOR_EXPIRED';

function cursorIn({ extensions }: Heard): string | null {
  const cursor = extensions?.cursor;
  return typeof cursor === 'string' ? cursor : null;
}

function isExpired({ errors = [] }: Heard): boolean {
  return errors.some(({ extensions }) => extensions?.code === EXPIRED);
}

/**
 * A subscription that continues after the last event it has heard whenever the socket comes back: what happened
 * meanwhile is told. When too much has happened it begins anew; who asks catches up with `useOnReconnect`.
 */
export function subscribeResumed(
  client: Pick<Client, 'subscribe'>,
  asked: SubscribePayload,
  sink: Sink<Heard>,
): () => void {
  const extensions: { resumeFrom?: string } = {};
  // The client sends this very object again when it has connected again.
  const payload = { ...asked, extensions };
  let isBegunAnew = false;
  let leave: () => void = () => undefined;
  const subscribe = () => {
    leave = client.subscribe<Record<string, unknown>, Record<string, unknown>>(payload, {
      next: (result) => {
        if (isExpired(result) && extensions.resumeFrom !== undefined) {
          delete extensions.resumeFrom;
          isBegunAnew = true;
          return;
        }
        const cursor = cursorIn(result);
        if (cursor !== null) extensions.resumeFrom = cursor;
        sink.next(result);
      },
      error: (fault) => sink.error(fault),
      complete: () => {
        if (!isBegunAnew) return sink.complete();
        isBegunAnew = false;
        subscribe();
      },
    });
  };
  subscribe();
  return () => leave();
}
