import { Button, Group, Loader, Stack, Title } from '@mantine/core';
import { Ticket } from 'lucide-react';
import { useCallback, useState } from 'react';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '../../../graphql/generated/gql.ts';
import type { MyBookingsQuery } from '../../../graphql/generated/graphql.ts';
import { LiveBadge } from '../../../session/asking/live-badge.tsx';
import { QueryView } from '../../../session/asking/query-view.tsx';
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
  query MyBookings($after: String) {
    myBookings(first: 20, after: $after) {
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

/** The rows after a cursor, and behind them the way to more: every page asks for itself, so that none is lost. */
function Rows({ bookings }: { readonly bookings: Bookings }) {
  const [isMore, showMore] = useState(false);
  const { edges, pageInfo } = bookings;
  return (
    <>
      {edges.map(({ node }) => (
        <MyBookingRow key={node.id} booking={node} />
      ))}
      {pageInfo.hasNextPage && isMore ? <RowsAfter cursor={pageInfo.endCursor ?? null} /> : null}
      {pageInfo.hasNextPage && !isMore ? (
        <li className={classes.more}>
          <Button variant="default" size="xs" onClick={() => showMore(true)}>
            Show more
          </Button>
        </li>
      ) : null}
    </>
  );
}

function RowsAfter({ cursor }: { readonly cursor: string | null }) {
  const [{ data }] = useQuery({ query: myBookingsQuery, variables: { after: cursor } });
  if (data?.myBookings) return <Rows bookings={data.myBookings} />;
  return (
    <li className={classes.more}>
      <Loader size="sm" type="dots" aria-label="Loading" />
    </li>
  );
}

function BookingList({ bookings }: { readonly bookings: Bookings }) {
  if (bookings.edges.length === 0)
    return (
      <EmptyState
        icon={Ticket}
        title="No bookings yet"
        action={
          <Button component={Link} to="/schedule" mt="xs">
            See the schedule
          </Button>
        }
      >
        What you book appears here, newest first.
      </EmptyState>
    );
  return (
    <Stack component="section" gap="sm" aria-labelledby="booked">
      <Title order={2} id="booked" fz="sm">
        Booked
      </Title>
      <Surface flush>
        <ul className={classes.list}>
          <Rows bookings={bookings} />
        </ul>
      </Surface>
    </Stack>
  );
}

/** What I booked, newest first. */
export function MyBookingsPage() {
  const [result, ask] = useQuery({ query: myBookingsQuery, variables: { after: null } });
  useOwnChanges();
  const askAnew = useCallback(() => ask({ requestPolicy: 'network-only' }), [ask]);
  return (
    <Page
      title="My bookings"
      description="Last booked first"
      aside={
        <Group gap="sm">
          <LiveBadge onlyWhenLost />
          <CalendarLink scope="CUSTOMER" />
        </Group>
      }
    >
      <MyPasses />
      <WaitingList />
      <QueryView result={result} skeleton={<ListSkeleton />} onRetry={askAnew}>
        {({ myBookings }) => <BookingList bookings={myBookings} />}
      </QueryView>
    </Page>
  );
}
