import { Route, Routes } from 'react-router';
import { ClaimPage } from './claim-page.tsx';
import { TicketPage } from './ticket-page.tsx';
import { TicketsPage } from './tickets-page.tsx';

/** The tickets of the member who looks: all of them, one to show at the gate, and one that a link gives. */
export function TicketPages() {
  return (
    <Routes>
      <Route index element={<TicketsPage />} />
      <Route path="claim" element={<ClaimPage />} />
      <Route path=":ticketId" element={<TicketPage />} />
    </Routes>
  );
}
