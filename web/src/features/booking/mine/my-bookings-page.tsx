import { Button, Group, Stack, Title } from '@mantine/core';
import { Ticket } from 'lucide-react';
import { type ReactNode, useCallback, useId } from 'react';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '../../../graphql/generated/gql.ts';
import type { BookingTime, MyBookingsQuery } from '../../../graphql/generated/graphql.ts';
import { LiveBadge } from '../../../session/asking/live-badge.tsx';
import { QueryView } from '../../../session/asking/query-view.tsx';
import { ComingRows, MoreRows } from '../../../ui/page/more-rows.tsx';
import { Page } from '../../../ui/page/page.tsx';
import { EmptyState, ListSkeleton } from '../../../ui/page/page-states.tsx';
import { Surface } from '../../../ui/page/surface.tsx';
import { CalendarLink } from '../calendar-link.tsx';
import { useOwnChanges } from '../own-changes.ts';
import classes from '../rows.module.css';
import { MyBookingRow } from './my-booking-row.tsx';
import { MyPasses } from './my-passes.tsx';
import { WaitingList } from './waiting-list.tsx';

const myBookingsQuery = graphql(`
  query MyBookings($time: BookingTime!, $after: String) {
    myBookings(time: $time, first: 20, after: $after) {
      edges {
        node {
          id
          ...MyBookingRow_Booking
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

type Bookings = NonNullable<MyBookingsQuery['myBookings']>;

interface RowsProps {
  readonly time: BookingTime;
  readonly bookings: Bookings;
}

/** A page of rows and the way to the next: each asks for itself, so that none is lost when one changes. */
function Rows({ time, bookings: { edges, pageInfo } }: RowsProps) {
  return (
    <>
      {edges.map(({ node }) => (
        <MyBookingRow key={node.id} booking={node} />
      ))}
      {pageInfo.hasNextPage ? (
        <MoreRows>
          <RowsAfter time={time} cursor={pageInfo.endCursor ?? null} />
        </MoreRows>
      ) : null}
    </>
  );
}

function RowsAfter({ time, cursor }: { readonly time: BookingTime; readonly cursor: string | null }) {
  const [{ data }] = useQuery({ query: myBookingsQuery, variables: { time, after: cursor } });
  return data?.myBookings ? <Rows time={time} bookings={data.myBookings} /> : <ComingRows />;
}

function NothingToCome() {
  return (
    <EmptyState
      icon={Ticket}
      title="Nothing to come"
      action={
        <Button component={Link} to="/schedule" mt="xs">
          See the schedule
        </Button>
      }
    >
      What you book appears here, the next first.
    </EmptyState>
  );
}

interface BookingsAtProps {
  readonly time: BookingTime;
  readonly title: string;
  /** What stands in the place of an empty list. */
  readonly none: ReactNode;
}

/** My bookings that are to come, or those that are over, under a heading of their own. */
function BookingsAt({ time, title, none }: BookingsAtProps) {
  const [result, ask] = useQuery({ query: myBookingsQuery, variables: { time, after: null } });
  const askAnew = useCallback(() => ask({ requestPolicy: 'network-only' }), [ask]);
  const headingId = useId();
  return (
    <QueryView result={result} skeleton={<ListSkeleton />} onRetry={askAnew}>
      {({ myBookings }) =>
        myBookings.edges.length === 0 ? (
          none
        ) : (
          <Stack component="section" gap="sm" aria-labelledby={headingId}>
            <Title order={2} id={headingId} fz="sm">
              {title}
            </Title>
            <Surface flush>
              <ul className={classes.list}>
                <Rows time={time} bookings={myBookings} />
              </ul>
            </Surface>
          </Stack>
        )
      }
    </QueryView>
  );
}

/** What I booked: the next first, and below what is over, the last first. */
export function MyBookingsPage() {
  useOwnChanges();
  return (
    <Page
      title="My bookings"
      description="What comes next first"
      aside={
        <Group gap="sm">
          <LiveBadge onlyWhenLost />
          <CalendarLink scope="CUSTOMER" />
        </Group>
      }
    >
      <MyPasses />
      <WaitingList />
      <BookingsAt time="UPCOMING" title="To come" none={<NothingToCome />} />
      <BookingsAt time="PAST" title="Past" none={null} />
    </Page>
  );
}
