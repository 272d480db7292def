import { Group, Table, Text } from '@mantine/core';
import { type FragmentType, readFragment } from '../../../graphql/generated/fragment-masking.ts';
import { graphql } from '../../../graphql/generated/gql.ts';
import { nameOf } from '../../../session/name-of.ts';
import { useFormats } from '../../../session/tenant-context.tsx';
import { useKeptFocus } from '../../../ui/keep-focus.ts';
import { BookingStatusBadge } from '../booking-status.tsx';
import { Decision } from '../decision.tsx';
import classes from './bookings-table.module.css';

const bookingFragment = graphql(`
  fragment BookingsRow_Booking on Booking {
    id
    status
    seats
    bookedAt
    price {
      amountMinor
      currency
    }
    customer {
      id
      name
    }
    session {
      id
      startsAt
      offering {
        id
        name
      }
    }
    ...Decision_Booking
  }
`);

/** One booking as the staff sees it: who, what, when, how many, for how much; one that was asked for is decided on. */
export function BookingsRow(props: { readonly booking: FragmentType<typeof bookingFragment> }) {
  const booking = readFragment(bookingFragment, props.booking);
  const { customer, session, seats, price, status, bookedAt } = booking;
  const isPending = status === 'PENDING';
  const standing = useKeptFocus(status);
  const formats = useFormats();
  return (
    <Table.Tr>
      <Table.Td>
        <Text size="sm" fw={550} className={classes.who ?? ''}>
          {nameOf(customer)}
        </Text>
      </Table.Td>
      <Table.Td>{session.offering.name}</Table.Td>
      <Table.Td className={classes.number ?? ''}>
        <time dateTime={session.startsAt}>{formats.dateTime(session.startsAt)}</time>
      </Table.Td>
      <Table.Td className={`${classes.amount} ${classes.detail}`}>{formats.number(seats)}</Table.Td>
      <Table.Td className={`${classes.amount} ${classes.price}`}>{formats.price(price)}</Table.Td>
      <Table.Td className={(isPending ? classes.asked : classes.status) ?? ''}>
        <Group
          gap={6}
          ref={standing.ref}
          onClickCapture={standing.onPress}
          tabIndex={-1}
          className={classes.standing ?? ''}
        >
          <BookingStatusBadge status={status} />
          {isPending ? <Decision booking={booking} /> : null}
        </Group>
      </Table.Td>
      <Table.Td className={`${classes.number} ${classes.quiet} ${classes.detail}`}>
        <time dateTime={bookedAt} title={formats.dateTime(bookedAt)}>
          {formats.date(bookedAt)}
        </time>
      </Table.Td>
    </Table.Tr>
  );
}
