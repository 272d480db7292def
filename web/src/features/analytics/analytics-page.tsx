import { Group, SegmentedControl, Skeleton } from '@mantine/core';
import { useCallback, useMemo, useState } from 'react';
import { useQuery, useSubscription } from 'urql';
import { graphql } from '../../graphql/generated/gql.ts';
import { findRefusal } from '../../graphql/refusal.ts';
import { LiveBadge } from '../../session/asking/live-badge.tsx';
import { QueryView } from '../../session/asking/query-view.tsx';
import { LockedPanel } from '../../session/plan/locked-panel.tsx';
import { useFormats } from '../../session/tenant-context.tsx';
import { Page } from '../../ui/page/page.tsx';
import { ErrorState } from '../../ui/page/page-states.tsx';
import { Surface } from '../../ui/page/surface.tsx';
import { BookingsChart } from './bookings-chart.tsx';
import { fillDays, lastDays } from './daily-counts.ts';

const analyticsQuery = graphql(`
  query Analytics($from: LocalDate!, $to: LocalDate!) {
    tenant {
      id
      bookingsPerDay(from: $from, to: $to) {
        date
        count
      }
    }
  }
`);

const daySubscription = graphql(`
  subscription BookingsPerDayChanged {
    bookingsPerDayChanged {
      date
      count
    }
  }
`);

const RANGES = [
  { value: '7', label: '7 days' },
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
];

function ChartSkeleton() {
  return (
    <Surface aria-busy="true" aria-label="Loading">
      <Skeleton height={12} width="30%" radius="sm" />
      <Skeleton height={300} mt="lg" radius="md" />
    </Surface>
  );
}

function Aside({ days, onChoose }: { readonly days: string; readonly onChoose: (days: string) => void }) {
  return (
    <Group gap="sm">
      <LiveBadge />
      <SegmentedControl aria-label="Range" size="xs" value={days} onChange={onChoose} data={RANGES} />
    </Group>
  );
}

/** How bookings went, moving as they are made; or, where the plan does not include it, what would unlock it. */
export function AnalyticsPage() {
  const formats = useFormats();
  const [days, setDays] = useState('30');
  const range = useMemo(() => lastDays(formats.dateKey(new Date()), Number(days)), [formats, days]);
  const [result, ask] = useQuery({ query: analyticsQuery, variables: range });
  const askAnew = useCallback(() => ask({ requestPolicy: 'network-only' }), [ask]);
  const locked = findRefusal(result.error, 'PLAN_UPGRADE_REQUIRED');
  useSubscription({ query: daySubscription, pause: !result.data || locked !== undefined });
  return (
    <Page
      title="Analytics"
      description="Bookings per day"
      aside={locked ? null : <Aside days={days} onChoose={setDays} />}
    >
      {locked ? (
        <LockedPanel refusal={locked} onUnlocked={askAnew} />
      ) : (
        <QueryView result={result} skeleton={<ChartSkeleton />} onRetry={askAnew}>
          {({ tenant: { bookingsPerDay } }) =>
            bookingsPerDay ? (
              <BookingsChart days={fillDays(range.from, range.to, bookingsPerDay)} />
            ) : (
              <ErrorState sentence="Bookings cannot be counted at present." onRetry={askAnew} />
            )
          }
        </QueryView>
      )}
    </Page>
  );
}
