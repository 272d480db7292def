import { Badge } from '@mantine/core';
import type { BookingStatus } from '../../graphql/generated/graphql.ts';

const WORDS: Readonly<Record<BookingStatus, readonly [label: string, color: string]>> = {
  PENDING: ['Awaiting approval', 'yellow'],
  CONFIRMED: ['Confirmed', 'evergreen'],
  CHECKED_IN: ['Checked in', 'evergreen'],
  COMPLETED: ['Completed', 'gray'],
  DECLINED: ['Declined', 'gray'],
  CANCELED: ['Canceled', 'gray'],
  LATE_CANCELED: ['Canceled late', 'gray'],
  NO_SHOW: ['Did not come', 'red'],
  RESCHEDULED: ['Moved', 'gray'],
};

/** Whether a booking stands, in a word. */
export function BookingStatusBadge({ status }: { readonly status: BookingStatus }) {
  const [label, color] = WORDS[status];
  return (
    <Badge
      variant={status === 'CHECKED_IN' ? 'filled' : 'light'}
      color={color}
      tt="none"
      fw={600}
      flex="none"
      miw="fit-content"
    >
      {label}
    </Badge>
  );
}

/** Whether a booking of this status holds its seats. */
export function holdsSeats(status: BookingStatus): boolean {
  return status === 'PENDING' || status === 'CONFIRMED' || status === 'CHECKED_IN';
}
