import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { type FragmentType, readFragment } from '../../graphql/generated/fragment-masking.ts';
import { graphql } from '../../graphql/generated/gql.ts';
import { useChange } from '../../session/asking/use-change.ts';
import { Countdown } from '../../ui/countdown.tsx';
import { AskButton } from '../../ui/form/ask-button.tsx';
import { notifyDone } from '../../ui/notify.ts';

const entryFragment = graphql(`
  fragment WaitlistPlace_WaitlistEntry on WaitlistEntry {
    id
    status
    partySize
    place
    offerExpiresAt
  }
`);

const leaveMutation = graphql(`
  mutation LeaveWaitlist($input: WaitlistEntryInput!) {
    leaveWaitlist(input: $input) {
      entry {
        id
        status
        place
        session {
          ...OwnPlace_Session
        }
      }
    }
  }
`);

const acceptMutation = graphql(`
  mutation AcceptOffer($input: WaitlistEntryInput!) {
    acceptOffer(input: $input) {
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

const declineMutation = graphql(`
  mutation DeclineOffer($input: WaitlistEntryInput!) {
    declineOffer(input: $input) {
      entry {
        id
        status
        session {
          ...OwnPlace_Session
        }
      }
    }
  }
`);

interface EntryProps {
  readonly entryId: string;
  readonly label: string;
}

function LeaveButton({ entryId, label }: EntryProps) {
  const { isBusy, change } = useChange(leaveMutation, 'Still in line');
  const leave = async () => {
    if (await change((idempotencyKey) => ({ input: { entryId, idempotencyKey } })))
      notifyDone(`Out of line: ${label}`);
  };
  return (
    <AskButton
      label="Leave"
      spoken={`Leave the waitlist of ${label}`}
      question="Leave the line? Whoever is behind you moves up."
      confirmLabel="Leave the waitlist"
      isBusy={isBusy}
      onConfirm={leave}
      w={92}
    />
  );
}

function Offer({ entryId, label, until }: EntryProps & { readonly until: string }) {
  const accepting = useChange(acceptMutation, 'Not booked');
  const declining = useChange(declineMutation, 'Not declined');
  const accept = async () => {
    if (await accepting.change((idempotencyKey) => ({ input: { entryId, idempotencyKey } })))
      notifyDone(`Booked: ${label}`);
  };
  const decline = async () => {
    if (await declining.change((idempotencyKey) => ({ input: { entryId, idempotencyKey } })))
      notifyDone(`Declined: ${label}`);
  };
  return (
    <Stack gap={4} align="flex-end">
      <Group gap={6} wrap="nowrap">
        <Button
          size="xs"
          loading={accepting.isBusy}
          onClick={() => void accept()}
          aria-label={`Accept ${label}`}
        >
          Accept
        </Button>
        <AskButton
          label="Decline"
          spoken={`Decline ${label}`}
          question="It is offered to whoever is next, and you are out of line."
          confirmLabel="Decline the seat"
          isBusy={declining.isBusy}
          onConfirm={decline}
        />
      </Group>
      <Text size="xs" c="var(--text-quiet)">
        Kept for you <Countdown until={until} />
      </Text>
    </Stack>
  );
}

interface WaitlistPlaceProps {
  readonly entry: FragmentType<typeof entryFragment>;
  /** What and when. */
  readonly label: string;
}

/** A place in line: which one and the way out; or, when seats are offered, yes and no with the time that is left. */
export function WaitlistPlace(props: WaitlistPlaceProps) {
  const { id, status, place, offerExpiresAt } = readFragment(entryFragment, props.entry);
  const { label } = props;
  if (status === 'OFFERED' && offerExpiresAt)
    return <Offer entryId={id} label={label} until={offerExpiresAt} />;
  if (status !== 'WAITING') return null;
  return (
    <>
      <Badge variant="light" color="yellow" tt="none" fw={600} flex="none">
        {place ? `No. ${place} in line` : 'In line'}
      </Badge>
      <LeaveButton entryId={id} label={label} />
    </>
  );
}
