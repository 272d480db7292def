import { Text } from '@mantine/core';
import { type FragmentType, readFragment } from '../../../graphql/generated/fragment-masking.ts';
import { graphql } from '../../../graphql/generated/gql.ts';
import type { SessionMove_SessionFragment } from '../../../graphql/generated/graphql.ts';
import { useChange } from '../../../session/asking/use-change.ts';
import { useFormatsIn, useTenant } from '../../../session/tenant-context.tsx';
import { DayAndTime, instantFrom, localFrom } from '../../../ui/form/day-and-time.tsx';
import { FormDialog } from '../../../ui/form/form-dialog.tsx';
import type { FormFields } from '../../../ui/form/form-fields.ts';
import { NumberField } from '../../../ui/form/number-field.tsx';
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

/** What moving means, and from when; by which clock, where that is not the one of the workspace. */
function Meaning({ from, timeZone }: { readonly from: string; readonly timeZone: string }) {
  const formats = useFormatsIn(timeZone);
  const isElsewhere = useTenant().timeZone !== timeZone;
  return (
    <Text size="sm">
      Now it is {formats.day(from)}, {formats.time(from)}
      {isElsewhere ? ` by the clock of ${timeZone}` : null}. Whoever booked keeps the seat and is told.
    </Text>
  );
}

/** By which clock a session is told. */
function useZoneOf({ resource }: Session): string {
  const tenant = useTenant();
  return resource.location?.timeZone ?? tenant.timeZone;
}

function MoveOne({ session, onClose }: FormProps) {
  const timeZone = useZoneOf(session);
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
      <Meaning from={session.startsAt} timeZone={timeZone} />
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
  session,
  occurrence,
  onClose,
}: FormProps & { readonly occurrence: NonNullable<Session['occurrence']> }) {
  const timeZone = useZoneOf(session);
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
      <Meaning from={session.startsAt} timeZone={timeZone} />
      <DayAndTime name="start" label="Date" timeLabel="Starts" day={day} time={time.slice(0, 5)} />
      <NumberField label="Seats" name="capacity" min={1} max={10_000} nothing="As it is" />
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
    <MoveMany session={session} occurrence={session.occurrence} onClose={onClose} />
  ) : (
    <MoveOne session={session} onClose={onClose} />
  );
}
