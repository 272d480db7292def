import { Route, Routes } from 'react-router';
import { TicketPage } from './ticket-page.tsx';
import { TicketsPage } from './tickets-page.tsx';

/** The tickets of the member who looks: all of them, and one to show at the gate. */
export function TicketPages() {
  return (
    <Routes>
      <Route index element={<TicketsPage />} />
      <Route path=":ticketId" element={<TicketPage />} />
    </Routes>
  );
}
