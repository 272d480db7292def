import '@mantine/notifications/styles.css';
import { Notifications } from '@mantine/notifications';
import { lazy, Suspense, useEffect, useState } from 'react';
import { BrowserRouter, Navigate, Route, Routes } from 'react-router';
import { type Connection, createConnection } from '../graphql/client.ts';
import { ConnectionProvider } from '../graphql/live/live.tsx';
import { useMember, useSession } from '../session/session-context.tsx';
import type { SessionStore } from '../session/session-store.ts';
import { ErrorBoundary } from '../ui/page/error-boundary.tsx';
import { ListSkeleton } from '../ui/page/page-states.tsx';
import { pagesFor, type WorkspacePage } from './pages.ts';
import { Shell } from './shell.tsx';

const ExplorerPage = lazy(async () => ({
  default: (await import('../features/explorer/explorer-page.tsx')).ExplorerPage,
}));

const ProfilePage = lazy(async () => ({
  default: (await import('../features/profile/profile-page.tsx')).ProfilePage,
}));

function PageFrame({ Page }: Pick<WorkspacePage, 'Page'>) {
  return (
    <ErrorBoundary>
      <Suspense fallback={<ListSkeleton />}>
        <Page />
      </Suspense>
    </ErrorBoundary>
  );
}

/** A connection that is open as long as the workspace is; null before it is made. */
function useConnection(session: SessionStore): Connection | null {
  const [connection, setConnection] = useState<Connection | null>(null);
  useEffect(() => {
    const made = createConnection(session);
    setConnection(made);
    return () => void made.socket.close();
  }, [session]);
  return connection;
}

/** What a signed-in member sees: navigation, one page at a time, one connection under all of them. */
export function Workspace() {
  const session = useSession();
  const pages = pagesFor(useMember());
  const connection = useConnection(session);
  if (connection === null) return null;
  return (
    <ConnectionProvider connection={connection}>
      <Notifications position="bottom-center" limit={3} />
      <BrowserRouter>
        <Routes>
          <Route path="/graphiql" element={<PageFrame Page={ExplorerPage} />} />
          <Route element={<Shell pages={pages} />}>
            {pages.map(({ path, Page }) => (
              <Route key={path} path={`${path}/*`} element={<PageFrame key={path} Page={Page} />} />
            ))}
            <Route path="/profile" element={<PageFrame key="/profile" Page={ProfilePage} />} />
            <Route path="*" element={<Navigate to={pages[0]?.path ?? '/schedule'} replace />} />
          </Route>
        </Routes>
      </BrowserRouter>
    </ConnectionProvider>
  );
}
