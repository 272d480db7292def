import { Button, Group, Stack, Table } from '@mantine/core';
import { ChevronLeft, ChevronRight, UsersRound } from 'lucide-react';
import { useCallback, useState } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../../../graphql/generated/gql.ts';
import type { BookingsQuery, BookingsQueryVariables } from '../../../graphql/generated/graphql.ts';
import { LiveBadge } from '../../../session/asking/live-badge.tsx';
import { QueryView } from '../../../session/asking/query-view.tsx';
import { Page } from '../../../ui/page/page.tsx';
import { EmptyState, ErrorState, ListSkeleton } from '../../../ui/page/page-states.tsx';
import { Surface } from '../../../ui/page/surface.tsx';
import { BookingsRow } from './bookings-row.tsx';
import classes from './bookings-table.module.css';

const bookingsQuery = graphql(`
  query Bookings($first: Int, $after: String, $last: Int, $before: String) {
    tenant {
      id
      bookings(first: $first, after: $after, last: $last, before: $before) {
        edges {
          node {
            id
            ...BookingsRow_Booking
          }
        }
        pageInfo {
          hasNextPage
          hasPreviousPage
          startCursor
          endCursor
        }
      }
    }
  }
`);

const PAGE_SIZE = 20;
const NEWEST: BookingsQueryVariables = { first: PAGE_SIZE };

type Bookings = NonNullable<NonNullable<BookingsQuery['tenant']>['bookings']>;

interface BookingsProps {
  readonly bookings: Bookings;
  readonly isBusy: boolean;
  readonly onTurn: (to: BookingsQueryVariables) => void;
}

function PageTurner({ bookings: { pageInfo }, isBusy, onTurn }: BookingsProps) {
  const newer = { last: PAGE_SIZE, before: pageInfo.startCursor ?? null };
  const older = { first: PAGE_SIZE, after: pageInfo.endCursor ?? null };
  return (
    <Group component="nav" aria-label="Pages of bookings" justify="flex-end" gap="xs">
      <Button
        variant="default"
        size="xs"
        leftSection={<ChevronLeft size={14} />}
        disabled={isBusy || !pageInfo.hasPreviousPage}
        onClick={() => onTurn(newer)}
      >
        Newer
      </Button>
      <Button
        variant="default"
        size="xs"
        rightSection={<ChevronRight size={14} />}
        disabled={isBusy || !pageInfo.hasNextPage}
        onClick={() => onTurn(older)}
      >
        Older
      </Button>
    </Group>
  );
}

function BookingsTable({ edges }: Pick<Bookings, 'edges'>) {
  return (
    <Surface flush>
      <Table
        className={classes.table ?? ''}
        verticalSpacing="sm"
        horizontalSpacing="md"
        aria-label="Bookings"
      >
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Customer</Table.Th>
            <Table.Th>Session</Table.Th>
            <Table.Th>Starts</Table.Th>
            <Table.Th className={classes.amount ?? ''}>Seats</Table.Th>
            <Table.Th className={classes.amount ?? ''}>Price</Table.Th>
            <Table.Th>Status</Table.Th>
            <Table.Th>Booked</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {edges.map(({ node }) => (
            <BookingsRow key={node.id} booking={node} />
          ))}
        </Table.Tbody>
      </Table>
    </Surface>
  );
}

function BookingsOrNone(props: BookingsProps) {
  const { edges } = props.bookings;
  if (edges.length === 0)
    return (
      <EmptyState icon={UsersRound} title="No bookings yet">
        The first booking of a customer appears here.
      </EmptyState>
    );
  return (
    <Stack gap="md">
      <BookingsTable edges={edges} />
      <PageTurner {...props} />
    </Stack>
  );
}

/** Everything that was booked here, newest first, a page at a time. */
export function BookingsPage() {
  const [variables, setVariables] = useState<BookingsQueryVariables>(NEWEST);
  const [result, ask] = useQuery({ query: bookingsQuery, variables });
  const askAnew = useCallback(() => ask({ requestPolicy: 'network-only' }), [ask]);
  const turn = (to: BookingsQueryVariables) => {
    setVariables(to);
    window.scrollTo({ top: 0 });
  };
  return (
    <Page
      title="Bookings"
      description="Everything that was booked, newest first"
      aside={<LiveBadge onlyWhenLost />}
    >
      <QueryView result={result} skeleton={<ListSkeleton rows={8} />} onRetry={askAnew}>
        {({ tenant: { bookings } }) =>
          bookings ? (
            <BookingsOrNone bookings={bookings} isBusy={result.fetching} onTurn={turn} />
          ) : (
            <ErrorState sentence="Bookings cannot be shown at present." onRetry={askAnew} />
          )
        }
      </QueryView>
    </Page>
  );
}
