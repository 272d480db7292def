import { Box, SimpleGrid, Skeleton, Stack } from '@mantine/core';
import { useCallback, useMemo } from 'react';
import { useQuery, useSubscription } from 'urql';
import { graphql } from '../../graphql/generated/gql.ts';
import type { DashboardQuery } from '../../graphql/generated/graphql.ts';
import { LiveBadge } from '../../session/asking/live-badge.tsx';
import { QueryView } from '../../session/asking/query-view.tsx';
import type { Whole } from '../../session/asking/whole.ts';
import { useFormats } from '../../session/tenant-context.tsx';
import type { Formats } from '../../ui/format/formats.ts';
import { Page } from '../../ui/page/page.tsx';
import { Surface } from '../../ui/page/surface.tsx';
import { EntitlementList } from './entitlement-list.tsx';
import { MeterCard } from './meter-card.tsx';
import { columnsFor } from './usage-level.ts';

const dashboardQuery = graphql(`
  query Dashboard {
    tenant {
      id
      plan {
        key
        name
        prices {
          interval
          amount {
            amountMinor
            currency
          }
        }
      }
      meters {
        key
        ...MeterCard_Meter
      }
      ...EntitlementList_Tenant
    }
    plans {
      key
      name
    }
  }
`);

const usageSubscription = graphql(`
  subscription UsageChanged {
    usageChanged {
      id
      used
      periodStartsAt
      resetsAt
      updatedAt
      meter {
        key
      }
    }
  }
`);

type DashboardTenant = NonNullable<DashboardQuery['tenant']>;

function planWords({ plan }: DashboardTenant, formats: Formats): string {
  if (!plan) return 'Your plan cannot be shown at present';
  const monthly = plan.prices.find(({ interval }) => interval === 'MONTH');
  if (!monthly) return `${plan.name} plan`;
  const price = monthly.amount ? `${formats.money(monthly.amount)} per month` : 'price on request';
  return `${plan.name} plan · ${price}`;
}

function DashboardSkeleton() {
  return (
    <SimpleGrid
      cols={{ base: 2, lg: 4 }}
      spacing={{ base: 'xs', xs: 'md' }}
      aria-busy="true"
      aria-label="Loading"
    >
      {['first', 'second', 'third', 'fourth'].map((key) => (
        <Surface key={key}>
          <Skeleton height={12} width="45%" radius="sm" />
          <Skeleton height={28} width="30%" radius="sm" mt="lg" />
          <Skeleton height={6} radius="xl" mt="lg" />
        </Surface>
      ))}
    </SimpleGrid>
  );
}

function DashboardContent({ tenant, plans }: Whole<DashboardQuery>) {
  const names = useMemo(() => new Map(plans.map(({ key, name }) => [key, name])), [plans]);
  const meters = tenant.meters ?? [];
  return (
    <Stack gap={40}>
      <Box component="section" aria-label="Usage">
        <SimpleGrid cols={{ base: 2, lg: columnsFor(meters.length) }} spacing={{ base: 'xs', xs: 'md' }}>
          {meters.map((meter) => (
            <MeterCard key={meter.key} meter={meter} />
          ))}
        </SimpleGrid>
      </Box>
      <EntitlementList tenant={tenant} nameOf={(key) => names.get(key) ?? 'Add-on'} />
    </Stack>
  );
}

/** How much of the plan is used, moving as it is used. */
export function DashboardPage() {
  const formats = useFormats();
  const [result, ask] = useQuery({ query: dashboardQuery });
  useSubscription({ query: usageSubscription });
  const askAnew = useCallback(() => ask({ requestPolicy: 'network-only' }), [ask]);
  return (
    <Page
      title="Dashboard"
      description={
        result.data?.tenant ? planWords(result.data.tenant, formats) : <Skeleton height={12} width={180} />
      }
      aside={<LiveBadge />}
    >
      <QueryView result={result} skeleton={<DashboardSkeleton />} onRetry={askAnew}>
        {(data) => <DashboardContent {...data} />}
      </QueryView>
    </Page>
  );
}
