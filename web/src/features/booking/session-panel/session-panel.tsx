import { Drawer, Group, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from 'urql';
import { graphql } from '../../../graphql/generated/gql.ts';
import type { CalendarSessionQuery } from '../../../graphql/generated/graphql.ts';
import { QueryView } from '../../../session/asking/query-view.tsx';
import { useFormats } from '../../../session/tenant-context.tsx';
import { ruleWords } from '../calendar/series-rule.ts';
import { resourceNames } from '../resource-names.ts';
import { SessionActions } from './session-actions.tsx';
import { SessionBookings } from './session-bookings.tsx';
import { SessionWaiting } from './session-waiting.tsx';

const sessionQuery = graphql(`
  query CalendarSession($id: ID!) {
    session(id: $id) {
      id
      startsAt
      endsAt
      capacity
      seatsTaken
      seatsLeft
      canceledAt
      offering {
        id
        name
      }
      resources {
        id
        name
      }
      occurrence {
        id
        series {
          id
          rule
        }
      }
      ...SessionActions_Session
      ...SessionBookings_Session
      ...SessionWaiting_Session
    }
  }
`);

type Session = NonNullable<CalendarSessionQuery['session']>;

function Facts({ session }: { readonly session: Session }) {
  const formats = useFormats();
  return (
    <div>
      <Text size="sm" fw={550}>
        {formats.day(session.startsAt)}, {formats.time(session.startsAt)} to {formats.time(session.endsAt)}
      </Text>
      <Text size="sm" c="var(--text-quiet)">
        {resourceNames(session)}
        {session.occurrence ? ` · ${ruleWords(session.occurrence.series.rule)}` : null}
      </Text>
      <Group gap={6} mt={8}>
        <Text size="xl" fw={650} data-testid="panel-seats" style={{ fontVariantNumeric: 'tabular-nums' }}>
          {formats.number(session.seatsTaken)} of {formats.number(session.capacity)}
        </Text>
        <Text size="sm" c="var(--text-quiet)">
          {session.canceledAt ? 'called off' : 'seats taken'}
        </Text>
      </Group>
    </div>
  );
}

function Content({ sessionId, onClose }: { readonly sessionId: string; readonly onClose: () => void }) {
  const [result, ask] = useQuery({ query: sessionQuery, variables: { id: sessionId } });
  return (
    <QueryView
      result={result}
      skeleton={<Skeleton height={320} radius="lg" />}
      onRetry={() => ask({ requestPolicy: 'network-only' })}
    >
      {({ session }) => (
        <Stack gap="xl">
          <Text component="h2" fz="lg" fw={650} m={0} mb={-20}>
            {session.offering.name}
          </Text>
          <Facts session={session} />
          <SessionActions session={session} onGone={onClose} />
          <SessionBookings session={session} />
          <SessionWaiting session={session} />
        </Stack>
      )}
    </QueryView>
  );
}

interface SessionPanelProps {
  /** What is looked at; null for nothing. */
  readonly sessionId: string | null;
  readonly onClose: () => void;
}

/** One session from the side: who comes, who waits, and what staff can do about it. */
export function SessionPanel({ sessionId, onClose }: SessionPanelProps) {
  return (
    <Drawer
      opened={sessionId !== null}
      onClose={onClose}
      position="right"
      size="md"
      padding="lg"
      title="Session"
      closeButtonProps={{ 'aria-label': 'Close the session' }}
    >
      {sessionId === null ? null : <Content key={sessionId} sessionId={sessionId} onClose={onClose} />}
    </Drawer>
  );
}
