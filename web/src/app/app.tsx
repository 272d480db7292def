import { MantineProvider } from '@mantine/core';
import { lazy, Suspense, startTransition, use, useCallback, useState } from 'react';
import { SignInPage } from '../features/sign-in/sign-in-page.tsx';
import { isPassing, type Refusal } from '../graphql/refusal.ts';
import { sentenceOf } from '../graphql/sentence.ts';
import { SessionProvider, useSessionState } from '../session/session-context.tsx';
import type { SessionStore } from '../session/session-store.ts';
import { type HostTenant, loadTenant, TenantProvider } from '../session/tenant-context.tsx';
import { ErrorBoundary } from '../ui/page/error-boundary.tsx';
import { theme } from '../ui/theme.ts';
import { NoWorkspace } from './no-workspace.tsx';
import { Splash } from './splash.tsx';
import { Unavailable, Unreachable } from './unavailable.tsx';

const loadWorkspace = async () => ({ default: (await import('./workspace.tsx')).Workspace });
const Workspace = lazy(loadWorkspace);

type TenantAnswer = Promise<HostTenant | Refusal>;

const prepareWorkspace = () => void loadWorkspace();

function Door() {
  const state = useSessionState();
  if (state.status === 'starting') return <Splash />;
  if (state.status === 'anonymous')
    return <SignInPage hasExpired={state.hasExpired} onIdle={prepareWorkspace} />;
  if (state.status === 'signed-in') return <Workspace key={state.member.id} />;
  return <Unreachable />;
}

function House({ answer, onRetry }: { readonly answer: TenantAnswer; readonly onRetry: () => void }) {
  const tenant = use(answer);
  if ('code' in tenant) {
    if (tenant.code === 'TENANT_REQUIRED') return <NoWorkspace />;
    if (isPassing(tenant)) return <Unreachable onRetry={onRetry} />;
    return (
      <Unavailable title="Not open at present" sentence={sentenceOf(tenant, String)} onRetry={onRetry} />
    );
  }
  return (
    <TenantProvider tenant={tenant}>
      <Door />
    </TenantProvider>
  );
}

interface AppProps {
  readonly session: SessionStore;
  /** Asked before the first render, at the same time as the session. */
  readonly firstTenant: TenantAnswer;
}

/** The whole app: whose house, who is at the door, and then the workspace. */
export function App({ session, firstTenant }: AppProps) {
  const [answer, setAnswer] = useState(firstTenant);
  const retry = useCallback(() => startTransition(() => setAnswer(loadTenant())), []);
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <ErrorBoundary>
        <SessionProvider store={session}>
          <Suspense fallback={<Splash />}>
            <House answer={answer} onRetry={retry} />
          </Suspense>
        </SessionProvider>
      </ErrorBoundary>
    </MantineProvider>
  );
}
