import { Badge, Group, Text } from '@mantine/core';
import { Tags } from 'lucide-react';
import { useCallback, useState } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../../../graphql/generated/gql.ts';
import type { OfferingsQuery } from '../../../graphql/generated/graphql.ts';
import { QueryView } from '../../../session/asking/query-view.tsx';
import { useFormats } from '../../../session/tenant-context.tsx';
import { counted, spanOf } from '../../../ui/format/spans.ts';
import { Page } from '../../../ui/page/page.tsx';
import { EmptyState, ListSkeleton } from '../../../ui/page/page-states.tsx';
import { Surface } from '../../../ui/page/surface.tsx';
import { ArchivedBadge, ArchiveSwitch } from '../archive-switch.tsx';
import classes from '../setup.module.css';
import { ArchiveOffering, EditOffering, NewOffering } from './offering-changes.tsx';
import { KIND_WORDS } from './offering-kinds.ts';

const offeringsQuery = graphql(`
  query Offerings($includeArchived: Boolean!) {
    offerings(first: 100, includeArchived: $includeArchived) {
      edges {
        node {
          id
          name
          kind
          durationMinutes
          capacity
          bufferBeforeMinutes
          bufferAfterMinutes
          needsApproval
          archivedAt
          ...OfferingForm_Offering
          price {
            amountMinor
            currency
          }
          resource {
            id
            name
          }
          pool {
            id
            name
          }
        }
      }
    }
  }
`);

type Offering = NonNullable<OfferingsQuery['offerings']>['edges'][number]['node'];

function factsOf({
  durationMinutes,
  capacity,
  bufferBeforeMinutes,
  bufferAfterMinutes,
  resource,
  pool,
}: Offering): string {
  return [
    spanOf(durationMinutes),
    counted(capacity, 'seat'),
    resource?.name ?? (pool ? `any of ${pool.name}` : ''),
    bufferBeforeMinutes > 0 ? `${bufferBeforeMinutes} min kept free before` : '',
    bufferAfterMinutes > 0 ? `${bufferAfterMinutes} min kept free after` : '',
  ]
    .filter((fact) => fact !== '')
    .join(' · ');
}

function OfferingRow({ offering }: { readonly offering: Offering }) {
  const formats = useFormats();
  return (
    <li className={classes.row}>
      <div>
        <Text size="sm" fw={550}>
          {offering.name}
        </Text>
        <Text size="xs" c="var(--text-quiet)">
          {factsOf(offering)}
        </Text>
      </div>
      <Group gap="xs">
        {offering.archivedAt ? <ArchivedBadge /> : null}
        {offering.needsApproval ? (
          <Badge variant="light" color="yellow" tt="none" fw={600}>
            Needs approval
          </Badge>
        ) : null}
        <Badge variant="light" color="gray" tt="none" fw={600}>
          {KIND_WORDS[offering.kind]}
        </Badge>
        <Text size="sm" miw={76} ta="right" style={{ fontVariantNumeric: 'tabular-nums' }}>
          {formats.money(offering.price)}
        </Text>
        <Group gap={4} wrap="nowrap">
          <EditOffering offering={offering} />
          <ArchiveOffering id={offering.id} name={offering.name} isArchived={offering.archivedAt !== null} />
        </Group>
      </Group>
    </li>
  );
}

/** What the tenant offers. */
export function OfferingsPage() {
  const [includeArchived, showArchived] = useState(false);
  const [result, ask] = useQuery({ query: offeringsQuery, variables: { includeArchived } });
  const askAnew = useCallback(() => ask({ requestPolicy: 'network-only' }), [ask]);
  return (
    <Page
      title="Offerings"
      description="What can be booked here"
      aside={
        <Group gap="md">
          <ArchiveSwitch isShown={includeArchived} onChange={showArchived} />
          <NewOffering />
        </Group>
      }
    >
      <QueryView result={result} skeleton={<ListSkeleton />} onRetry={askAnew}>
        {({ offerings }) =>
          offerings.edges.length === 0 ? (
            <EmptyState icon={Tags} title="Nothing on offer yet">
              A class with fixed times, or something that customers book when it suits them.
            </EmptyState>
          ) : (
            <Surface flush>
              <ul className={classes.list}>
                {offerings.edges.map(({ node }) => (
                  <OfferingRow key={node.id} offering={node} />
                ))}
              </ul>
            </Surface>
          )
        }
      </QueryView>
    </Page>
  );
}
