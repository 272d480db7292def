import { Text } from '@mantine/core';
import { type FragmentType, readFragment } from '../../graphql/generated/fragment-masking.ts';
import { graphql } from '../../graphql/generated/gql.ts';
import { useFormats } from '../../session/tenant-context.tsx';
import { BookingStatusBadge } from './booking-status.tsx';
import { CancelButton } from './cancel-button.tsx';
import classes from './rows.module.css';

const bookingFragment = graphql(`
  fragment MyBookingRow_Booking on Booking {
    id
    status
    price {
      amountMinor
      currency
    }
    session {
      id
      startsAt
      offering {
        id
        name
      }
      resource {
        id
        name
      }
    }
  }
`);

/** One booking of mine: what, when, what it costs; and the way out while it has not begun. */
export function MyBookingRow(props: { readonly booking: FragmentType<typeof bookingFragment> }) {
  const booking = readFragment(bookingFragment, props.booking);
  const formats = useFormats();
  const { session, status } = booking;
  const day = `${formats.shortDay(session.startsAt)}, ${formats.time(session.startsAt)}`;
  const mayCancel = status === 'CONFIRMED' && Date.parse(session.startsAt) > Date.now();
  return (
    <li className={`${classes.row} ${classes.booking}`}>
      <div className={classes.what}>
        <Text fw={550} size="sm" lineClamp={2}>
          {session.offering.name}
        </Text>
        <Text size="xs" c="var(--text-quiet)">
          <time dateTime={session.startsAt}>{day}</time> · {session.resource.name}
        </Text>
      </div>
      <div className={classes.price}>{formats.money(booking.price)}</div>
      <div className={classes.action}>
        <BookingStatusBadge status={status} />
        {mayCancel ? (
          <CancelButton bookingId={booking.id} label={`${session.offering.name}, ${day}`} />
        ) : null}
      </div>
    </li>
  );
}
