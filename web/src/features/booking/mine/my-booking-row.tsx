import { Button, Group, Modal, Text, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type FragmentType, readFragment } from '../../../graphql/generated/fragment-masking.ts';
import { graphql } from '../../../graphql/generated/gql.ts';
import type { MyBookingRow_BookingFragment } from '../../../graphql/generated/graphql.ts';
import { useFormats } from '../../../session/tenant-context.tsx';
import { counted } from '../../../ui/format/spans.ts';
import { BookingStatusBadge, holdsSeats } from '../booking-status.tsx';
import { CancelButton } from '../cancel-button.tsx';
import { PhotosButton } from '../job-photos/photos-button.tsx';
import { RulesList } from '../policy/rules-list.tsx';
import classes from '../rows.module.css';
import { MoveDialog } from './move-dialog.tsx';

const bookingFragment = graphql(`
  fragment MyBookingRow_Booking on Booking {
    id
    status
    seats
    price {
      amountMinor
      currency
    }
    refund {
      amountMinor
      currency
    }
    fee {
      amountMinor
      currency
    }
    policy {
      version
      rescheduleNoticeMinutes
      ...PolicyRules
    }
    job {
      id
      address {
        street
        city
      }
    }
    session {
      id
      startsAt
      isOnDemand
      offering {
        id
        name
        durationMinutes
      }
      resource {
        id
        name
      }
    }
    ...CancelButton_Booking
  }
`);

type MyBooking = MyBookingRow_BookingFragment;

const MINUTE_MS = 60_000;

function mayMove({ status, session, policy }: MyBooking): boolean {
  const latest = Date.parse(session.startsAt) - policy.rescheduleNoticeMinutes * MINUTE_MS;
  return (status === 'CONFIRMED' || status === 'PENDING') && Date.now() <= latest;
}

function MoveButton({ booking, label }: { readonly booking: MyBooking; readonly label: string }) {
  const [opened, { open, close }] = useDisclosure();
  const { session } = booking;
  return (
    <>
      <Button
        size="xs"
        w={92}
        variant="default"
        onClick={open}
        aria-label={`Move ${label}`}
        aria-haspopup="dialog"
      >
        Move
      </Button>
      <MoveDialog
        bookingId={booking.id}
        offering={session.offering}
        fromSessionId={session.id}
        isByTime={session.isOnDemand}
        opened={opened}
        onClose={close}
      />
    </>
  );
}

function Rules({ booking, label }: { readonly booking: MyBooking; readonly label: string }) {
  const [opened, { open, close }] = useDisclosure();
  return (
    <>
      <UnstyledButton
        onClick={open}
        className={classes.aside}
        aria-haspopup="dialog"
        aria-label={`Agreed rules of ${label}`}
      >
        Agreed rules
      </UnstyledButton>
      <Modal opened={opened} onClose={close} title="The rules you agreed to" size="lg" radius="lg" centered>
        <Text size="sm" mb="xs">
          These hold for this booking, also when the rules change later.
        </Text>
        <RulesList policy={booking.policy} isByTime={booking.session.isOnDemand} />
      </Modal>
    </>
  );
}

function aftermathOf(
  { status, refund, fee }: MyBooking,
  money: (amount: MyBooking['fee']) => string,
): string {
  if (holdsSeats(status)) return '';
  if (Number(fee.amountMinor) > 0) return ` · fee ${money(fee)}`;
  return Number(refund.amountMinor) > 0 ? ` · ${money(refund)} refunded` : '';
}

/** One booking of mine: what, when, what it costs, by which rules; and the ways out while it has not begun. */
export function MyBookingRow(props: { readonly booking: FragmentType<typeof bookingFragment> }) {
  const booking = readFragment(bookingFragment, props.booking);
  const formats = useFormats();
  const { session, status, seats, job } = booking;
  const day = `${formats.shortDay(session.startsAt)}, ${formats.time(session.startsAt)}`;
  const label = `${session.offering.name}, ${day}`;
  const isAhead = Date.parse(session.startsAt) > Date.now();
  const mayCancel = isAhead && (status === 'CONFIRMED' || status === 'PENDING');
  return (
    <li className={`${classes.row} ${classes.booking}`}>
      <div className={classes.what}>
        <Text fw={550} size="sm" lineClamp={2}>
          {session.offering.name}
          {seats > 1 ? ` · ${counted(seats, 'seat')}` : null}
        </Text>
        <Text size="xs" c="var(--text-quiet)">
          <time dateTime={session.startsAt}>{day}</time> · {session.resource.name}
          {job ? ` · ${job.address.street}, ${job.address.city}` : null}
        </Text>
        <Group gap="sm">
          <Rules booking={booking} label={label} />
          {job ? <PhotosButton bookingId={booking.id} label={job.address.street} /> : null}
        </Group>
      </div>
      <div className={classes.price}>
        {formats.price(booking.price)}
        {aftermathOf(booking, formats.money)}
      </div>
      <div className={classes.action}>
        <div className={classes.status}>
          <BookingStatusBadge status={status} />
        </div>
        {mayMove(booking) ? <MoveButton booking={booking} label={label} /> : null}
        {mayCancel ? <CancelButton booking={booking} label={label} /> : null}
      </div>
    </li>
  );
}
