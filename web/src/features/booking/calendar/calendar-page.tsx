import { ActionIcon, Button, Group, Skeleton, Stack } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { ChevronLeft, ChevronRight, Plus } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { useQuery, useSubscription } from 'urql';
import { graphql } from '../../../graphql/generated/gql.ts';
import { LiveBadge } from '../../../session/asking/live-badge.tsx';
import { QueryView } from '../../../session/asking/query-view.tsx';
import { useFormats, useTenant } from '../../../session/tenant-context.tsx';
import type { Choice } from '../../../ui/form/search-select.tsx';
import { Page } from '../../../ui/page/page.tsx';
import { CalendarLink } from '../calendar-link.tsx';
import { SessionPanel } from '../session-panel/session-panel.tsx';
import { daysLater } from '../slots/slot-days.ts';
import { calendarWeek, mondayOf } from './calendar-week.ts';
import { DayAgenda } from './day-agenda.tsx';
import { EVERYTHING, ResourceChoice } from './resource-choice.tsx';
import { ScheduleForm } from './schedule-form.tsx';
import { WeekGrid } from './week-grid.tsx';

const weekQuery = graphql(`
  query CalendarWeek($from: DateTime!, $to: DateTime!, $after: String) {
    sessions(from: $from, to: $to, first: 100, after: $after) {
      edges {
        cursor
        node {
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
  subscription CalendarSessionChanged {
    sessionChanged {
      id
      startsAt
      endsAt
      capacity
      seatsTaken
      seatsLeft
      canceledAt
    }
  }
`);

const bookingSubscription = graphql(`
  subscription CalendarBookingChanged {
    bookingChanged {
      id
      status
      session {
        id
      }
    }
  }
`);

const WEEK_DAYS = 7;

interface ToolsProps {
  readonly monday: string;
  readonly onTurn: (monday: string) => void;
}

function WeekTurner({ monday, onTurn }: ToolsProps) {
  const formats = useFormats();
  const thisMonday = mondayOf(formats.dateKey(new Date()));
  return (
    <Group gap={6}>
      <ActionIcon
        variant="default"
        size="lg"
        aria-label="Week before"
        onClick={() => onTurn(daysLater(monday, -WEEK_DAYS))}
      >
        <ChevronLeft size={16} />
      </ActionIcon>
      <Button variant="default" size="sm" px="sm" onClick={() => onTurn(thisMonday)}>
        Today
      </Button>
      <ActionIcon
        variant="default"
        size="lg"
        aria-label="Week after"
        onClick={() => onTurn(daysLater(monday, WEEK_DAYS))}
      >
        <ChevronRight size={16} />
      </ActionIcon>
    </Group>
  );
}

/** The sessions of a week, all of them, as they change. */
function useWeek(from: string, to: string) {
  const [cursor, setCursor] = useState<{ from: string; after: string | null }>({ from, after: null });
  const after = cursor.from === from ? cursor.after : null;
  const [result, ask] = useQuery({ query: weekQuery, variables: { from, to, after } });
  useSubscription({ query: sessionSubscription });
  useSubscription({ query: bookingSubscription });
  const page = result.data?.sessions?.pageInfo;
  const next = page?.hasNextPage && !result.stale ? page.endCursor : null;
  // A change has the week asked anew, but only the page that was asked for last: then from the start again.
  const edges = result.data?.sessions?.edges;
  const isCut = after !== null && edges?.every(({ cursor: at }) => at !== after) === true;
  useEffect(() => {
    if (isCut) setCursor({ from, after: null });
    else if (next) setCursor({ from, after: next });
  }, [isCut, next, from]);
  const askAnew = useCallback(() => ask({ requestPolicy: 'network-only' }), [ask]);
  return { result, askAnew };
}

function takes(resources: readonly { readonly id: string }[], wanted: string): boolean {
  return wanted === EVERYTHING.value || resources.some(({ id }) => id === wanted);
}

/** The schedule as the staff sees and makes it: a week at a time, live; on a phone a day at a time. */
export function CalendarPage() {
  const formats = useFormats();
  const { timeZone } = useTenant();
  const [monday, setMonday] = useState(() => mondayOf(formats.dateKey(new Date())));
  const [resource, setResource] = useState<Choice>(EVERYTHING);
  const [opened, setOpened] = useState<string | null>(null);
  const [newOn, setNewOn] = useState<string | null>(null);
  const isNarrow = useMediaQuery('(max-width: 61.99em)', undefined, { getInitialValueInEffect: false });
  const { dates, from, to } = calendarWeek(monday, timeZone);
  const { result, askAnew } = useWeek(from, to);
  const today = formats.dateKey(new Date());
  const View = isNarrow ? DayAgenda : WeekGrid;
  const [first = monday, last = monday] = [dates.at(0), dates.at(-1)];
  return (
    <Page
      title="Schedule"
      description={`${formats.calendarDay(first)} to ${formats.calendarDay(last)}`}
      aside={
        <Group gap="sm">
          <CalendarLink scope="TENANT" />
          <Button size="xs" leftSection={<Plus size={15} />} onClick={() => setNewOn(today)}>
            New session
          </Button>
        </Group>
      }
    >
      <Stack gap="md">
        <Group justify="space-between" gap="sm">
          <Group gap="sm">
            <WeekTurner monday={monday} onTurn={setMonday} />
            <LiveBadge />
          </Group>
          <ResourceChoice value={resource} onChoose={setResource} />
        </Group>
        <QueryView result={result} skeleton={<Skeleton height={480} radius="lg" />} onRetry={askAnew}>
          {({ sessions }) => (
            <View
              dates={dates}
              today={today}
              sessions={sessions.edges
                .map(({ node }) => node)
                .filter(({ resources }) => takes(resources, resource.value))}
              onOpen={setOpened}
              onNew={setNewOn}
            />
          )}
        </QueryView>
      </Stack>
      <SessionPanel sessionId={opened} onClose={() => setOpened(null)} />
      {newOn === null ? null : <ScheduleForm date={newOn} onClose={() => setNewOn(null)} />}
    </Page>
  );
}
