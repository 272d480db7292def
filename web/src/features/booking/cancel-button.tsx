import { type FragmentType, readFragment } from '../../graphql/generated/fragment-masking.ts';
import { graphql } from '../../graphql/generated/gql.ts';
import type { CancelBookingMutation } from '../../graphql/generated/graphql.ts';
import { useChange } from '../../session/asking/use-change.ts';
import { useFormats } from '../../session/tenant-context.tsx';
import { AskButton } from '../../ui/form/ask-button.tsx';
import type { Formats } from '../../ui/format/formats.ts';
import { notifyDone } from '../../ui/notify.ts';
import { cancellationCost, cancellationSentence } from './policy/cancellation.ts';

const bookingFragment = graphql(`
  fragment CancelButton_Booking on Booking {
    id
    price {
      amountMinor
      currency
    }
    policy {
      version
      cancellation {
        untilMinutesBefore
        refundPercent
        feeMinor
        creditBack
      }
    }
    session {
      id
      startsAt
    }
  }
`);

const cancelMutation = graphql(`
  mutation CancelBooking($bookingId: ID!, $idempotencyKey: String!) {
    cancelBooking(input: { bookingId: $bookingId, idempotencyKey: $idempotencyKey }) {
      booking {
        id
        status
        refund {
          amountMinor
          currency
        }
        fee {
          amountMinor
          currency
        }
        session {
          id
          ...OwnPlace_Session
        }
      }
    }
  }
`);

type Canceled = NonNullable<CancelBookingMutation['cancelBooking']>['booking'];

function outcomeWords({ refund, fee }: Canceled, formats: Formats): string {
  if (Number(fee.amountMinor) > 0) return ` A fee of ${formats.money(fee)} is due.`;
  return Number(refund.amountMinor) > 0 ? ` ${formats.money(refund)} is refunded.` : '';
}

interface CancelButtonProps {
  readonly booking: FragmentType<typeof bookingFragment>;
  /** What and when, for those who hear the button without its row. */
  readonly label: string;
}

/** Gives a booked seat back, after asking once and saying what it costs by the agreed rules. */
export function CancelButton(props: CancelButtonProps) {
  const { label } = props;
  const booking = readFragment(bookingFragment, props.booking);
  const formats = useFormats();
  const { isBusy, change } = useChange(cancelMutation, 'Not canceled');
  const { amountMinor, currency } = booking.price;
  const { startsAt } = booking.session;
  const cost = cancellationCost(booking.policy, { startsAt, nowMs: Date.now(), priceMinor: amountMinor });
  const sentence = cancellationSentence(cost, amountMinor, (minor) =>
    formats.money({ amountMinor: minor, currency }),
  );
  const confirm = async () => {
    const done = await change((idempotencyKey) => ({ bookingId: booking.id, idempotencyKey }));
    if (done) notifyDone(`Canceled: ${label}.${outcomeWords(done.cancelBooking.booking, formats)}`);
  };
  return (
    <AskButton
      label="Cancel"
      spoken={`Cancel ${label}`}
      question={sentence}
      confirmLabel="Cancel booking"
      isBusy={isBusy}
      onConfirm={confirm}
      w={92}
    />
  );
}
