import { Badge } from '@mantine/core';
import type { BookingStatus } from '../../graphql/generated/graphql.ts';

/** Whether a booking stands, in a word. */
export function BookingStatusBadge({ status }: { readonly status: BookingStatus }) {
  const stands = status === 'CONFIRMED';
  return (
    <Badge variant="light" color={stands ? 'evergreen' : 'gray'} tt="none" fw={600} flex="none">
      {stands ? 'Confirmed' : 'Canceled'}
    </Badge>
  );
}
