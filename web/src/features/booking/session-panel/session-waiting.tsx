import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { type FragmentType, readFragment } from '../../../graphql/generated/fragment-masking.ts';
import { graphql } from '../../../graphql/generated/gql.ts';
import type { SessionWaiting_SessionFragment } from '../../../graphql/generated/graphql.ts';
import { useChange } from '../../../session/asking/use-change.ts';
import { nameOf } from '../../../session/name-of.ts';
import { useFormats } from '../../../session/tenant-context.tsx';
import { AskButton } from '../../../ui/form/ask-button.tsx';
import { counted } from '../../../ui/format/spans.ts';
import { useKeptFocus } from '../../../ui/keep-focus.ts';
import { notifyDone } from '../../../ui/notify.ts';
import classes from './session-panel.module.css';

const sessionFragment = graphql(`
  fragment SessionWaiting_Session on Session {
    id
    waitlist(first: 50) {
      edges {
        node {
          id
          status
          partySize
          priority
          place
          offerExpiresAt
          customer {
            id
            name
          }
        }
      }
    }
  }
`);

const removeMutation = graphql(`
  mutation RemoveFromWaitlist($input: WaitlistEntryInput!) {
    leaveWaitlist(input: $input) {
      entry {
        id
        status
        place
        session {
          id
        }
      }
    }
  }
`);

const priorityMutation = graphql(`
  mutation SetWaitlistPriority($input: SetWaitlistPriorityInput!) {
    setWaitlistPriority(input: $input) {
      entry {
        id
        status
        priority
        place
        session {
          id
        }
      }
    }
  }
`);

const acceptMutation = graphql(`
  mutation AcceptOfferForCustomer($input: WaitlistEntryInput!) {
    acceptOffer(input: $input) {
      booking {
        id
        session {
          id
          seatsTaken
          seatsLeft
        }
      }
    }
  }
`);

type Entry = SessionWaiting_SessionFragment['waitlist']['edges'][number]['node'];

const PRIORITY_MAX = 1_000;

/** Takes the seats that are offered to somebody who says yes on the phone or at the desk. */
function AcceptFor({ entry }: { readonly entry: Entry }) {
  const { isBusy, change } = useChange(acceptMutation, 'Not booked');
  const name = nameOf(entry.customer);
  const accept = async () => {
    if (await change((idempotencyKey) => ({ input: { entryId: entry.id, idempotencyKey } })))
      notifyDone(`Booked for ${name}.`);
  };
  return (
    <AskButton
      size="compact-sm"
      variant="light"
      label="Accept"
      spoken={`Accept for ${name}`}
      question={`Book ${counted(entry.partySize, 'seat')} for ${name}? Price and rules are those of any booking, which shows that you made it.`}
      confirmLabel="Book"
      isDangerous={false}
      isBusy={isBusy}
      onConfirm={accept}
    />
  );
}

function WaitingRow({ entry, highest }: { readonly entry: Entry; readonly highest: number }) {
  const formats = useFormats();
  const removing = useChange(removeMutation, 'Still in line');
  const raising = useChange(priorityMutation, 'Not moved');
  const putFirst = () =>
    raising.change((idempotencyKey) => ({
      input: { entryId: entry.id, priority: Math.min(highest + 1, PRIORITY_MAX), idempotencyKey },
    }));
  const remove = async () => {
    if (await removing.change((idempotencyKey) => ({ input: { entryId: entry.id, idempotencyKey } })))
      notifyDone(`${name} is out of line.`);
  };
  const { customer, place, partySize, status, offerExpiresAt } = entry;
  const name = nameOf(customer);
  const actions = useKeptFocus(`${status} ${place}`);
  return (
    <li className={classes.person}>
      <div>
        <Text size="sm" fw={550}>
          {place ? `${place}. ` : null}
          {name}
        </Text>
        <Text size="xs" c="var(--text-quiet)">
          {counted(partySize, 'seat')}
          {status === 'OFFERED' && offerExpiresAt
            ? `, offered until ${formats.shortDay(offerExpiresAt)}, ${formats.time(offerExpiresAt)}`
            : null}
        </Text>
      </div>
      <Group gap={4} justify="flex-end" ref={actions.ref} onClickCapture={actions.onPress}>
        {status === 'WAITING' && place !== 1 ? (
          <Button
            size="compact-sm"
            variant="light"
            loading={raising.isBusy}
            onClick={() => void putFirst()}
            aria-label={`Put first: ${name}`}
          >
            Put first
          </Button>
        ) : null}
        {status === 'OFFERED' ? <AcceptFor entry={entry} /> : null}
        {status === 'WAITING' || status === 'OFFERED' ? (
          <AskButton
            size="compact-sm"
            variant="subtle"
            label="Remove"
            spoken={`Remove ${name} from the waitlist`}
            question={`Take ${name} out of the line?`}
            confirmLabel="Remove"
            isBusy={removing.isBusy}
            onConfirm={remove}
          />
        ) : null}
      </Group>
    </li>
  );
}

/** Who waits for a seat, in their order; nothing when nobody does. */
export function SessionWaiting(props: { readonly session: FragmentType<typeof sessionFragment> }) {
  const { waitlist } = readFragment(sessionFragment, props.session);
  const entries = waitlist.edges.map(({ node }) => node);
  if (entries.length === 0) return null;
  const highest = Math.max(...entries.map(({ priority }) => priority));
  return (
    <Stack component="section" gap="xs" aria-labelledby="who-waits">
      <Title order={3} id="who-waits">
        Who waits
      </Title>
      <ul className={classes.people}>
        {entries.map((entry) => (
          <WaitingRow key={entry.id} entry={entry} highest={highest} />
        ))}
      </ul>
    </Stack>
  );
}
