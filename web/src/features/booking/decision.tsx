import { Button } from '@mantine/core';
import { type FragmentType, readFragment } from '../../graphql/generated/fragment-masking.ts';
import { graphql } from '../../graphql/generated/gql.ts';
import { useChange } from '../../session/asking/use-change.ts';
import { nameOf } from '../../session/name-of.ts';
import { useFormats } from '../../session/tenant-context.tsx';
import { AskButton } from '../../ui/form/ask-button.tsx';
import { notifyDone } from '../../ui/notify.ts';

const bookingFragment = graphql(`
  fragment Decision_Booking on Booking {
    id
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
  }
`);

const approveMutation = graphql(`
  mutation ApproveBooking($input: DecideBookingInput!) {
    approveBooking(input: $input) {
      booking {
        id
        status
      }
    }
  }
`);

const declineMutation = graphql(`
  mutation DeclineBooking($input: DecideBookingInput!) {
    declineBooking(input: $input) {
      booking {
        id
        status
        session {
          id
          seatsTaken
          seatsLeft
        }
      }
    }
  }
`);

/** Says yes or no to whoever asked for a booking, and then what became of it. */
export function Decision(props: { readonly booking: FragmentType<typeof bookingFragment> }) {
  const { id: bookingId, customer, session } = readFragment(bookingFragment, props.booking);
  const approving = useChange(approveMutation, 'Not approved');
  const declining = useChange(declineMutation, 'Not declined');
  const name = nameOf(customer);
  const formats = useFormats();
  const what = session.offering.name;
  const spoken = `${name}, ${what}, ${formats.dateTime(session.startsAt)}`;
  const input = (idempotencyKey: string) => ({ input: { bookingId, idempotencyKey } });
  const approve = async () => {
    if (await approving.change(input)) notifyDone(`${name} has the booking: ${what}.`);
  };
  const decline = async () => {
    if (await declining.change(input)) notifyDone(`Declined: ${name}, ${what}.`);
  };
  return (
    <>
      <Button
        size="compact-sm"
        loading={approving.isBusy}
        onClick={() => void approve()}
        aria-label={`Approve ${spoken}`}
      >
        Approve
      </Button>
      <AskButton
        size="compact-sm"
        label="Decline"
        spoken={`Decline ${spoken}`}
        question={`${name} does not get the booking and is told so.`}
        confirmLabel="Decline the booking"
        isBusy={declining.isBusy}
        onConfirm={decline}
      />
    </>
  );
}
