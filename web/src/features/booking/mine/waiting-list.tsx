import { Stack, Text, Title } from '@mantine/core';
import { useQuery } from 'urql';
import { type FragmentType, readFragment } from '../../../graphql/generated/fragment-masking.ts';
import { graphql } from '../../../graphql/generated/gql.ts';
import { useFormats } from '../../../session/tenant-context.tsx';
import { counted } from '../../../ui/format/spans.ts';
import { Surface } from '../../../ui/page/surface.tsx';
import classes from '../rows.module.css';
import { WaitlistPlace } from '../waitlist-place.tsx';

const waitlistQuery = graphql(`
  query MyWaitlist {
    myWaitlist(first: 50) {
      edges {
        node {
          id
          status
          ...WaitingRow_WaitlistEntry
        }
      }
    }
  }
`);

const entryFragment = graphql(`
  fragment WaitingRow_WaitlistEntry on WaitlistEntry {
    id
    partySize
    session {
      id
      startsAt
      offering {
        id
        name
        price {
          amountMinor
          currency
        }
      }
      resource {
        id
        name
      }
    }
    ...WaitlistPlace_WaitlistEntry
  }
`);

function WaitingRow(props: { readonly entry: FragmentType<typeof entryFragment> }) {
  const entry = readFragment(entryFragment, props.entry);
  const formats = useFormats();
  const { session, partySize } = entry;
  const day = `${formats.shortDay(session.startsAt)}, ${formats.time(session.startsAt)}`;
  return (
    <li className={`${classes.row} ${classes.booking}`}>
      <div className={classes.what}>
        <Text fw={550} size="sm">
          {session.offering.name}
        </Text>
        <Text size="xs" c="var(--text-quiet)">
          <time dateTime={session.startsAt}>{day}</time> · {session.resource.name}
        </Text>
      </div>
      <div className={classes.price}>
        {partySize > 1 ? `${counted(partySize, 'seat')}, each ` : null}
        {formats.price(session.offering.price)}
      </div>
      <div className={classes.action}>
        <WaitlistPlace entry={entry} label={`${session.offering.name}, ${day}`} />
      </div>
    </li>
  );
}

/** Where I wait for seats, and what is offered to me; nothing when I do not wait. */
export function WaitingList() {
  const [{ data }] = useQuery({ query: waitlistQuery });
  const waiting = (data?.myWaitlist?.edges ?? [])
    .map(({ node }) => node)
    .filter(({ status }) => status === 'WAITING' || status === 'OFFERED');
  if (waiting.length === 0) return null;
  return (
    <Stack component="section" gap="sm" aria-labelledby="waiting">
      <Title order={2} id="waiting" fz="sm">
        Waiting for a seat
      </Title>
      <Surface flush>
        <ul className={classes.list}>
          {waiting.map((entry) => (
            <WaitingRow key={entry.id} entry={entry} />
          ))}
        </ul>
      </Surface>
    </Stack>
  );
}
