import { lazy } from 'react';
import { Route, Routes } from 'react-router';
import { isStaff } from '../../session/roles.ts';
import { useMember } from '../../session/session-context.tsx';
import { EventPage } from './event-page.tsx';
import { EventsPage } from './events-page.tsx';

const AdminPage = lazy(async () => ({
  default: (await import('./admin/event-admin-page.tsx')).EventAdminPage,
}));
const GatePage = lazy(async () => ({ default: (await import('./gate/gate-page.tsx')).GatePage }));

/** All pages of events: the list, one event as customers or as the staff see it, and its gates. */
export function EventPages() {
  const isForStaff = isStaff(useMember());
  return (
    <Routes>
      <Route index element={<EventsPage />} />
      <Route path=":eventId" element={isForStaff ? <AdminPage /> : <EventPage />} />
      {isForStaff ? <Route path=":eventId/gate/:listId" element={<GatePage />} /> : null}
    </Routes>
  );
}
