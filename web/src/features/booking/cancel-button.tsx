import { Button, Popover, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation } from 'urql';
import { graphql } from '../../graphql/generated/gql.ts';
import { useIntent } from '../../graphql/intent.ts';
import { refusalOf } from '../../graphql/refusal.ts';
import { sentenceOf } from '../../graphql/sentence.ts';
import { useFormats } from '../../session/tenant-context.tsx';
import { notifyDone, notifyRefused } from '../../ui/notify.ts';

const cancelMutation = graphql(`
  mutation CancelBooking($bookingId: ID!, $idempotencyKey: String!) {
    cancelBooking(input: { bookingId: $bookingId, idempotencyKey: $idempotencyKey }) {
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

interface CancelButtonProps {
  readonly bookingId: string;
  /** What and when, for those who hear the button without its row. */
  readonly label: string;
}

/** Gives a booked seat back, after asking once. */
export function CancelButton({ bookingId, label }: CancelButtonProps) {
  const formats = useFormats();
  const intent = useIntent();
  const [opened, { close, toggle }] = useDisclosure();
  const [{ fetching }, cancel] = useMutation(cancelMutation);
  const confirm = async () => {
    const { error } = await cancel({ bookingId, idempotencyKey: intent.key() });
    intent.settle(error);
    close();
    if (error) notifyRefused('Not canceled', sentenceOf(refusalOf(error), formats.date));
    else notifyDone(`Canceled: ${label}`);
  };
  return (
    <Popover
      opened={opened}
      onDismiss={close}
      position="bottom-end"
      shadow="md"
      radius="md"
      trapFocus
      returnFocus
      withRoles
    >
      <Popover.Target>
        <Button size="xs" w={92} variant="default" onClick={toggle} aria-label={`Cancel ${label}`}>
          Cancel
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Cancel the booking">
        <Stack gap="sm" maw={220}>
          <Text size="sm">Give this seat back?</Text>
          <Button size="xs" color="red.9" loading={fetching} onClick={() => void confirm()}>
            Cancel booking
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
