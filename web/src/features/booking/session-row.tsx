import { Badge, Text } from '@mantine/core';
import { type FragmentType, readFragment } from '../../graphql/generated/fragment-masking.ts';
import { graphql } from '../../graphql/generated/gql.ts';
import type { SessionRow_SessionFragment } from '../../graphql/generated/graphql.ts';
import { isCustomer } from '../../session/roles.ts';
import { useMember } from '../../session/session-context.tsx';
import { useFormats } from '../../session/tenant-context.tsx';
import { useKeptFocus } from '../../ui/keep-focus.ts';
import { BookButton } from './book-button.tsx';
import { CancelButton } from './cancel-button.tsx';
import classes from './rows.module.css';
import { Seats } from './seats.tsx';

const sessionFragment = graphql(`
  fragment SessionRow_Session on Session {
    id
    startsAt
    capacity
    seatsLeft
    offering {
      id
      name
      durationMinutes
      price {
        amountMinor
        currency
      }
    }
    resource {
      id
      name
    }
    myBooking {
      id
      status
    }
  }
`);

function Action({
  session,
  label,
}: {
  readonly session: SessionRow_SessionFragment;
  readonly label: string;
}) {
  if (session.myBooking?.status !== 'CONFIRMED')
    return <BookButton sessionId={session.id} isFull={session.seatsLeft <= 0} label={label} />;
  return (
    <>
      <Badge variant="light" tt="none" fw={600} flex="none" data-testid={`booked-${session.id}`}>
        Booked
      </Badge>
      <CancelButton bookingId={session.myBooking.id} label={label} />
    </>
  );
}

/** One session: when, what, with whom, how many seats; and for a customer the way in or out. */
export function SessionRow(props: { readonly session: FragmentType<typeof sessionFragment> }) {
  const session = readFragment(sessionFragment, props.session);
  const formats = useFormats();
  const mayBook = isCustomer(useMember());
  const action = useKeptFocus(session.myBooking?.status ?? 'NONE');
  const { offering, resource } = session;
  const time = formats.time(session.startsAt);
  return (
    <li className={classes.row}>
      <time className={classes.time} dateTime={session.startsAt}>
        {time}
      </time>
      <div className={classes.what}>
        <Text fw={550} size="sm" lineClamp={2}>
          {offering.name}
        </Text>
        <Text size="xs" c="var(--text-quiet)" lineClamp={2}>
          {resource.name} · {formats.number(offering.durationMinutes)} min
        </Text>
      </div>
      <div className={classes.seats}>
        <Seats
          sessionId={session.id}
          seatsLeft={session.seatsLeft}
          capacity={session.capacity}
          isMine={session.myBooking?.status === 'CONFIRMED'}
        />
      </div>
      <div className={classes.price}>{formats.money(offering.price)}</div>
      <div className={classes.action} ref={action.ref} onClickCapture={action.onPress}>
        {mayBook ? (
          <Action session={session} label={`${offering.name}, ${formats.day(session.startsAt)} ${time}`} />
        ) : null}
      </div>
    </li>
  );
}
