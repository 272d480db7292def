import { Button, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { type FragmentType, readFragment } from '../../../graphql/generated/fragment-masking.ts';
import { graphql } from '../../../graphql/generated/gql.ts';
import type { SessionBookings_SessionFragment } from '../../../graphql/generated/graphql.ts';
import { useChange } from '../../../session/asking/use-change.ts';
import { nameOf } from '../../../session/name-of.ts';
import { useFormats } from '../../../session/tenant-context.tsx';
import { AskButton } from '../../../ui/form/ask-button.tsx';
import type { FormFields } from '../../../ui/form/form-fields.ts';
import { counted } from '../../../ui/format/spans.ts';
import { useKeptFocus } from '../../../ui/keep-focus.ts';
import { notifyDone } from '../../../ui/notify.ts';
import { BookingStatusBadge } from '../booking-status.tsx';
import { Decision } from '../decision.tsx';
import { PhotosButton } from '../job-photos/photos-button.tsx';
import classes from './session-panel.module.css';
import { StrikesButton } from './strikes-button.tsx';

const sessionFragment = graphql(`
  fragment SessionBookings_Session on Session {
    id
    bookings(first: 100) {
      pageInfo {
        hasNextPage
      }
      edges {
        node {
          id
          status
          seats
          overrideReason
          customer {
            id
            name
          }
          ...Decision_Booking
          job {
            id
            propertySquareMeters
            notes
            address {
              street
              postalCode
              city
            }
          }
        }
      }
    }
  }
`);

const checkInMutation = graphql(`
  mutation CheckInBooking($input: CheckInBookingInput!) {
    checkInBooking(input: $input) {
      booking {
        id
        status
      }
    }
  }
`);

const cancelMutation = graphql(`
  mutation CancelBookingByStaff($input: CancelBookingInput!) {
    cancelBooking(input: $input) {
      booking {
        id
        status
        overrideReason
        session {
          id
          seatsTaken
          seatsLeft
        }
      }
    }
  }
`);

type Attendee = SessionBookings_SessionFragment['bookings']['edges'][number]['node'];

interface AttendeeProps {
  readonly booking: Attendee;
}

function CheckIn({ booking }: AttendeeProps) {
  const { isBusy, change } = useChange(checkInMutation, 'Not checked in');
  const checkIn = async () => {
    if (await change((idempotencyKey) => ({ input: { bookingId: booking.id, idempotencyKey } })))
      notifyDone(`${nameOf(booking.customer)} is here.`);
  };
  return (
    <Button
      size="compact-sm"
      variant="light"
      loading={isBusy}
      onClick={() => void checkIn()}
      aria-label={`Check in ${nameOf(booking.customer)}`}
    >
      Check in
    </Button>
  );
}

function CancelFor({ booking }: AttendeeProps) {
  const { isBusy, change } = useChange(cancelMutation, 'Not canceled');
  const cancel = async (fields: FormFields) => {
    const overrideReason = fields.textOrNull('reason');
    const done = await change((idempotencyKey) => ({
      input: { bookingId: booking.id, overrideReason, idempotencyKey },
    }));
    if (done) notifyDone(`Canceled for ${nameOf(booking.customer)}.`);
  };
  return (
    <AskButton
      size="compact-sm"
      variant="subtle"
      label="Cancel"
      spoken={`Cancel for ${nameOf(booking.customer)}`}
      question="The agreed rules say what it costs."
      confirmLabel="Cancel booking"
      isBusy={isBusy}
      onConfirm={cancel}
    >
      <TextInput
        size="xs"
        name="reason"
        label="Waive that, because"
        maxLength={500}
        placeholder="Without a reason the rules hold"
      />
    </AskButton>
  );
}

/** Where a job is, and what whoever goes there should know. */
function JobFacts({
  job,
  bookingId,
}: {
  readonly job: NonNullable<Attendee['job']>;
  readonly bookingId: string;
}) {
  const formats = useFormats();
  const { street, postalCode, city } = job.address;
  return (
    <Text size="xs" c="var(--text-quiet)" mt={4} component="div">
      {street}, {postalCode} {city} · {formats.number(job.propertySquareMeters)} m²
      {job.notes ? <div>{job.notes}</div> : null}
      <div>
        <PhotosButton bookingId={bookingId} label={street} />
      </div>
    </Text>
  );
}

function AttendeeRow({ booking }: AttendeeProps) {
  const { status, seats, customer, overrideReason, job } = booking;
  const actions = useKeptFocus(status);
  return (
    <li className={classes.person}>
      <div>
        <Text size="sm" fw={550}>
          {nameOf(customer)}
        </Text>
        <Group gap={6} mt={4}>
          <BookingStatusBadge status={status} />
          {seats > 1 ? <Text size="xs">{counted(seats, 'seat')}</Text> : null}
        </Group>
        {job ? <JobFacts job={job} bookingId={booking.id} /> : null}
        {overrideReason ? (
          <Text size="xs" c="var(--text-quiet)" mt={2}>
            Rules set aside: {overrideReason}
          </Text>
        ) : null}
      </div>
      <Group gap={4} justify="flex-end" ref={actions.ref} onClickCapture={actions.onPress}>
        {status === 'PENDING' ? <Decision booking={booking} /> : null}
        {status === 'CONFIRMED' ? <CheckIn booking={booking} /> : null}
        {status === 'CONFIRMED' ? <CancelFor booking={booking} /> : null}
        {status === 'NO_SHOW' && customer ? (
          <StrikesButton memberId={customer.id} name={nameOf(customer)} />
        ) : null}
      </Group>
    </li>
  );
}

const STANDING: readonly string[] = ['PENDING', 'CONFIRMED', 'CHECKED_IN'];

function rankOf({ status }: Attendee): number {
  const rank = STANDING.indexOf(status);
  return rank === -1 ? STANDING.length : rank;
}

/** Who booked: those who wait for an answer first, those who hold seats next, the others last. */
export function SessionBookings(props: { readonly session: FragmentType<typeof sessionFragment> }) {
  const { bookings } = readFragment(sessionFragment, props.session);
  const sorted = bookings.edges
    .map(({ node }) => node)
    .toSorted(
      (left, right) =>
        rankOf(left) - rankOf(right) || nameOf(left.customer).localeCompare(nameOf(right.customer)),
    );
  return (
    <Stack component="section" gap="xs" aria-labelledby="who-booked">
      <Title order={3} id="who-booked">
        Who booked
      </Title>
      {sorted.length === 0 ? (
        <Text size="sm" c="var(--text-quiet)">
          Nobody yet.
        </Text>
      ) : (
        <ul className={classes.people}>
          {sorted.map((booking) => (
            <AttendeeRow key={booking.id} booking={booking} />
          ))}
        </ul>
      )}
      {bookings.pageInfo.hasNextPage ? (
        <Text size="xs" c="var(--text-quiet)">
          These are {sorted.length} of them. The others are under Bookings.
        </Text>
      ) : null}
    </Stack>
  );
}
