import { MantineProvider } from '@mantine/core';
import { lazy, Suspense, use, useState } from 'react';
import { SignInPage } from '../features/sign-in/sign-in-page.tsx';
import type { Refusal } from '../graphql/refusal.ts';
import { sentenceOf } from '../graphql/sentence.ts';
import { SessionProvider, useSessionState } from '../session/session-context.tsx';
import type { SessionStore } from '../session/session-store.ts';
import { type HostTenant, loadTenant, TenantProvider } from '../session/tenant-context.tsx';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import { theme } from '../ui/theme.ts';
import { Splash } from './splash.tsx';
import { Unavailable } from './unavailable.tsx';

const loadWorkspace = async () => ({ default: (await import('./workspace.tsx')).Workspace });
const Workspace = lazy(loadWorkspace);

type TenantAnswer = Promise<HostTenant | Refusal>;

const prepareWorkspace = () => void loadWorkspace();

function Door() {
  const state = useSessionState();
  if (state.status === 'starting') return <Splash />;
  if (state.status === 'anonymous') return <SignInPage onIdle={prepareWorkspace} />;
  if (state.status === 'signed-in') return <Workspace key={state.member.id} />;
  return (
    <Unavailable
      title="Connecting"
      sentence="The server does not answer yet. Trying again every few seconds."
    />
  );
}

function House({ answer, onRetry }: { readonly answer: TenantAnswer; readonly onRetry: () => void }) {
  const tenant = use(answer);
  if ('code' in tenant) {
    const sentence = sentenceOf(tenant, String);
    return <Unavailable title="No workspace to show" sentence={sentence} onRetry={onRetry} />;
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
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <ErrorBoundary>
        <SessionProvider store={session}>
          <Suspense fallback={<Splash />}>
            <House answer={answer} onRetry={() => setAnswer(loadTenant())} />
          </Suspense>
        </SessionProvider>
      </ErrorBoundary>
    </MantineProvider>
  );
}
