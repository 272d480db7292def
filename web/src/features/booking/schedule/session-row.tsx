import { Badge, Text, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type FragmentType, readFragment } from '../../../graphql/generated/fragment-masking.ts';
import { graphql } from '../../../graphql/generated/gql.ts';
import type { OwnPlace_SessionFragment } from '../../../graphql/generated/graphql.ts';
import { isCustomer } from '../../../session/roles.ts';
import { useMember } from '../../../session/session-context.tsx';
import { useFormats } from '../../../session/tenant-context.tsx';
import { spanOf } from '../../../ui/format/spans.ts';
import { useKeptFocus } from '../../../ui/keep-focus.ts';
import { holdsSeats } from '../booking-status.tsx';
import { CancelButton } from '../cancel-button.tsx';
import { ownPlaceFragment } from '../own-place.ts';
import classes from '../rows.module.css';
import { WaitlistPlace } from '../waitlist-place.tsx';
import { BookButton, JoinButton } from './book-button.tsx';
import { Seats } from './seats.tsx';
import { SessionDialog } from './session-dialog.tsx';

const sessionFragment = graphql(`
  fragment SessionRow_Session on Session {
    id
    startsAt
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
    ...OwnPlace_Session
    ...SessionDialog_Session
  }
`);

function Action({ place, label }: { readonly place: OwnPlace_SessionFragment; readonly label: string }) {
  const { id, myBooking, myWaitlistEntry, seatsLeft } = place;
  if (myBooking && holdsSeats(myBooking.status))
    return (
      <>
        <Badge variant="light" tt="none" fw={600} flex="none" data-testid={`booked-${id}`}>
          {myBooking.status === 'PENDING' ? 'Asked for' : 'Booked'}
        </Badge>
        <CancelButton booking={myBooking} label={label} />
      </>
    );
  if (myWaitlistEntry) return <WaitlistPlace entry={myWaitlistEntry} label={label} />;
  if (seatsLeft <= 0) return <JoinButton sessionId={id} label={label} />;
  return <BookButton sessionId={id} label={label} />;
}

/** One session: when, what, with whom, how many seats; and for a customer the way in or out. */
export function SessionRow(props: { readonly session: FragmentType<typeof sessionFragment> }) {
  const session = readFragment(sessionFragment, props.session);
  const place = readFragment(ownPlaceFragment, session);
  const formats = useFormats();
  const mayBook = isCustomer(useMember());
  const action = useKeptFocus(`${place.myBooking?.status} ${place.myWaitlistEntry?.id}`);
  const [opened, { open, close }] = useDisclosure();
  const { offering, resource } = session;
  const time = formats.time(session.startsAt);
  const isMine =
    place.myBooking !== null && place.myBooking !== undefined && holdsSeats(place.myBooking.status);
  return (
    <li className={classes.row}>
      <time className={classes.time} dateTime={session.startsAt}>
        {time}
      </time>
      <div className={classes.what}>
        <UnstyledButton onClick={open} className={classes.name} aria-haspopup="dialog">
          {offering.name}
        </UnstyledButton>
        <Text size="xs" c="var(--text-quiet)" lineClamp={2}>
          {resource.name} · <span className={classes.whole}>{spanOf(offering.durationMinutes)}</span>
        </Text>
      </div>
      <div className={classes.seats}>
        <Seats sessionId={session.id} seatsLeft={place.seatsLeft} capacity={place.capacity} isMine={isMine} />
      </div>
      <div className={classes.price}>{formats.price(offering.price)}</div>
      <div className={classes.action} ref={action.ref} onClickCapture={action.onPress}>
        {mayBook ? (
          <Action place={place} label={`${offering.name}, ${formats.day(session.startsAt)} ${time}`} />
        ) : null}
      </div>
      <SessionDialog session={session} opened={opened} onClose={close} />
    </li>
  );
}
