import { Group, Text } from '@mantine/core';
import { Ticket as TicketIcon } from 'lucide-react';
import { type FragmentType, readFragment } from '../../../graphql/generated/fragment-masking.ts';
import { graphql } from '../../../graphql/generated/gql.ts';
import type { TicketsPanel_EventFragment } from '../../../graphql/generated/graphql.ts';
import { nameOf } from '../../../session/name-of.ts';
import { useFormats } from '../../../session/tenant-context.tsx';
import { EmptyState } from '../../../ui/page/page-states.tsx';
import { Surface } from '../../../ui/page/surface.tsx';
import classes from '../event.module.css';
import { ReissueButton } from '../tickets/ticket-actions.tsx';
import { TicketStatusBadge } from '../tickets/ticket-status.tsx';

const eventFragment = graphql(`
  fragment TicketsPanel_Event on Event {
    id
    endsAt
    tickets(first: 30) {
      pageInfo {
        hasNextPage
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
  }
`);

type Ticket = TicketsPanel_EventFragment['tickets']['edges'][number]['node'];

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

/** Who holds tickets to an event, newest first; for whoever lost one staff makes it out anew. */
export function TicketsPanel(props: { readonly event: FragmentType<typeof eventFragment> }) {
  const { tickets, endsAt } = readFragment(eventFragment, props.event);
  if (tickets.edges.length === 0)
    return (
      <EmptyState icon={TicketIcon} title="No tickets yet">
        Tickets appear here with who holds them.
      </EmptyState>
    );
  const isOver = Date.parse(endsAt) <= Date.now();
  return (
    <Surface flush>
      <ul className={classes.list}>
        {tickets.edges.map(({ node }) => (
          <TicketRow key={node.id} ticket={node} isOver={isOver} />
        ))}
      </ul>
      {tickets.pageInfo.hasNextPage ? (
        <Text size="xs" c="var(--text-quiet)" p="md">
          These are the newest 40; the API lists them all.
        </Text>
      ) : null}
    </Surface>
  );
}
