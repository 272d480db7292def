import { Badge } from '@mantine/core';
import type { OrderStatus } from '../../graphql/generated/graphql.ts';

const WORDS: Readonly<Record<OrderStatus, readonly [label: string, color: string]>> = {
  PENDING: ['To be paid', 'yellow'],
  PAID: ['Paid', 'evergreen'],
  CANCELED: ['Canceled', 'gray'],
};

/** Where an order stands, in a word. */
export function OrderStatusBadge({ status }: { readonly status: OrderStatus }) {
  const [label, color] = WORDS[status];
  return (
    <Badge variant="light" color={color} tt="none" fw={600} flex="none">
      {label}
    </Badge>
  );
}
