import { Anchor, Group, Stack, Text } from '@mantine/core';
import { ChevronLeft } from 'lucide-react';
import { Link, useParams } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '../../../graphql/generated/gql.ts';
import type { TicketToShowQuery } from '../../../graphql/generated/graphql.ts';
import { QueryView } from '../../../session/asking/query-view.tsx';
import { useMember } from '../../../session/session-context.tsx';
import { Page } from '../../../ui/page/page.tsx';
import { ListSkeleton } from '../../../ui/page/page-states.tsx';
import { Surface } from '../../../ui/page/surface.tsx';
import { EventFacts } from '../event-facts.tsx';
import classes from './ticket.module.css';
import { DownloadButton, ReissueButton } from './ticket-actions.tsx';
import { HandOnButton } from './ticket-handover.tsx';
import { TicketStatusBadge } from './ticket-status.tsx';

const ticketQuery = graphql(`
  query TicketToShow($id: ID!) {
    ticket(id: $id) {
      id
      version
      status
      qr
      ticketPng
      holder {
        id
      }
      product {
        id
        name
      }
      event {
        id
        name
        endsAt
        ...EventFacts_Event
      }
      ...TicketHandover_Ticket
    }
  }
`);

type Ticket = NonNullable<TicketToShowQuery['ticket']>;

function Code({ ticket }: { readonly ticket: Ticket }) {
  if (!ticket.ticketPng)
    return (
      <Text size="sm" py="xl" ta="center">
        This ticket admits nobody any more.
      </Text>
    );
  return (
    <div className={classes.code}>
      <img
        src={ticket.ticketPng}
        alt={`The code of your ticket to ${ticket.event.name}`}
        className={classes.image}
        data-testid="ticket-code"
        data-token={ticket.qr ?? undefined}
      />
    </div>
  );
}

function Actions({ ticket }: { readonly ticket: Ticket }) {
  const isMine = useMember().id === ticket.holder?.id;
  const isOver = Date.parse(ticket.event.endsAt) <= Date.now();
  if (!isMine || isOver || ticket.status === 'REVOKED') return null;
  return (
    <Group gap="xs" justify="center">
      <DownloadButton ticketId={ticket.id} name={ticket.event.name} />
      <HandOnButton ticket={ticket} />
      <ReissueButton ticketId={ticket.id} />
    </Group>
  );
}

/** One ticket, as its holder shows it at the gate. */
export function TicketPage() {
  const { ticketId = '' } = useParams();
  const [result, ask] = useQuery({ query: ticketQuery, variables: { id: ticketId } });
  return (
    <QueryView
      result={result}
      skeleton={<ListSkeleton rows={3} />}
      onRetry={() => ask({ requestPolicy: 'network-only' })}
    >
      {({ ticket }) => (
        <Page
          title={ticket.event.name}
          description={<EventFacts event={ticket.event} />}
          aside={
            <Anchor component={Link} to="/tickets" size="sm" c="var(--text-quiet)">
              <ChevronLeft size={14} aria-hidden="true" style={{ verticalAlign: '-2px' }} /> All tickets
            </Anchor>
          }
        >
          <Stack gap="lg" maw={420} mx="auto" w="100%">
            <Surface>
              <Stack gap="md" align="center">
                <Group gap="sm">
                  <Text fw={600}>{ticket.product.name}</Text>
                  <TicketStatusBadge status={ticket.status} />
                </Group>
                <Code ticket={ticket} />
                {ticket.status === 'UNPAID' ? (
                  <Text size="sm" c="var(--text-quiet)" ta="center">
                    It is good as soon as the order is paid.
                  </Text>
                ) : null}
                {ticket.version > 1 ? (
                  <Text size="xs" c="var(--text-quiet)" style={{ fontVariantNumeric: 'tabular-nums' }}>
                    Version {ticket.version}: earlier codes admit nobody
                  </Text>
                ) : null}
              </Stack>
            </Surface>
            <Actions ticket={ticket} />
          </Stack>
        </Page>
      )}
    </QueryView>
  );
}
