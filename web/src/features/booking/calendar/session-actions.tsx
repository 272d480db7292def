import { Button, Group, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type FragmentType, readFragment } from '../../../graphql/generated/fragment-masking.ts';
import { graphql } from '../../../graphql/generated/gql.ts';
import type { SeriesScope, SessionActions_SessionFragment } from '../../../graphql/generated/graphql.ts';
import { useChange } from '../../../session/use-change.ts';
import { AskButton } from '../../../ui/ask-button.tsx';
import { FormDialog } from '../../../ui/form-dialog.tsx';
import type { FormFields } from '../../../ui/form-fields.ts';
import { notifyDone } from '../../../ui/notify.ts';

const sessionFragment = graphql(`
  fragment SessionActions_Session on Session {
    id
    startsAt
    endsAt
    canceledAt
    occurrence {
      id
      startsLocal
    }
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

const moveMutation = graphql(`
  mutation ChangeSeries($input: ChangeSeriesInput!) {
    changeSeries(input: $input) {
      occurrences {
        id
        startsLocal
        session {
          id
          startsAt
          endsAt
          capacity
          seatsLeft
        }
      }
      failures {
        localStart
        message
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
type Occurrence = NonNullable<Session['occurrence']>;

const SCOPES: readonly { readonly value: SeriesScope; readonly label: string }[] = [
  { value: 'THIS', label: 'This one' },
  { value: 'THIS_AND_FOLLOWING', label: 'This one and those after it' },
  { value: 'ALL', label: 'All that have not begun' },
];

function scopeOf(fields: FormFields): SeriesScope {
  return SCOPES.find(({ value }) => value === fields.text('scope'))?.value ?? 'THIS';
}

function ScopeChoice() {
  return (
    <Radio.Group name="scope" defaultValue="THIS" aria-label="Which of the series">
      <Stack gap={8}>
        {SCOPES.map(({ value, label }) => (
          <Radio key={value} value={value} label={label} size="xs" />
        ))}
      </Stack>
    </Radio.Group>
  );
}

interface PartProps {
  readonly session: Session;
  /** Called when there is nothing left to look at. */
  readonly onGone: () => void;
}

function CallOff({ session, onGone }: PartProps) {
  const one = useChange(cancelMutation, 'Not called off');
  const several = useChange(cancelSeriesMutation, 'Not called off');
  const { id: sessionId, occurrence } = session;
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
      question="Everybody who booked gets the whole price back."
      confirmLabel="Call off"
      isBusy={one.isBusy || several.isBusy}
      onConfirm={callOff}
    >
      {occurrence ? <ScopeChoice /> : null}
    </AskButton>
  );
}

function MoveForm({
  occurrence,
  onClose,
}: {
  readonly occurrence: Occurrence;
  readonly onClose: () => void;
}) {
  const { isBusy, fault, change } = useChange(moveMutation);
  const [date = '', time = ''] = occurrence.startsLocal.split('T');
  const move = async (fields: FormFields) => {
    const startsLocal = `${fields.text('date')}T${fields.text('time')}`;
    const done = await change((idempotencyKey) => ({
      input: {
        occurrenceId: occurrence.id,
        scope: scopeOf(fields),
        startsLocal,
        capacity: fields.numberOrNull('capacity'),
        mode: 'ALL_OR_NOTHING',
        idempotencyKey,
      },
    }));
    if (!done) return;
    notifyDone('Moved. Bookings keep their seats.');
    onClose();
  };
  return (
    <FormDialog
      title="Move or change"
      opened
      onClose={onClose}
      submitLabel="Save"
      isBusy={isBusy}
      fault={fault}
      onSubmit={(fields) => void move(fields)}
    >
      <Group grow>
        <TextInput label="Date" name="date" type="date" defaultValue={date} required withAsterisk={false} />
        <TextInput
          label="Starts"
          name="time"
          type="time"
          defaultValue={time.slice(0, 5)}
          required
          withAsterisk={false}
        />
      </Group>
      <TextInput label="Seats" name="capacity" type="number" min={1} max={10_000} placeholder="As it is" />
      <ScopeChoice />
    </FormDialog>
  );
}

function Settle({ session }: { readonly session: Session }) {
  const { isBusy, change } = useChange(closeMutation, 'Not settled');
  const settle = async () => {
    if (await change((idempotencyKey) => ({ input: { sessionId: session.id, idempotencyKey } })))
      notifyDone('Settled: whoever did not come has missed it, by the agreed rules.');
  };
  return (
    <Button size="xs" variant="default" loading={isBusy} onClick={() => void settle()}>
      Settle who came
    </Button>
  );
}

/** What staff can do with a session: move it, call it off, and settle it once it has ended. */
export function SessionActions(props: {
  readonly session: FragmentType<typeof sessionFragment>;
  readonly onGone: () => void;
}) {
  const session = readFragment(sessionFragment, props.session);
  const [isMoving, { open, close }] = useDisclosure();
  const now = Date.now();
  const { occurrence } = session;
  if (session.canceledAt) return <Text size="sm">It was called off.</Text>;
  if (Date.parse(session.endsAt) <= now) return <Settle session={session} />;
  if (Date.parse(session.startsAt) <= now) return null;
  return (
    <Group gap="xs">
      {occurrence ? (
        <Button size="xs" variant="default" onClick={open} aria-haspopup="dialog">
          Move or change
        </Button>
      ) : null}
      <CallOff session={session} onGone={props.onGone} />
      {occurrence && isMoving ? <MoveForm occurrence={occurrence} onClose={close} /> : null}
    </Group>
  );
}
