import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { Ticket } from 'lucide-react';
import { useCallback } from 'react';
import { Link } from 'react-router';
import { useQuery, useSubscription } from 'urql';
import { graphql } from '../../../graphql/generated/gql.ts';
import type { MyTicketsQuery } from '../../../graphql/generated/graphql.ts';
import { QueryView } from '../../../session/asking/query-view.tsx';
import { useChange } from '../../../session/asking/use-change.ts';
import { useFormats } from '../../../session/tenant-context.tsx';
import { AskButton } from '../../../ui/form/ask-button.tsx';
import { notifyDone } from '../../../ui/notify.ts';
import { Page } from '../../../ui/page/page.tsx';
import { EmptyState, ListSkeleton } from '../../../ui/page/page-states.tsx';
import { Surface } from '../../../ui/page/surface.tsx';
import classes from '../event.module.css';
import { EventFacts } from '../event-facts.tsx';
import { OrderStatusBadge } from '../order-status.tsx';
import { TicketStatusBadge } from './ticket-status.tsx';

const ticketsQuery = graphql(`
  query MyTickets {
    myTickets(first: 50) {
      edges {
        node {
          id
          status
          product {
            id
            name
          }
          event {
            id
            name
            ...EventFacts_Event
          }
        }
      }
    }
    myOrders(first: 20) {
      edges {
        node {
          id
          status
          placedAt
          total {
            amountMinor
            currency
          }
          event {
            id
            name
          }
        }
      }
    }
  }
`);

const orderSubscription = graphql(`
  subscription MyOrderChanged {
    myOrderChanged {
      id
      status
      event {
        id
      }
    }
  }
`);

const cancelMutation = graphql(`
  mutation CancelOrder($input: CancelOrderInput!) {
    cancelOrder(input: $input) {
      order {
        id
        status
        event {
          id
        }
      }
    }
  }
`);

type Mine = NonNullable<MyTicketsQuery['myTickets']>['edges'][number]['node'];
type Order = NonNullable<MyTicketsQuery['myOrders']>['edges'][number]['node'];

function TicketRow({ ticket: { id, status, product, event } }: { readonly ticket: Mine }) {
  return (
    <li className={classes.row}>
      <div>
        <Text size="sm" fw={550}>
          {event.name}
          <Text span inherit fw={450} c="var(--text-quiet)">
            {' '}
            · {product.name}
          </Text>
        </Text>
        <EventFacts event={event} />
      </div>
      <Group gap="sm" justify="flex-end">
        <TicketStatusBadge status={status} />
        <Button
          component={Link}
          to={`/tickets/${id}`}
          size="xs"
          variant="light"
          aria-label={`Show the ticket to ${event.name}`}
        >
          Show
        </Button>
      </Group>
    </li>
  );
}

/** What was paid is given back by the staff. */
function mayCancel({ status, total }: Order): boolean {
  return status === 'PENDING' || (status === 'PAID' && Number(total.amountMinor) === 0);
}

function OrderRow({ order }: { readonly order: Order }) {
  const formats = useFormats();
  const { isBusy, change } = useChange(cancelMutation, 'Not canceled');
  const cancel = async () => {
    if (await change((idempotencyKey) => ({ input: { orderId: order.id, idempotencyKey } })))
      notifyDone('The order is canceled. Its tickets admit nobody any more.');
  };
  return (
    <li className={classes.row}>
      <div>
        <Text size="sm">{order.event.name}</Text>
        <Text size="xs" c="var(--text-quiet)">
          {formats.price(order.total)} · {formats.dateTime(order.placedAt)}
        </Text>
      </div>
      <Group gap="sm" justify="flex-end">
        <OrderStatusBadge status={order.status} />
        {mayCancel(order) ? (
          <AskButton
            label="Cancel"
            spoken={`Cancel the order to ${order.event.name}`}
            question="Its tickets admit nobody from then on."
            confirmLabel="Cancel order"
            isBusy={isBusy}
            onConfirm={cancel}
          />
        ) : null}
      </Group>
    </li>
  );
}

function Orders({ orders }: { readonly orders: readonly Order[] }) {
  if (orders.length === 0) return null;
  return (
    <Stack component="section" gap="sm" aria-labelledby="orders">
      <Title order={2} id="orders" fz="sm">
        Orders
      </Title>
      <Surface flush>
        <ul className={classes.list}>
          {orders.map((order) => (
            <OrderRow key={order.id} order={order} />
          ))}
        </ul>
      </Surface>
    </Stack>
  );
}

/** My tickets, each to be shown at the gate, and what I ordered. */
export function TicketsPage() {
  const [result, ask] = useQuery({ query: ticketsQuery });
  useSubscription({ query: orderSubscription });
  const askAnew = useCallback(() => ask({ requestPolicy: 'network-only' }), [ask]);
  return (
    <Page title="Tickets" description="Newest first">
      <QueryView result={result} skeleton={<ListSkeleton rows={4} />} onRetry={askAnew}>
        {({ myTickets, myOrders }) => (
          <Stack gap="xl">
            {myTickets.edges.length === 0 ? (
              <EmptyState
                icon={Ticket}
                title="No tickets yet"
                action={
                  <Button component={Link} to="/events" mt="xs">
                    See the events
                  </Button>
                }
              >
                Your tickets appear here, with the code to show at the gate.
              </EmptyState>
            ) : (
              <Surface flush>
                <ul className={classes.list}>
                  {myTickets.edges.map(({ node }) => (
                    <TicketRow key={node.id} ticket={node} />
                  ))}
                </ul>
              </Surface>
            )}
            <Orders orders={myOrders.edges.map(({ node }) => node)} />
          </Stack>
        )}
      </QueryView>
    </Page>
  );
}
