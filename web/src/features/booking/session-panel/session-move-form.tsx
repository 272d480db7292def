import { TextInput } from '@mantine/core';
import { type FragmentType, readFragment } from '../../../graphql/generated/fragment-masking.ts';
import { graphql } from '../../../graphql/generated/gql.ts';
import type { SessionMove_SessionFragment } from '../../../graphql/generated/graphql.ts';
import { useChange } from '../../../session/asking/use-change.ts';
import { useFormatsIn, useTenant } from '../../../session/tenant-context.tsx';
import { DayAndTime, instantFrom, localFrom } from '../../../ui/form/day-and-time.tsx';
import { FormDialog } from '../../../ui/form/form-dialog.tsx';
import type { FormFields } from '../../../ui/form/form-fields.ts';
import { notifyDone } from '../../../ui/notify.ts';
import { wallTime } from '../calendar/calendar-week.ts';
import { ScopeChoice, scopeOf } from './series-scope.tsx';

const sessionFragment = graphql(`
  fragment SessionMove_Session on Session {
    id
    startsAt
    occurrence {
      id
      startsLocal
    }
    resource {
      id
      location {
        id
        timeZone
      }
    }
  }
`);

const moveMutation = graphql(`
  mutation MoveSession($input: MoveSessionInput!) {
    moveSession(input: $input) {
      session {
        id
        startsAt
        endsAt
        resource {
          id
          name
        }
      }
    }
  }
`);

const seriesMutation = graphql(`
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

type Session = SessionMove_SessionFragment;

interface FormProps {
  readonly session: Session;
  readonly onClose: () => void;
}

const DONE = 'Moved. Bookings keep their seats, and who booked is told.';

function MoveOne({ session, onClose }: FormProps) {
  const tenant = useTenant();
  const timeZone = session.resource.location?.timeZone ?? tenant.timeZone;
  const formats = useFormatsIn(timeZone);
  const { isBusy, fault, change } = useChange(moveMutation);
  const move = async (fields: FormFields) => {
    const startsAt = instantFrom(fields, 'start', timeZone);
    if (!(await change((idempotencyKey) => ({ input: { sessionId: session.id, startsAt, idempotencyKey } }))))
      return;
    notifyDone(DONE);
    onClose();
  };
  return (
    <FormDialog
      title="Move"
      opened
      onClose={onClose}
      submitLabel="Move"
      isBusy={isBusy}
      fault={fault}
      onSubmit={(fields) => void move(fields)}
    >
      <DayAndTime
        name="start"
        label="Date"
        timeLabel="Starts"
        day={formats.dateKey(new Date(session.startsAt))}
        time={wallTime(session.startsAt, timeZone)}
      />
    </FormDialog>
  );
}

function MoveMany({
  occurrence,
  onClose,
}: Pick<FormProps, 'onClose'> & { readonly occurrence: NonNullable<Session['occurrence']> }) {
  const { isBusy, fault, change } = useChange(seriesMutation);
  const [day = '', time = ''] = occurrence.startsLocal.split('T');
  const move = async (fields: FormFields) => {
    const done = await change((idempotencyKey) => ({
      input: {
        occurrenceId: occurrence.id,
        scope: scopeOf(fields),
        startsLocal: localFrom(fields, 'start'),
        capacity: fields.numberOrNull('capacity'),
        mode: 'ALL_OR_NOTHING',
        idempotencyKey,
      },
    }));
    if (!done) return;
    notifyDone(DONE);
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
      <DayAndTime name="start" label="Date" timeLabel="Starts" day={day} time={time.slice(0, 5)} />
      <TextInput label="Seats" name="capacity" type="number" min={1} max={10_000} placeholder="As it is" />
      <ScopeChoice />
    </FormDialog>
  );
}

/** The way of a session to another time: by itself, or with others of its series. */
export function MoveForm(props: {
  readonly session: FragmentType<typeof sessionFragment>;
  readonly onClose: () => void;
}) {
  const session = readFragment(sessionFragment, props.session);
  const { onClose } = props;
  return session.occurrence ? (
    <MoveMany occurrence={session.occurrence} onClose={onClose} />
  ) : (
    <MoveOne session={session} onClose={onClose} />
  );
}
