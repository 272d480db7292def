import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { type FragmentType, readFragment } from '../../../graphql/generated/fragment-masking.ts';
import { graphql } from '../../../graphql/generated/gql.ts';
import type { SessionActions_SessionFragment } from '../../../graphql/generated/graphql.ts';
import { useChange } from '../../../session/asking/use-change.ts';
import { AskButton } from '../../../ui/form/ask-button.tsx';
import type { FormFields } from '../../../ui/form/form-fields.ts';
import { notifyDone } from '../../../ui/notify.ts';
import { holdsSeats } from '../booking-status.tsx';
import { ScopeChoice, scopeOf } from './series-scope.tsx';
import { CapacityForm } from './session-capacity-form.tsx';
import { MoveForm } from './session-move-form.tsx';

const sessionFragment = graphql(`
  fragment SessionActions_Session on Session {
    id
    startsAt
    endsAt
    canceledAt
    isOnDemand
    seatsTaken
    bookings(first: 100) {
      edges {
        node {
          id
          status
        }
      }
    }
    occurrence {
      id
    }
    ...SessionCapacity_Session
    ...SessionMove_Session
  }
`);

const cancelMutation = graphql(`
  mutation CancelSession($input: CancelSessionInput!) {
    cancelSession(input: $input) {
      session {
        id
        canceledAt
        seatsTaken
        seatsLeft
      }
    }
  }
`);

const cancelSeriesMutation = graphql(`
  mutation CancelOccurrences($input: CancelOccurrencesInput!) {
    cancelOccurrences(input: $input) {
      occurrences {
        id
        session {
          id
          canceledAt
          seatsTaken
          seatsLeft
        }
      }
    }
  }
`);

const closeMutation = graphql(`
  mutation CloseSession($input: CloseSessionInput!) {
    closeSession(input: $input) {
      session {
        id
      }
    }
  }
`);

type Session = SessionActions_SessionFragment;

interface PartProps {
  readonly session: Session;
  /** Called when there is nothing left to look at. */
  readonly onGone: () => void;
}

function CallOff({ session, onGone }: PartProps) {
  const one = useChange(cancelMutation, 'Not called off');
  const several = useChange(cancelSeriesMutation, 'Not called off');
  const { id: sessionId, occurrence, seatsTaken } = session;
  const whoever =
    seatsTaken === 0
      ? 'Nobody has booked yet.'
      : 'Everybody who booked is told and gets the whole price back.';
  const callOff = async (fields: FormFields) => {
    const done = occurrence
      ? await several.change((idempotencyKey) => ({
          input: { occurrenceId: occurrence.id, scope: scopeOf(fields), idempotencyKey },
        }))
      : await one.change((idempotencyKey) => ({ input: { sessionId, idempotencyKey } }));
    if (!done) return;
    notifyDone('Called off. What was paid is refunded.');
    onGone();
  };
  return (
    <AskButton
      label="Call off"
      position="bottom-start"
      question={`${whoever} This cannot be undone.`}
      confirmLabel={occurrence ? 'Call off' : 'Call the session off'}
      isBusy={one.isBusy || several.isBusy}
      onConfirm={callOff}
    >
      {occurrence ? <ScopeChoice /> : null}
    </AskButton>
  );
}

function absentWords(absent: number): string {
  if (absent === 0) return 'Everybody was checked in.';
  const [who, what] = absent === 1 ? ['1 booking is', 'counts'] : [`${absent} bookings are`, 'count'];
  return `${who} not checked in and ${what} as missed, with what the agreed rules say.`;
}

/** Nothing when there is nobody left to be settled. */
function Settle({ session }: { readonly session: Session }) {
  const { isBusy, change } = useChange(closeMutation, 'Not settled');
  const settle = async () => {
    if (await change((idempotencyKey) => ({ input: { sessionId: session.id, idempotencyKey } })))
      notifyDone('Settled: whoever did not come has missed it, by the agreed rules.');
  };
  const open = session.bookings.edges.filter(({ node }) => holdsSeats(node.status));
  if (open.length === 0) return null;
  const absent = open.filter(({ node }) => node.status === 'CONFIRMED').length;
  return (
    <Group>
      <AskButton
        position="bottom-start"
        label="Settle who came"
        question={`${absentWords(absent)} This cannot be undone.`}
        confirmLabel="Settle"
        isDangerous={absent > 0}
        isBusy={isBusy}
        onConfirm={settle}
      />
    </Group>
  );
}

/** What can be changed of a session that staff put on the schedule. */
function Changes({ session }: { readonly session: Session }) {
  const [open, setOpen] = useState<'time' | 'seats' | null>(null);
  const close = () => setOpen(null);
  return (
    <>
      <Button size="xs" variant="default" onClick={() => setOpen('time')} aria-haspopup="dialog">
        {session.occurrence ? 'Move or change' : 'Move'}
      </Button>
      <Button size="xs" variant="default" onClick={() => setOpen('seats')} aria-haspopup="dialog">
        Seats
      </Button>
      {open === 'time' ? <MoveForm session={session} onClose={close} /> : null}
      {open === 'seats' ? <CapacityForm session={session} onClose={close} /> : null}
    </>
  );
}

/** What staff can do with a session: move it, change its seats, call it off, and settle it once it has ended. */
export function SessionActions(props: {
  readonly session: FragmentType<typeof sessionFragment>;
  readonly onGone: () => void;
}) {
  const session = readFragment(sessionFragment, props.session);
  const now = Date.now();
  if (session.canceledAt) return <Text size="sm">It was called off.</Text>;
  if (Date.parse(session.endsAt) <= now) return <Settle session={session} />;
  if (Date.parse(session.startsAt) <= now) return null;
  return (
    <Group gap="xs">
      {session.isOnDemand ? null : <Changes session={session} />}
      <CallOff session={session} onGone={props.onGone} />
    </Group>
  );
}
