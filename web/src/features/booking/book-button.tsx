import { Button } from '@mantine/core';
import { useMutation } from 'urql';
import { graphql } from '../../graphql/generated/gql.ts';
import { useIntent } from '../../graphql/intent.ts';
import { refusalOf } from '../../graphql/refusal.ts';
import { sentenceOf } from '../../graphql/sentence.ts';
import { useFormats } from '../../session/tenant-context.tsx';
import { notifyDone, notifyRefused } from '../../ui/notify.ts';

const bookMutation = graphql(`
  mutation BookSession($sessionId: ID!, $idempotencyKey: String!) {
    bookSession(input: { sessionId: $sessionId, idempotencyKey: $idempotencyKey }) {
      booking {
        id
        status
        session {
          id
          seatsTaken
          seatsLeft
          myBooking {
            id
            status
          }
        }
      }
    }
  }
`);

interface BookButtonProps {
  readonly sessionId: string;
  readonly isFull: boolean;
  /** What and when, for those who hear the button without its row. */
  readonly label: string;
}

/** Books one seat. Pressed again after a fault, it asks for the same seat, not for a second one. */
export function BookButton({ sessionId, isFull, label }: BookButtonProps) {
  const formats = useFormats();
  const intent = useIntent();
  const [{ fetching }, book] = useMutation(bookMutation);
  const press = async () => {
    const { error } = await book({ sessionId, idempotencyKey: intent.key() });
    intent.settle(error);
    if (error) notifyRefused('Not booked', sentenceOf(refusalOf(error), formats.date));
    else notifyDone(`Booked: ${label}`);
  };
  return (
    <Button
      size="xs"
      w={92}
      variant={isFull ? 'default' : 'filled'}
      disabled={isFull}
      loading={fetching}
      onClick={() => void press()}
      data-testid={`book-${sessionId}`}
      aria-label={isFull ? `Full: ${label}` : `Book ${label}`}
    >
      {isFull ? 'Full' : 'Book'}
    </Button>
  );
}
