import { Alert, Button, Modal, Skeleton, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../../../graphql/generated/gql.ts';
import { useChange } from '../../../session/asking/use-change.ts';
import { useFormats } from '../../../session/tenant-context.tsx';
import { notifyDone } from '../../../ui/notify.ts';
import { windowFrom } from '../schedule/days.ts';
import { SlotPicker } from '../slots/slot-picker.tsx';
import classes from './move-dialog.module.css';

const placesQuery = graphql(`
  query SessionsToMoveTo($from: DateTime!, $to: DateTime!, $offeringId: ID!, $after: String) {
    sessions(from: $from, to: $to, offeringId: $offeringId, first: 50, after: $after) {
      edges {
        node {
          id
          startsAt
          seatsLeft
          canceledAt
          isOnDemand
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

const moveMutation = graphql(`
  mutation RescheduleBooking($input: RescheduleBookingInput!) {
    rescheduleBooking(input: $input) {
      booking {
        id
        status
        session {
          ...OwnPlace_Session
        }
      }
    }
  }
`);

const DAYS_AHEAD = 28;

interface Place {
  readonly sessionId?: string;
  readonly startsAt?: string;
}

interface OtherSessionsProps {
  readonly offeringId: string;
  readonly fromSessionId: string;
  readonly isBusy: boolean;
  readonly onPick: (sessionId: string) => void;
}

function OtherSessions({ offeringId, fromSessionId, isBusy, onPick }: OtherSessionsProps) {
  const formats = useFormats();
  const [window] = useState(() => windowFrom(Date.now(), DAYS_AHEAD));
  const [after, setAfter] = useState<string | null>(null);
  const variables = { ...window, offeringId, after };
  const [{ data }] = useQuery({ query: placesQuery, variables, requestPolicy: 'network-only' });
  if (!data?.sessions) return <Skeleton height={160} radius="md" />;
  const places = data.sessions.edges
    .map(({ node }) => node)
    .filter(({ id, isOnDemand }) => id !== fromSessionId && !isOnDemand)
    .filter(({ seatsLeft, canceledAt }) => seatsLeft > 0 && !canceledAt);
  const { hasNextPage, endCursor } = data.sessions.pageInfo;
  if (places.length === 0 && !hasNextPage)
    return (
      <Text size="sm" c="var(--text-quiet)">
        There is no other session with a free seat in the next {DAYS_AHEAD} days.
      </Text>
    );
  return (
    <div className={classes.places}>
      {places.map(({ id, startsAt, seatsLeft }) => (
        <Button key={id} variant="default" h={52} px="xs" disabled={isBusy} onClick={() => onPick(id)}>
          <span>
            {formats.shortDay(startsAt)}, {formats.time(startsAt)}
            <Text span display="block" size="xs" c="var(--text-quiet)" fw={450}>
              {formats.number(seatsLeft)} left
            </Text>
          </span>
        </Button>
      ))}
      {hasNextPage ? (
        <Button variant="subtle" h={52} px="xs" onClick={() => setAfter(endCursor ?? null)}>
          Show later ones
        </Button>
      ) : null}
    </div>
  );
}

interface MoveDialogProps {
  readonly bookingId: string;
  readonly offering: { readonly id: string; readonly name: string; readonly durationMinutes: number };
  readonly fromSessionId: string;
  /** Whether its time was chosen by whoever booked. */
  readonly isByTime: boolean;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Moves a booking: to another session of the same offering, or to another time. */
export function MoveDialog({
  bookingId,
  offering,
  fromSessionId,
  isByTime,
  opened,
  onClose,
}: MoveDialogProps) {
  const { isBusy, fault, change } = useChange(moveMutation);
  const move = async (place: Place) => {
    const done = await change((idempotencyKey) => ({ input: { bookingId, ...place, idempotencyKey } }));
    if (!done) return;
    notifyDone(`Moved: ${offering.name}`);
    onClose();
  };
  return (
    <Modal opened={opened} onClose={onClose} title={`Move ${offering.name}`} size="lg" radius="lg" centered>
      <Stack gap="md">
        {fault ? (
          <Alert color="red" variant="light" role="alert">
            {fault}
          </Alert>
        ) : null}
        <Text size="sm">The price stays as it was. Where to?</Text>
        {isByTime ? (
          <SlotPicker
            offeringId={offering.id}
            durationMinutes={offering.durationMinutes}
            movedBookingId={bookingId}
            isBusy={isBusy}
            onPick={(startsAt) => void move({ startsAt })}
          />
        ) : (
          <OtherSessions
            offeringId={offering.id}
            fromSessionId={fromSessionId}
            isBusy={isBusy}
            onPick={(sessionId) => void move({ sessionId })}
          />
        )}
      </Stack>
    </Modal>
  );
}
