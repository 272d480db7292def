import { Group, Modal, NativeSelect, Skeleton, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import { type FragmentType, readFragment } from '../../../graphql/generated/fragment-masking.ts';
import { graphql } from '../../../graphql/generated/gql.ts';
import { isCustomer } from '../../../session/roles.ts';
import { useMember } from '../../../session/session-context.tsx';
import { useFormats } from '../../../session/tenant-context.tsx';
import { counted } from '../../../ui/format/spans.ts';
import { ownPlaceFragment } from '../own-place.ts';
import { RulesList } from '../policy/rules-list.tsx';
import { BookButton, JoinButton } from './book-button.tsx';
import { BookSeriesButton } from './book-series.tsx';

const sessionFragment = graphql(`
  fragment SessionDialog_Session on Session {
    id
    startsAt
    endsAt
    offering {
      id
      name
      description
      needsApproval
      price {
        amountMinor
        currency
      }
    }
    resource {
      id
      name
      location {
        id
        name
      }
    }
    ...OwnPlace_Session
  }
`);

const rulesQuery = graphql(`
  query RulesOfOffering($offeringId: ID) {
    bookingPolicy(offeringId: $offeringId) {
      version
      ...PolicyRules
    }
  }
`);

const PARTY_MAX = 10;

function Party({ most, onChange }: { readonly most: number; readonly onChange: (seats: number) => void }) {
  const sizes = Array.from({ length: Math.max(1, most) }, (_, index) => index + 1);
  return (
    <NativeSelect
      aria-label="Seats"
      size="xs"
      w={110}
      onChange={({ currentTarget }) => onChange(Number(currentTarget.value))}
      data={sizes.map((size) => ({ value: String(size), label: counted(size, 'seat') }))}
    />
  );
}

interface SessionDialogProps {
  readonly session: FragmentType<typeof sessionFragment>;
  readonly opened: boolean;
  readonly onClose: () => void;
}

function WayIn(props: SessionDialogProps) {
  const session = readFragment(sessionFragment, props.session);
  const { seatsLeft, capacity, myBooking, myWaitlistEntry } = readFragment(ownPlaceFragment, session);
  const formats = useFormats();
  const [seats, setSeats] = useState(1);
  if (myBooking || myWaitlistEntry) return null;
  const label = `${session.offering.name}, ${formats.day(session.startsAt)} ${formats.time(session.startsAt)}`;
  const isFull = seatsLeft <= 0;
  const WayInButton = isFull ? JoinButton : BookButton;
  return (
    <Group justify="flex-end" gap="xs">
      <BookSeriesButton session={session} seats={seats} onDone={props.onClose} />
      <Party most={Math.min(isFull ? capacity : seatsLeft, PARTY_MAX)} onChange={setSeats} />
      <WayInButton sessionId={session.id} label={label} seats={seats} onDone={props.onClose} />
    </Group>
  );
}

function Rules({ offeringId }: { readonly offeringId: string }) {
  const [{ data }] = useQuery({ query: rulesQuery, variables: { offeringId } });
  return data?.bookingPolicy ? (
    <RulesList policy={data.bookingPolicy} />
  ) : (
    <Skeleton height={160} radius="md" />
  );
}

/** All about one session: what it is, when and where, by which rules; and for a customer seats for several. */
export function SessionDialog(props: SessionDialogProps) {
  const session = readFragment(sessionFragment, props.session);
  const formats = useFormats();
  const mayBook = isCustomer(useMember());
  const { offering, resource } = session;
  const where = resource.location ? `${resource.name}, ${resource.location.name}` : resource.name;
  return (
    <Modal opened={props.opened} onClose={props.onClose} title={offering.name} size="lg" radius="lg" centered>
      <Stack gap="md">
        <div>
          <Text size="sm" fw={550}>
            {formats.day(session.startsAt)}, {formats.time(session.startsAt)} to{' '}
            {formats.time(session.endsAt)}
          </Text>
          <Text size="sm" c="var(--text-quiet)">
            {where} · {formats.price(offering.price)}
          </Text>
        </div>
        {offering.description ? <Text size="sm">{offering.description}</Text> : null}
        {offering.needsApproval ? (
          <Text size="sm">What you book here is yours once it is approved.</Text>
        ) : null}
        {props.opened ? <Rules offeringId={offering.id} /> : null}
        {mayBook ? <WayIn {...props} /> : null}
      </Stack>
    </Modal>
  );
}
