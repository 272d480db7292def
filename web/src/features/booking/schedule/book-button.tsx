import { Button } from '@mantine/core';
import { graphql } from '../../../graphql/generated/gql.ts';
import { useChange } from '../../../session/asking/use-change.ts';
import { notifyDone } from '../../../ui/notify.ts';

const bookMutation = graphql(`
  mutation BookSession($sessionId: ID!, $seats: Int!, $idempotencyKey: String!) {
    bookSession(input: { sessionId: $sessionId, seats: $seats, idempotencyKey: $idempotencyKey }) {
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

const joinMutation = graphql(`
  mutation JoinWaitlist($sessionId: ID!, $seats: Int!, $idempotencyKey: String!) {
    joinWaitlist(input: { sessionId: $sessionId, partySize: $seats, idempotencyKey: $idempotencyKey }) {
      entry {
        id
        place
        session {
          ...OwnPlace_Session
        }
      }
    }
  }
`);

interface SeatButtonProps {
  readonly sessionId: string;
  /** What and when, for those who hear the button without its row. */
  readonly label: string;
  readonly seats?: number;
  /** Called once it worked. */
  readonly onDone?: () => void;
}

/** Books seats, one unless given. Pressed again after a fault, it asks for the same seats, not for more. */
export function BookButton({ sessionId, label, seats = 1, onDone }: SeatButtonProps) {
  const { isBusy, change } = useChange(bookMutation, 'Not booked');
  const press = async () => {
    const done = await change((idempotencyKey) => ({ sessionId, seats, idempotencyKey }));
    if (!done) return;
    const isAsked = done.bookSession.booking.status === 'PENDING';
    notifyDone(isAsked ? `Asked for: ${label}. It is yours once it is approved.` : `Booked: ${label}`);
    onDone?.();
  };
  return (
    <Button
      size="xs"
      w={92}
      loading={isBusy}
      onClick={() => void press()}
      data-testid={`book-${sessionId}`}
      aria-label={`Book ${label}`}
    >
      Book
    </Button>
  );
}

/** Gets in line for seats of a session that is full, for one unless given. */
export function JoinButton({ sessionId, label, seats = 1, onDone }: SeatButtonProps) {
  const { isBusy, change } = useChange(joinMutation, 'Not in line');
  const press = async () => {
    const done = await change((idempotencyKey) => ({ sessionId, seats, idempotencyKey }));
    if (!done) return;
    notifyDone(`In line for ${label}: you are number ${done.joinWaitlist.entry.place ?? 1}.`);
    onDone?.();
  };
  return (
    <Button
      size="xs"
      w={92}
      px={4}
      variant="light"
      loading={isBusy}
      onClick={() => void press()}
      data-testid={`join-${sessionId}`}
      aria-label={`Full. Get in line for ${label}`}
    >
      Get in line
    </Button>
  );
}
