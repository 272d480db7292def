import { Badge, Text } from '@mantine/core';
import { Tags } from 'lucide-react';
import { graphql } from '../../../graphql/generated/gql.ts';
import type { OfferingsQuery } from '../../../graphql/generated/graphql.ts';
import { useFormats } from '../../../session/tenant-context.tsx';
import { counted, spanOf } from '../../../ui/format/spans.ts';
import { EmptyState } from '../../../ui/page/page-states.tsx';
import { SetUpPage, SetUpRow } from '../set-up-page.tsx';
import classes from '../setup.module.css';
import { ArchiveOffering, EditOffering, NewOffering } from './offering-changes.tsx';
import { KIND_WORDS } from './offering-kinds.ts';

const offeringsQuery = graphql(`
  query Offerings($includeArchived: Boolean!, $after: String) {
    offerings(first: 100, after: $after, includeArchived: $includeArchived) {
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
          furtherNeeds {
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
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

type Offering = NonNullable<OfferingsQuery['offerings']>['edges'][number]['node'];

function needWords({ resource, pool }: Pick<Offering, 'resource' | 'pool'>): string {
  return resource?.name ?? `any of ${pool?.name ?? 'a pool'}`;
}

function factsOf(offering: Offering): string[] {
  const { kind, durationMinutes, capacity, bufferBeforeMinutes, bufferAfterMinutes, furtherNeeds } = offering;
  return [
    KIND_WORDS[kind],
    spanOf(durationMinutes),
    counted(capacity, 'seat'),
    [offering, ...furtherNeeds].map(needWords).join(' and '),
    bufferBeforeMinutes > 0 ? `${bufferBeforeMinutes} min kept free before` : '',
    bufferAfterMinutes > 0 ? `${bufferAfterMinutes} min kept free after` : '',
  ].filter((fact) => fact !== '');
}

const NEEDS_APPROVAL = (
  <Badge variant="light" color="yellow" tt="none" fw={600}>
    Needs approval
  </Badge>
);

function OfferingRow({ offering }: { readonly offering: Offering }) {
  const formats = useFormats();
  const { id, name, price, needsApproval, archivedAt } = offering;
  const isArchived = archivedAt !== null;
  return (
    <SetUpRow
      name={name}
      facts={factsOf(offering)}
      isArchived={isArchived}
      badge={needsApproval ? NEEDS_APPROVAL : null}
    >
      <Text size="sm" className={classes.price ?? ''}>
        {formats.price(price)}
      </Text>
      <EditOffering offering={offering} />
      <ArchiveOffering id={id} name={name} isArchived={isArchived} />
    </SetUpRow>
  );
}

/** What the tenant offers. */
export function OfferingsPage() {
  const none = (
    <EmptyState icon={Tags} title="Nothing on offer yet" action={<NewOffering />}>
      A class with fixed times, or something that customers book when it suits them.
    </EmptyState>
  );
  return (
    <SetUpPage
      title="Offerings"
      description="What can be booked here"
      query={offeringsQuery}
      changes={<NewOffering />}
      listOf={({ offerings }) => offerings}
      row={(offering) => <OfferingRow offering={offering} />}
      none={none}
    />
  );
}
