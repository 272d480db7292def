import { Group, Text } from '@mantine/core';
import { Ticket as TicketIcon } from 'lucide-react';
import { useQuery } from 'urql';
import { type FragmentType, readFragment } from '../../../graphql/generated/fragment-masking.ts';
import { graphql } from '../../../graphql/generated/gql.ts';
import type { TicketsPanel_TicketsFragment } from '../../../graphql/generated/graphql.ts';
import { nameOf } from '../../../session/name-of.ts';
import { useFormats } from '../../../session/tenant-context.tsx';
import { ComingRows, MoreRows } from '../../../ui/page/more-rows.tsx';
import { EmptyState } from '../../../ui/page/page-states.tsx';
import { Surface } from '../../../ui/page/surface.tsx';
import classes from '../event.module.css';
import { ReissueButton } from '../tickets/ticket-actions.tsx';
import { TicketStatusBadge } from '../tickets/ticket-status.tsx';

const ticketsFragment = graphql(`
  fragment TicketsPanel_Tickets on TicketConnection {
    pageInfo {
      hasNextPage
      endCursor
    }
    edges {
      node {
        id
        status
        version
        issuedAt
        product {
          id
          name
        }
        holder {
          id
          name
        }
      }
    }
  }
`);

const eventFragment = graphql(`
  fragment TicketsPanel_Event on Event {
    id
    endsAt
    tickets(first: 30) {
      ...TicketsPanel_Tickets
    }
  }
`);

const moreQuery = graphql(`
  query MoreTickets($eventId: ID!, $after: String) {
    event(id: $eventId) {
      id
      tickets(first: 30, after: $after) {
        ...TicketsPanel_Tickets
      }
    }
  }
`);

type Ticket = TicketsPanel_TicketsFragment['edges'][number]['node'];

function TicketRow({ ticket, isOver }: { readonly ticket: Ticket; readonly isOver: boolean }) {
  const formats = useFormats();
  const { id, status, version, issuedAt, product, holder } = ticket;
  const name = nameOf(holder);
  return (
    <li className={classes.row}>
      <div>
        <Text size="sm" fw={550}>
          {name}
        </Text>
        <Text size="xs" c="var(--text-quiet)">
          {product.name} · {formats.dateTime(issuedAt)}
          {version > 1 ? ` · version ${version}` : null}
        </Text>
      </div>
      <Group gap={6} justify="flex-end">
        <TicketStatusBadge status={status} />
        {isOver || status === 'REVOKED' ? null : <ReissueButton ticketId={id} holder={name} />}
      </Group>
    </li>
  );
}

interface RowsProps {
  readonly eventId: string;
  readonly isOver: boolean;
  readonly tickets: TicketsPanel_TicketsFragment;
}

/** A page of tickets and the way to the next. */
function Rows({ tickets: { edges, pageInfo }, ...of }: RowsProps) {
  return (
    <>
      {edges.map(({ node }) => (
        <TicketRow key={node.id} ticket={node} isOver={of.isOver} />
      ))}
      {pageInfo.hasNextPage ? (
        <MoreRows>
          <RowsAfter cursor={pageInfo.endCursor ?? null} {...of} />
        </MoreRows>
      ) : null}
    </>
  );
}

function RowsAfter({ cursor, ...of }: Omit<RowsProps, 'tickets'> & { readonly cursor: string | null }) {
  const [{ data }] = useQuery({ query: moreQuery, variables: { eventId: of.eventId, after: cursor } });
  const tickets = readFragment(ticketsFragment, data?.event?.tickets);
  return tickets ? <Rows tickets={tickets} {...of} /> : <ComingRows />;
}

/** Who holds tickets to an event, newest first; for whoever lost one staff makes it out anew. */
export function TicketsPanel(props: { readonly event: FragmentType<typeof eventFragment> }) {
  const event = readFragment(eventFragment, props.event);
  const tickets = readFragment(ticketsFragment, event.tickets);
  if (tickets.edges.length === 0)
    return (
      <EmptyState icon={TicketIcon} title="No tickets yet">
        Tickets appear here with who holds them.
      </EmptyState>
    );
  const isOver = Date.parse(event.endsAt) <= Date.now();
  return (
    <Surface flush>
      <ul className={classes.list}>
        <Rows eventId={event.id} isOver={isOver} tickets={tickets} />
      </ul>
    </Surface>
  );
}
