import { Anchor, Button, Group, NativeSelect, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useCallback, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '../../../graphql/generated/gql.ts';
import type { HoldTimeMutation } from '../../../graphql/generated/graphql.ts';
import { useChange } from '../../../session/asking/use-change.ts';
import { useFormats } from '../../../session/tenant-context.tsx';
import { Countdown } from '../../../ui/countdown.tsx';
import { counted } from '../../../ui/format/spans.ts';
import { notifyDone, notifyRefused } from '../../../ui/notify.ts';
import { Surface } from '../../../ui/page/surface.tsx';
import { RulesList } from '../policy/rules-list.tsx';
import { SlotPicker } from './slot-picker.tsx';
import type { TimedOffering } from './timed-offerings.ts';

const holdMutation = graphql(`
  mutation HoldTime($input: CreateHoldInput!) {
    createHold(input: $input) {
      hold {
        id
        startsAt
        expiresAt
      }
    }
  }
`);

const releaseMutation = graphql(`
  mutation ReleaseHold($input: ReleaseHoldInput!) {
    releaseHold(input: $input) {
      releasedHoldId
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

const rulesQuery = graphql(`
  query RulesOfTimedOffering($offeringId: ID) {
    bookingPolicy(offeringId: $offeringId) {
      version
      ...PolicyRules
    }
  }
`);

type Hold = NonNullable<HoldTimeMutation['createHold']>['hold'];

interface ConfirmProps {
  readonly offering: TimedOffering;
  readonly hold: Hold;
  /** Called when the hold is no more. */
  readonly onGone: () => void;
}

function Confirmation({ offering, hold, onGone }: ConfirmProps) {
  const formats = useFormats();
  const navigate = useNavigate();
  const booking = useChange(bookMutation, 'Not booked');
  const releasing = useChange(releaseMutation);
  const [seats, setSeats] = useState(1);
  const [{ data }] = useQuery({ query: rulesQuery, variables: { offeringId: offering.id } });
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
  const release = async () => {
    await releasing.change((idempotencyKey) => ({ input: { holdId: hold.id, idempotencyKey } }));
    onGone();
  };
  const expire = useCallback(() => {
    notifyRefused('The time is up', 'Nobody keeps this time for you any more. Choose again.');
    onGone();
  }, [onGone]);
  const sizes = Array.from({ length: offering.capacity }, (_, index) => index + 1);
  return (
    <Surface>
      <Stack gap="md">
        <Group justify="space-between" align="flex-start" wrap="nowrap">
          <div>
            <Title order={2}>
              {formats.day(hold.startsAt)}, {formats.time(hold.startsAt)}
            </Title>
            <Text size="sm" c="var(--text-quiet)" mt={4}>
              {offering.name} · {formats.price(offering.price)}
              {offering.capacity > 1 ? ' each' : null}
            </Text>
          </div>
          <Text size="sm" fw={550} ta="right">
            Kept for you <Countdown until={hold.expiresAt} onEnd={expire} />
          </Text>
        </Group>
        {offering.capacity > 1 ? (
          <NativeSelect
            label="People"
            maw={180}
            onChange={({ currentTarget }) => setSeats(Number(currentTarget.value))}
            data={sizes.map((size) => ({ value: String(size), label: counted(size, 'seat') }))}
          />
        ) : null}
        {data?.bookingPolicy ? (
          <RulesList policy={data.bookingPolicy} />
        ) : (
          <Skeleton height={160} radius="md" />
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" loading={releasing.isBusy} onClick={() => void release()}>
            Another time
          </Button>
          <Button loading={booking.isBusy} onClick={() => void book()} data-testid="confirm-booking">
            {offering.needsApproval ? 'Ask for it' : 'Book'}
          </Button>
        </Group>
      </Stack>
    </Surface>
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
  if (hold) return <Confirmation offering={offering} hold={hold} onGone={forget} />;
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
