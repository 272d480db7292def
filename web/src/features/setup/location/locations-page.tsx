import { Group, Text } from '@mantine/core';
import { MapPin } from 'lucide-react';
import { useCallback, useState } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../../../graphql/generated/gql.ts';
import type { LocationsQuery } from '../../../graphql/generated/graphql.ts';
import { QueryView } from '../../../session/asking/query-view.tsx';
import { isAdministrator } from '../../../session/roles.ts';
import { useMember } from '../../../session/session-context.tsx';
import { Page } from '../../../ui/page/page.tsx';
import { EmptyState, ListSkeleton } from '../../../ui/page/page-states.tsx';
import { Surface } from '../../../ui/page/surface.tsx';
import { ArchivedBadge, ArchiveSwitch } from '../archive-switch.tsx';
import { HoursButton } from '../hours/hours-dialog.tsx';
import { weekWords } from '../hours/hours-words.ts';
import classes from '../setup.module.css';
import { ArchiveLocation, EditLocation, NewLocation } from './location-changes.tsx';

const locationsQuery = graphql(`
  query Locations($includeArchived: Boolean!) {
    locations(first: 100, includeArchived: $includeArchived) {
      edges {
        node {
          id
          name
          timeZone
          archivedAt
          weeklyHours {
            weekday
            opensAt
            closesAt
          }
        }
      }
    }
  }
`);

type Location = NonNullable<LocationsQuery['locations']>['edges'][number]['node'];

function LocationRow({ location, mayChange }: { readonly location: Location; readonly mayChange: boolean }) {
  const { id, name, timeZone, weeklyHours, archivedAt } = location;
  return (
    <li className={classes.row}>
      <div>
        <Text size="sm" fw={550}>
          {name}
        </Text>
        <Text size="xs" c="var(--text-quiet)">
          {weekWords(weeklyHours)} · {timeZone}
        </Text>
      </div>
      <Group gap={6}>
        {archivedAt ? <ArchivedBadge /> : null}
        <HoursButton place={{ locationId: id }} name={name} hours={weeklyHours} />
        {mayChange ? (
          <>
            <EditLocation id={id} name={name} timeZone={timeZone} />
            <ArchiveLocation id={id} name={name} isArchived={archivedAt !== null} />
          </>
        ) : null}
      </Group>
    </li>
  );
}

/** Where the tenant works, and when it is open there. */
export function LocationsPage() {
  const [includeArchived, showArchived] = useState(false);
  const [result, ask] = useQuery({ query: locationsQuery, variables: { includeArchived } });
  const askAnew = useCallback(() => ask({ requestPolicy: 'network-only' }), [ask]);
  const mayChange = isAdministrator(useMember());
  return (
    <Page
      title="Locations"
      description="Where you work, by which clock"
      aside={
        mayChange ? (
          <Group gap="md">
            <ArchiveSwitch isShown={includeArchived} onChange={showArchived} />
            <NewLocation />
          </Group>
        ) : null
      }
    >
      <QueryView result={result} skeleton={<ListSkeleton rows={3} />} onRetry={askAnew}>
        {({ locations }) =>
          locations.edges.length === 0 ? (
            <EmptyState icon={MapPin} title="No locations yet">
              You can do without: then everything follows the clock of the workspace and is always open.
            </EmptyState>
          ) : (
            <Surface flush>
              <ul className={classes.list}>
                {locations.edges.map(({ node }) => (
                  <LocationRow key={node.id} location={node} mayChange={mayChange} />
                ))}
              </ul>
            </Surface>
          )
        }
      </QueryView>
    </Page>
  );
}
