import type { Client } from 'graphql-ws';
import { createContext, type ReactNode, useContext, useEffect, useRef, useSyncExternalStore } from 'react';
import { Provider } from 'urql';
import type { Connection } from '../client.ts';
import type { LiveSocket, LiveStatus } from './live-socket.ts';

const SocketContext = createContext<LiveSocket | null>(null);

function useSocket(): LiveSocket {
  const socket = useContext(SocketContext);
  if (socket === null) throw new Error('Nothing is live outside of a ConnectionProvider.');
  return socket;
}

/** Lets everything below ask, change and follow through one connection. */
export function ConnectionProvider({
  connection,
  children,
}: {
  readonly connection: Connection;
  readonly children: ReactNode;
}) {
  return (
    <SocketContext.Provider value={connection.socket}>
      <Provider value={connection.client}>{children}</Provider>
    </SocketContext.Provider>
  );
}

/** The socket's client, for what is asked outside of urql. */
export function useLiveClient(): Client {
  return useSocket().client;
}

/** Whether what is on the screen moves by itself. */
export function useLiveStatus(): LiveStatus {
  const socket = useSocket();
  return useSyncExternalStore(socket.onChange, socket.status);
}

/** Catches up after every reconnection, since events may have been missed. */
export function useOnReconnect(catchUp: () => void): void {
  const socket = useSocket();
  const connections = useSyncExternalStore(socket.onChange, socket.connections);
  const seen = useRef(connections);
  useEffect(() => {
    if (seen.current > 0 && connections > seen.current) catchUp();
    seen.current = connections;
  }, [connections, catchUp]);
}
