import { Button, Group, Stack, Title } from '@mantine/core';
import { Ticket } from 'lucide-react';
import { useCallback } from 'react';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '../../../graphql/generated/gql.ts';
import type { MyBookingsQuery } from '../../../graphql/generated/graphql.ts';
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

/** A page of rows and the way to the next: each asks for itself, so that none is lost when one changes. */
function Rows({ bookings }: { readonly bookings: Bookings }) {
  const { edges, pageInfo } = bookings;
  return (
    <>
      {edges.map(({ node }) => (
        <MyBookingRow key={node.id} booking={node} />
      ))}
      {pageInfo.hasNextPage ? (
        <MoreRows>
          <RowsAfter cursor={pageInfo.endCursor ?? null} />
        </MoreRows>
      ) : null}
    </>
  );
}

function RowsAfter({ cursor }: { readonly cursor: string | null }) {
  const [{ data }] = useQuery({ query: myBookingsQuery, variables: { after: cursor } });
  return data?.myBookings ? <Rows bookings={data.myBookings} /> : <ComingRows />;
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
