import { Badge, Group, Stack, Text, Title } from '@mantine/core';
import { Ticket } from 'lucide-react';
import { type FragmentType, readFragment } from '../../../graphql/generated/fragment-masking.ts';
import { graphql } from '../../../graphql/generated/gql.ts';
import type { ProductsPanel_EventFragment } from '../../../graphql/generated/graphql.ts';
import { isAdministrator } from '../../../session/roles.ts';
import { useMember } from '../../../session/session-context.tsx';
import { useFormats } from '../../../session/tenant-context.tsx';
import { EmptyState } from '../../../ui/page/page-states.tsx';
import { Surface } from '../../../ui/page/surface.tsx';
import classes from '../event.module.css';
import { NewProduct, NewQuota } from './product-forms.tsx';

const eventFragment = graphql(`
  fragment ProductsPanel_Event on Event {
    id
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
          quotas {
            id
            name
          }
        }
      }
    }
    quotas(first: 50) {
      edges {
        node {
          id
          name
          size
          sold
        }
      }
    }
  }
`);

type Product = ProductsPanel_EventFragment['ticketProducts']['edges'][number]['node'];
type Quota = ProductsPanel_EventFragment['quotas']['edges'][number]['node'];

function ProductRow({ product }: { readonly product: Product }) {
  const formats = useFormats();
  const { name, minPerOrder, maxPerOrder, isSoldOut, price, quotas } = product;
  const of = quotas.length === 0 ? '' : ` · counts against ${quotas.map((quota) => quota.name).join(', ')}`;
  return (
    <li className={classes.row}>
      <div>
        <Text size="sm" fw={550}>
          {name}
        </Text>
        <Text size="xs" c="var(--text-quiet)">
          {minPerOrder} to {maxPerOrder} in an order{of}
        </Text>
      </div>
      <Group gap="sm">
        {isSoldOut ? (
          <Badge variant="light" color="gray" tt="none" fw={600}>
            Sold out
          </Badge>
        ) : null}
        <Text size="sm">{formats.price(price)}</Text>
      </Group>
    </li>
  );
}

function Quotas({ quotas }: { readonly quotas: readonly Quota[] }) {
  const formats = useFormats();
  if (quotas.length === 0) return null;
  return (
    <Stack component="section" gap="sm" aria-labelledby="quotas">
      <Title order={2} id="quotas" fz="sm">
        Quotas
      </Title>
      <Surface flush>
        <ul className={classes.list}>
          {quotas.map(({ id, name, size, sold }) => (
            <li key={id} className={classes.row}>
              <Text size="sm">{name}</Text>
              <Text size="sm" style={{ fontVariantNumeric: 'tabular-nums' }}>
                {formats.number(sold)} of {formats.number(size)} sold
              </Text>
            </li>
          ))}
        </ul>
      </Surface>
    </Stack>
  );
}

/** The kinds of tickets to an event, and the quotas that they share. */
export function ProductsPanel(props: { readonly event: FragmentType<typeof eventFragment> }) {
  const event = readFragment(eventFragment, props.event);
  const mayCreate = isAdministrator(useMember());
  const products = event.ticketProducts.edges.map(({ node }) => node);
  const quotas = event.quotas.edges.map(({ node }) => node);
  return (
    <Stack gap="xl">
      {mayCreate ? (
        <Group gap="xs">
          <NewProduct eventId={event.id} quotas={quotas} />
          <NewQuota eventId={event.id} />
        </Group>
      ) : null}
      {products.length === 0 ? (
        <EmptyState icon={Ticket} title="No tickets to be had yet">
          A ticket product has a name and a price. Without one nobody can order.
        </EmptyState>
      ) : (
        <Surface flush>
          <ul className={classes.list}>
            {products.map((product) => (
              <ProductRow key={product.id} product={product} />
            ))}
          </ul>
        </Surface>
      )}
      <Quotas quotas={quotas} />
    </Stack>
  );
}
