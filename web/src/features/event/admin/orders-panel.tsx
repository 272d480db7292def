import { Group, Text } from '@mantine/core';
import { ReceiptText } from 'lucide-react';
import { useQuery } from 'urql';
import { type FragmentType, readFragment } from '../../../graphql/generated/fragment-masking.ts';
import { graphql } from '../../../graphql/generated/gql.ts';
import type { OrdersPanel_OrdersFragment } from '../../../graphql/generated/graphql.ts';
import { useChange } from '../../../session/asking/use-change.ts';
import { nameOf } from '../../../session/name-of.ts';
import { useFormats } from '../../../session/tenant-context.tsx';
import { AskButton } from '../../../ui/form/ask-button.tsx';
import { notifyDone } from '../../../ui/notify.ts';
import { ComingRows, MoreRows } from '../../../ui/page/more-rows.tsx';
import { EmptyState } from '../../../ui/page/page-states.tsx';
import { Surface } from '../../../ui/page/surface.tsx';
import classes from '../event.module.css';
import { OrderStatusBadge } from '../order-status.tsx';

const ordersFragment = graphql(`
  fragment OrdersPanel_Orders on OrderConnection {
    pageInfo {
      hasNextPage
      endCursor
    }
    edges {
      node {
        id
        status
        placedAt
        customer {
          id
          name
        }
        total {
          amountMinor
          currency
        }
        lines {
          id
          quantity
          product {
            id
            name
          }
        }
      }
    }
  }
`);

const eventFragment = graphql(`
  fragment OrdersPanel_Event on Event {
    id
    orders(first: 30) {
      ...OrdersPanel_Orders
    }
  }
`);

const moreQuery = graphql(`
  query MoreOrders($eventId: ID!, $after: String) {
    event(id: $eventId) {
      id
      orders(first: 30, after: $after) {
        ...OrdersPanel_Orders
      }
    }
  }
`);

const paidMutation = graphql(`
  mutation MarkOrderPaid($input: MarkOrderPaidInput!) {
    markOrderPaid(input: $input) {
      order {
        id
        status
        paidAt
        event {
          id
        }
      }
    }
  }
`);

const cancelMutation = graphql(`
  mutation CancelOrderByStaff($input: CancelOrderInput!) {
    cancelOrder(input: $input) {
      order {
        id
        status
        canceledAt
        event {
          id
          ticketsTaken
        }
      }
    }
  }
`);

type Order = OrdersPanel_OrdersFragment['edges'][number]['node'];

function OrderActions({ order }: { readonly order: Order }) {
  const paying = useChange(paidMutation, 'Not marked');
  const canceling = useChange(cancelMutation, 'Not canceled');
  const input = (idempotencyKey: string) => ({ input: { orderId: order.id, idempotencyKey } });
  const name = nameOf(order.customer);
  const price = useFormats().money(order.total);
  const markPaid = async () => {
    if (await paying.change(input)) notifyDone(`${name} has paid.`);
  };
  const cancel = async () => {
    if (await canceling.change(input)) notifyDone(`The order of ${name} is canceled.`);
  };
  return (
    <>
      {order.status === 'PENDING' ? (
        <AskButton
          size="compact-sm"
          variant="light"
          label="Mark paid"
          spoken={`Mark paid: ${name}`}
          question={`${name} has paid ${price}? The tickets are good from then on.`}
          confirmLabel="It is paid"
          isDangerous={false}
          isBusy={paying.isBusy}
          onConfirm={markPaid}
        />
      ) : null}
      {order.status === 'CANCELED' ? null : (
        <AskButton
          size="compact-sm"
          variant="subtle"
          label="Cancel"
          spoken={`Cancel the order of ${name}`}
          question="Its tickets admit nobody from then on. What was paid is given back by you."
          confirmLabel="Cancel order"
          isBusy={canceling.isBusy}
          onConfirm={cancel}
        />
      )}
    </>
  );
}

function OrderRow({ order }: { readonly order: Order }) {
  const formats = useFormats();
  const lines = order.lines.map(({ quantity, product }) => `${quantity} × ${product.name}`).join(', ');
  return (
    <li className={classes.row}>
      <div>
        <Text size="sm" fw={550}>
          {nameOf(order.customer)}
        </Text>
        <Text size="xs" c="var(--text-quiet)">
          {lines} · {formats.price(order.total)} · {formats.dateTime(order.placedAt)}
        </Text>
      </div>
      <Group gap={6} justify="flex-end">
        <OrderStatusBadge status={order.status} />
        <OrderActions order={order} />
      </Group>
    </li>
  );
}

interface RowsProps {
  readonly eventId: string;
  readonly orders: OrdersPanel_OrdersFragment;
}

/** A page of orders and the way to the next. */
function Rows({ eventId, orders: { edges, pageInfo } }: RowsProps) {
  return (
    <>
      {edges.map(({ node }) => (
        <OrderRow key={node.id} order={node} />
      ))}
      {pageInfo.hasNextPage ? (
        <MoreRows>
          <RowsAfter eventId={eventId} cursor={pageInfo.endCursor ?? null} />
        </MoreRows>
      ) : null}
    </>
  );
}

function RowsAfter({ eventId, cursor }: Pick<RowsProps, 'eventId'> & { readonly cursor: string | null }) {
  const [{ data }] = useQuery({ query: moreQuery, variables: { eventId, after: cursor } });
  const orders = readFragment(ordersFragment, data?.event?.orders);
  return orders ? <Rows eventId={eventId} orders={orders} /> : <ComingRows />;
}

/** Who ordered tickets to an event, newest first. */
export function OrdersPanel(props: { readonly event: FragmentType<typeof eventFragment> }) {
  const event = readFragment(eventFragment, props.event);
  const orders = readFragment(ordersFragment, event.orders);
  if (orders.edges.length === 0)
    return (
      <EmptyState icon={ReceiptText} title="No orders yet">
        The first order of a customer appears here.
      </EmptyState>
    );
  return (
    <Surface flush>
      <ul className={classes.list}>
        <Rows eventId={event.id} orders={orders} />
      </ul>
    </Surface>
  );
}
