import '@mantine/core/styles.css';
import './ui/global.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { sessionApi } from './session/session-api.ts';
import { SessionStore } from './session/session-store.ts';
import { followOtherTabs } from './session/tabs.ts';
import { loadTenant } from './session/tenant-context.tsx';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no #root.');

const session = new SessionStore(sessionApi);
followOtherTabs(session);
void session.renew();

createRoot(root).render(
  <StrictMode>
    <App session={session} firstTenant={loadTenant()} />
  </StrictMode>,
);
