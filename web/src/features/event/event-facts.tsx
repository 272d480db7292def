import { Badge, Text } from '@mantine/core';
import { type FragmentType, readFragment } from '../../graphql/generated/fragment-masking.ts';
import { graphql } from '../../graphql/generated/gql.ts';
import { useFormatsIn, useTenant } from '../../session/tenant-context.tsx';

const eventFragment = graphql(`
  fragment EventFacts_Event on Event {
    id
    startsAt
    endsAt
    timeZone
    locationName
    status
  }
`);

/** When and where, in a line, by the clocks of the place. */
export function EventFacts(props: { readonly event: FragmentType<typeof eventFragment> }) {
  const { startsAt, endsAt, timeZone, locationName, status } = readFragment(eventFragment, props.event);
  const formats = useFormatsIn(timeZone);
  const isElsewhere = useTenant().timeZone !== timeZone;
  const isOneDay = formats.dateKey(startsAt) === formats.dateKey(endsAt);
  const ends = isOneDay ? formats.time(endsAt) : `${formats.shortDay(endsAt)}, ${formats.time(endsAt)}`;
  return (
    <Text size="sm" c="var(--text-quiet)" component="div">
      {status === 'CANCELED' ? (
        <Badge color="red" variant="light" tt="none" fw={600} mr={8}>
          Called off
        </Badge>
      ) : null}
      <time dateTime={startsAt}>
        {formats.shortDay(startsAt)}, {formats.time(startsAt)}
      </time>{' '}
      to {ends}
      {isElsewhere ? ` (${timeZone})` : null}
      {locationName ? ` · ${locationName}` : null}
    </Text>
  );
}
