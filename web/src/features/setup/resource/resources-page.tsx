import { Group, Stack, Text } from '@mantine/core';
import { Wrench } from 'lucide-react';
import { useCallback, useState } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../../../graphql/generated/gql.ts';
import type { ResourceKind, ResourcesQuery } from '../../../graphql/generated/graphql.ts';
import { QueryView } from '../../../session/asking/query-view.tsx';
import { isAdministrator } from '../../../session/roles.ts';
import { useMember } from '../../../session/session-context.tsx';
import { counted } from '../../../ui/format/spans.ts';
import { Page } from '../../../ui/page/page.tsx';
import { EmptyState, ListSkeleton } from '../../../ui/page/page-states.tsx';
import { Surface } from '../../../ui/page/surface.tsx';
import { ArchivedBadge, ArchiveSwitch } from '../archive-switch.tsx';
import { HoursButton } from '../hours/hours-dialog.tsx';
import { weekWords } from '../hours/hours-words.ts';
import classes from '../setup.module.css';
import { ImportButton } from './import-calendar.tsx';
import { ArchiveResource, EditResource, NewPool, NewResource } from './resource-forms.tsx';

const resourcesQuery = graphql(`
  query Resources($includeArchived: Boolean!) {
    resources(first: 100, includeArchived: $includeArchived) {
      edges {
        node {
          id
          name
          kind
          capacity
          archivedAt
          ...ResourceForm_Resource
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

function ResourceRow({ resource, mayChange }: { readonly resource: Resource; readonly mayChange: boolean }) {
  const { id, name, kind, capacity, weeklyHours, location, pool, archivedAt } = resource;
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
        {archivedAt ? <ArchivedBadge /> : null}
        <ImportButton resourceId={id} name={name} />
        <HoursButton place={{ resourceId: id }} name={name} hours={weeklyHours} />
        {mayChange ? (
          <>
            <EditResource resource={resource} />
            <ArchiveResource id={id} name={name} isArchived={archivedAt !== null} />
          </>
        ) : null}
      </Group>
    </li>
  );
}

/** Who and what offerings need: people, rooms, equipment, crews; when each is to be had. */
export function ResourcesPage() {
  const [includeArchived, showArchived] = useState(false);
  const [result, ask] = useQuery({ query: resourcesQuery, variables: { includeArchived } });
  const askAnew = useCallback(() => ask({ requestPolicy: 'network-only' }), [ask]);
  const mayChange = isAdministrator(useMember());
  return (
    <Page
      title="Resources"
      description="Who and what your offerings need"
      aside={
        mayChange ? (
          <Group gap="xs">
            <ArchiveSwitch isShown={includeArchived} onChange={showArchived} />
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
                    <ResourceRow key={node.id} resource={node} mayChange={mayChange} />
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
