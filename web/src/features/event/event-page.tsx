import { Anchor, Badge, Button, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { ChevronLeft, Ticket } from 'lucide-react';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '../../graphql/generated/gql.ts';
import type { EventToVisitQuery } from '../../graphql/generated/graphql.ts';
import { QueryView } from '../../session/asking/query-view.tsx';
import { useChange } from '../../session/asking/use-change.ts';
import { isCustomer } from '../../session/roles.ts';
import { useMember } from '../../session/session-context.tsx';
import { useFormats, useTenant } from '../../session/tenant-context.tsx';
import { notifyDone } from '../../ui/notify.ts';
import { Page } from '../../ui/page/page.tsx';
import { EmptyState, ListSkeleton } from '../../ui/page/page-states.tsx';
import { Surface } from '../../ui/page/surface.tsx';
import classes from './event.module.css';
import { EventFacts } from './event-facts.tsx';

const eventQuery = graphql(`
  query EventToVisit($id: ID!) {
    event(id: $id) {
      id
      name
      description
      status
      endsAt
      ...EventFacts_Event
      ticketProducts(first: 50) {
        edges {
          node {
            id
            name
            minPerOrder
            maxPerOrder
            isSoldOut
            price {
              amountMinor
              currency
            }
          }
        }
      }
    }
  }
`);

const orderMutation = graphql(`
  mutation PlaceOrder($input: PlaceOrderInput!) {
    placeOrder(input: $input) {
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

type Event = NonNullable<EventToVisitQuery['event']>;
type Product = Event['ticketProducts']['edges'][number]['node'];
type Quantities = Readonly<Record<string, number>>;

interface ProductRowProps {
  readonly product: Product;
  readonly quantity: number;
  readonly onChange: (quantity: number) => void;
}

function ProductRow({ product, quantity, onChange }: ProductRowProps) {
  const formats = useFormats();
  const { name, price, minPerOrder, maxPerOrder, isSoldOut } = product;
  const counts = Array.from({ length: maxPerOrder - minPerOrder + 1 }, (_, index) => minPerOrder + index);
  return (
    <li className={classes.row}>
      <div>
        <Text size="sm" fw={550}>
          {name}
        </Text>
        <Text size="sm" c="var(--text-quiet)">
          {formats.price(price)}
        </Text>
      </div>
      {isSoldOut ? (
        <Badge variant="light" color="gray" tt="none" fw={600}>
          Sold out
        </Badge>
      ) : (
        <NativeSelect
          aria-label={`Tickets: ${name}`}
          w={84}
          value={String(quantity)}
          onChange={({ currentTarget }) => onChange(Number(currentTarget.value))}
          data={['0', ...counts.map(String)]}
        />
      )}
    </li>
  );
}

function totalOf(products: readonly Product[], quantities: Quantities): number {
  return products.reduce((sum, { id, price }) => sum + Number(price.amountMinor) * (quantities[id] ?? 0), 0);
}

function OrderForm({ event }: { readonly event: Event }) {
  const formats = useFormats();
  const { currency } = useTenant();
  const navigate = useNavigate();
  const products = event.ticketProducts.edges.map(({ node }) => node);
  const [quantities, setQuantities] = useState<Quantities>({});
  const { isBusy, change } = useChange(orderMutation, 'Not ordered');
  const lines = products
    .map(({ id }) => ({ productId: id, quantity: quantities[id] ?? 0 }))
    .filter(({ quantity }) => quantity > 0);
  const total = totalOf(products, quantities);
  const order = async () => {
    const done = await change((idempotencyKey) => ({ input: { eventId: event.id, lines, idempotencyKey } }));
    if (!done) return;
    const isPaid = done.placeOrder.order.status === 'PAID';
    notifyDone(
      isPaid ? 'Here are your tickets.' : 'Ordered. Your tickets are good as soon as they are paid.',
    );
    await navigate('/tickets');
  };
  return (
    <Stack gap="md">
      <Surface flush>
        <ul className={classes.list}>
          {products.map((product) => (
            <ProductRow
              key={product.id}
              product={product}
              quantity={quantities[product.id] ?? 0}
              onChange={(quantity) => setQuantities({ ...quantities, [product.id]: quantity })}
            />
          ))}
        </ul>
      </Surface>
      <Group justify="flex-end" gap="md">
        <Text size="sm" fw={550} style={{ fontVariantNumeric: 'tabular-nums' }}>
          {lines.length > 0 ? `In all ${formats.money({ amountMinor: total, currency })}` : null}
        </Text>
        <Button disabled={lines.length === 0} loading={isBusy} onClick={() => void order()}>
          {total === 0 ? 'Get tickets' : 'Order'}
        </Button>
      </Group>
    </Stack>
  );
}

function Tickets({ event }: { readonly event: Event }) {
  const mayOrder = isCustomer(useMember());
  const isOver = Date.parse(event.endsAt) <= Date.now();
  if (event.status === 'CANCELED' || isOver)
    return <Text size="sm">{isOver ? 'It is over.' : 'It was called off.'}</Text>;
  if (event.ticketProducts.edges.length === 0 || !mayOrder)
    return (
      <EmptyState icon={Ticket} title="No tickets yet">
        They are on their way.
      </EmptyState>
    );
  return <OrderForm event={event} />;
}

/** One event as its visitors see it: what, when, where, and the tickets to be had. */
export function EventPage() {
  const { eventId = '' } = useParams();
  const [result, ask] = useQuery({ query: eventQuery, variables: { id: eventId } });
  return (
    <QueryView
      result={result}
      skeleton={<ListSkeleton rows={3} />}
      onRetry={() => ask({ requestPolicy: 'network-only' })}
    >
      {({ event }) => (
        <Page
          title={event.name}
          description={<EventFacts event={event} />}
          aside={
            <Anchor component={Link} to="/events" size="sm" c="var(--text-quiet)">
              <ChevronLeft size={14} aria-hidden="true" style={{ verticalAlign: '-2px' }} /> All events
            </Anchor>
          }
        >
          <Stack gap="lg">
            {event.description ? <Text size="sm">{event.description}</Text> : null}
            <Tickets event={event} />
          </Stack>
        </Page>
      )}
    </QueryView>
  );
}
