import { Group, Stack, Text } from '@mantine/core';
import { Wrench } from 'lucide-react';
import { useCallback } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../../graphql/generated/gql.ts';
import type { ResourceKind, ResourcesQuery } from '../../graphql/generated/graphql.ts';
import { QueryView } from '../../session/query-view.tsx';
import { isAdministrator } from '../../session/roles.ts';
import { useMember } from '../../session/session-context.tsx';
import { Page } from '../../ui/page.tsx';
import { EmptyState, ListSkeleton } from '../../ui/page-states.tsx';
import { counted } from '../../ui/spans.ts';
import { Surface } from '../../ui/surface.tsx';
import { HoursButton } from './hours-dialog.tsx';
import { weekWords } from './hours-words.ts';
import { ImportButton } from './import-calendar.tsx';
import { NewPool, NewResource } from './resource-forms.tsx';
import classes from './setup.module.css';

const resourcesQuery = graphql(`
  query Resources {
    resources(first: 100) {
      edges {
        node {
          id
          name
          kind
          capacity
          weeklyHours {
            weekday
            opensAt
            closesAt
          }
          location {
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

type Resource = NonNullable<ResourcesQuery['resources']>['edges'][number]['node'];

const KINDS: Readonly<Record<ResourceKind, string>> = {
  PERSON: 'Person',
  ROOM: 'Room',
  EQUIPMENT: 'Equipment',
  CREW: 'Crew',
};

function ResourceRow({ resource }: { readonly resource: Resource }) {
  const { id, name, kind, capacity, weeklyHours, location, pool } = resource;
  const facts = [
    capacity > 1
      ? `${KINDS[kind]} for ${counted(capacity, 'person').replace('persons', 'people')}`
      : KINDS[kind],
    ...(pool ? [`one of ${pool.name}`] : []),
    ...(location ? [location.name] : []),
    weeklyHours.length === 0 ? 'no hours of its own' : weekWords(weeklyHours),
  ];
  return (
    <li className={classes.row}>
      <div>
        <Text size="sm" fw={550}>
          {name}
        </Text>
        <Text size="xs" c="var(--text-quiet)">
          {facts.join(' · ')}
        </Text>
      </div>
      <Group gap={6}>
        <ImportButton resourceId={id} name={name} />
        <HoursButton place={{ resourceId: id }} name={name} hours={weeklyHours} />
      </Group>
    </li>
  );
}

/** Who and what offerings need: people, rooms, equipment, crews; when each is to be had. */
export function ResourcesPage() {
  const [result, ask] = useQuery({ query: resourcesQuery });
  const askAnew = useCallback(() => ask({ requestPolicy: 'network-only' }), [ask]);
  const mayCreate = isAdministrator(useMember());
  return (
    <Page
      title="Resources"
      description="Who and what your offerings need"
      aside={
        mayCreate ? (
          <Group gap="xs">
            <NewPool />
            <NewResource />
          </Group>
        ) : null
      }
    >
      <QueryView result={result} skeleton={<ListSkeleton />} onRetry={askAnew}>
        {({ resources }) =>
          resources.edges.length === 0 ? (
            <EmptyState icon={Wrench} title="No resources yet">
              A person, a room, equipment or a crew. What is taken by one booking cannot be taken by another.
            </EmptyState>
          ) : (
            <Stack gap="md">
              <Surface flush>
                <ul className={classes.list}>
                  {resources.edges.map(({ node }) => (
                    <ResourceRow key={node.id} resource={node} />
                  ))}
                </ul>
              </Surface>
            </Stack>
          )
        }
      </QueryView>
    </Page>
  );
}
