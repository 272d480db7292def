import { Anchor, NativeSelect, Stack, Text } from '@mantine/core';
import { useCallback, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { graphql } from '../../../graphql/generated/gql.ts';
import { useChange } from '../../../session/asking/use-change.ts';
import { useFormats } from '../../../session/tenant-context.tsx';
import { counted } from '../../../ui/format/spans.ts';
import { notifyDone } from '../../../ui/notify.ts';
import { Surface } from '../../../ui/page/surface.tsx';
import { type HeldTime, type Hold, HoldCard } from './hold-card.tsx';
import { JobConfirmation } from './job-confirmation.tsx';
import { SlotPicker } from './slot-picker.tsx';
import type { TimedOffering } from './timed-offerings.ts';

const holdMutation = graphql(`
  mutation HoldTime($input: CreateHoldInput!) {
    createHold(input: $input) {
      hold {
        id
        startsAt
        expiresAt
        seatPrice {
          amountMinor
          currency
        }
      }
    }
  }
`);

const bookMutation = graphql(`
  mutation BookInterval($input: BookIntervalInput!) {
    bookInterval(input: $input) {
      booking {
        id
        status
      }
    }
  }
`);

/** Books seats of the time, and has it be known whether they have to be approved. */
function Confirmation({ offering, hold, onGone }: HeldTime) {
  const formats = useFormats();
  const navigate = useNavigate();
  const booking = useChange(bookMutation, 'Not booked');
  const [seats, setSeats] = useState(1);
  const book = async () => {
    const { id: holdId, startsAt } = hold;
    const done = await booking.change((idempotencyKey) => ({
      input: { offeringId: offering.id, startsAt, seats, holdId, idempotencyKey },
    }));
    if (!done) return;
    const isAsked = done.bookInterval.booking.status === 'PENDING';
    notifyDone(isAsked ? `Asked for: ${offering.name}` : `Booked: ${offering.name}`);
    await navigate('/my-bookings');
  };
  const sizes = Array.from({ length: offering.capacity }, (_, index) => index + 1);
  return (
    <HoldCard
      offering={offering}
      hold={hold}
      onGone={onGone}
      price={`${formats.price(hold.seatPrice)}${offering.capacity > 1 ? ' each' : ''}`}
      isBusy={booking.isBusy}
      onBook={() => void book()}
    >
      {offering.capacity > 1 ? (
        <NativeSelect
          label="People"
          maw={180}
          onChange={({ currentTarget }) => setSeats(Number(currentTarget.value))}
          data={sizes.map((size) => ({ value: String(size), label: counted(size, 'seat') }))}
        />
      ) : null}
    </HoldCard>
  );
}

/** Chooses a time, which is kept for five minutes, and books it. */
export function BookTime({ offering }: { readonly offering: TimedOffering }) {
  const [hold, setHold] = useState<Hold | null>(null);
  const holding = useChange(holdMutation, 'Not free any more');
  const [turn, setTurn] = useState(0);
  const forget = useCallback(() => setHold(null), []);
  const pick = async (startsAt: string) => {
    const done = await holding.change((idempotencyKey) => ({
      input: { offeringId: offering.id, startsAt, idempotencyKey },
    }));
    if (done) setHold(done.createHold.hold);
    else setTurn(turn + 1);
  };
  if (hold) {
    const Confirm = offering.kind === 'JOB' ? JobConfirmation : Confirmation;
    return <Confirm offering={offering} hold={hold} onGone={forget} />;
  }
  return (
    <Stack gap="md">
      <Surface>
        <SlotPicker
          key={turn}
          offeringId={offering.id}
          durationMinutes={offering.durationMinutes}
          isBusy={holding.isBusy}
          onPick={(startsAt) => void pick(startsAt)}
        />
      </Surface>
      <Text size="sm" c="var(--text-quiet)">
        Times that are taken are not shown. What you have is under{' '}
        <Anchor component={Link} to="/my-bookings" inherit>
          My bookings
        </Anchor>
        .
      </Text>
    </Stack>
  );
}
