import { Button, Center, Stack, Text, Title } from '@mantine/core';
import { CalendarDays } from 'lucide-react';
import { useCallback, useState } from 'react';
import { Link } from 'react-router';
import { useQuery, useSubscription } from 'urql';
import { graphql } from '../../../graphql/generated/gql.ts';
import type { ScheduleQuery } from '../../../graphql/generated/graphql.ts';
import { LiveBadge } from '../../../session/asking/live-badge.tsx';
import { QueryView } from '../../../session/asking/query-view.tsx';
import { useFormats } from '../../../session/tenant-context.tsx';
import { Page } from '../../../ui/page/page.tsx';
import { EmptyState, ListSkeleton } from '../../../ui/page/page-states.tsx';
import { Surface } from '../../../ui/page/surface.tsx';
import { useOwnChanges } from '../own-changes.ts';
import classes from '../rows.module.css';
import { type Day, groupByDay, nearnessOf, windowFrom } from './days.ts';
import { SessionRow } from './session-row.tsx';

const scheduleQuery = graphql(`
  query Schedule($from: DateTime!, $to: DateTime!, $after: String) {
    sessions(from: $from, to: $to, first: 50, after: $after) {
      edges {
        node {
          id
          startsAt
          ...SessionRow_Session
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

const sessionSubscription = graphql(`
  subscription SessionChanged {
    sessionChanged {
      id
      startsAt
      endsAt
      capacity
      seatsTaken
      seatsLeft
    }
  }
`);

const DAYS = 14;
const DAY_MS = 86_400_000;

type Session = NonNullable<ScheduleQuery['sessions']>['edges'][number]['node'];

function DaySection({ day }: { readonly day: Day<Session> }) {
  const formats = useFormats();
  const [first] = day.items;
  const today = Date.now();
  const nearness = nearnessOf(
    day.key,
    formats.dateKey(new Date(today)),
    formats.dateKey(new Date(today + DAY_MS)),
  );
  return (
    <Stack component="section" gap="sm" aria-labelledby={`day-${day.key}`}>
      <Title order={2} id={`day-${day.key}`} fz="sm">
        {nearness ? `${nearness} · ` : null}
        <Text span inherit {...(nearness ? { c: 'var(--text-quiet)', fw: 450 } : {})}>
          {first ? formats.day(first.startsAt) : day.key}
        </Text>
      </Title>
      <Surface flush>
        <ul className={classes.list}>
          {day.items.map((session) => (
            <SessionRow key={session.id} session={session} />
          ))}
        </ul>
      </Surface>
    </Stack>
  );
}

function Days({
  sessions,
  onMore,
}: {
  readonly sessions: NonNullable<ScheduleQuery['sessions']>;
  readonly onMore: () => void;
}) {
  const formats = useFormats();
  const days = groupByDay(
    sessions.edges.map(({ node }) => node),
    formats.dateKey,
  );
  if (days.length === 0)
    return (
      <EmptyState
        icon={CalendarDays}
        title="Nothing is planned yet"
        action={
          <Button component={Link} to="/book" mt="xs">
            Book a time of your own
          </Button>
        }
      >
        Sessions of the next {DAYS} days appear here once they are scheduled.
      </EmptyState>
    );
  return (
    <Stack gap={32}>
      {days.map((day) => (
        <DaySection key={day.key} day={day} />
      ))}
      {sessions.pageInfo.hasNextPage ? (
        <Center>
          <Button variant="default" onClick={onMore}>
            Show more
          </Button>
        </Center>
      ) : null}
    </Stack>
  );
}

/** What can be booked in the next two weeks, by day, with the seats that are left right now. */
export function SchedulePage() {
  const [window] = useState(() => windowFrom(Date.now(), DAYS));
  const [after, setAfter] = useState<string | null>(null);
  const [result, ask] = useQuery({ query: scheduleQuery, variables: { ...window, after } });
  useSubscription({ query: sessionSubscription });
  useOwnChanges();
  const askAnew = useCallback(() => ask({ requestPolicy: 'network-only' }), [ask]);
  return (
    <Page title="Schedule" description={`The next ${DAYS} days`} aside={<LiveBadge />}>
      <QueryView result={result} skeleton={<ListSkeleton />} onRetry={askAnew}>
        {({ sessions }) => (
          <Days sessions={sessions} onMore={() => setAfter(sessions.pageInfo.endCursor ?? null)} />
        )}
      </QueryView>
    </Page>
  );
}
