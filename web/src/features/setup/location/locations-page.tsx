import { MapPin } from 'lucide-react';
import { graphql } from '../../../graphql/generated/gql.ts';
import type { LocationsQuery } from '../../../graphql/generated/graphql.ts';
import { isAdministrator } from '../../../session/roles.ts';
import { useMember } from '../../../session/session-context.tsx';
import { EmptyState } from '../../../ui/page/page-states.tsx';
import { HoursButton } from '../hours/hours-dialog.tsx';
import { weekWords } from '../hours/hours-words.ts';
import { SetUpPage, SetUpRow } from '../set-up-page.tsx';
import { ArchiveLocation, EditLocation, NewLocation } from './location-changes.tsx';

const locationsQuery = graphql(`
  query Locations($includeArchived: Boolean!, $after: String) {
    locations(first: 100, after: $after, includeArchived: $includeArchived) {
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
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

type Location = NonNullable<LocationsQuery['locations']>['edges'][number]['node'];

function LocationRow({ location, mayChange }: { readonly location: Location; readonly mayChange: boolean }) {
  const { id, name, timeZone, weeklyHours, archivedAt } = location;
  const isArchived = archivedAt !== null;
  return (
    <SetUpRow name={name} facts={[weekWords(weeklyHours), timeZone]} isArchived={isArchived}>
      <HoursButton place={{ locationId: id }} name={name} hours={weeklyHours} />
      {mayChange ? (
        <>
          <EditLocation id={id} name={name} timeZone={timeZone} />
          <ArchiveLocation id={id} name={name} isArchived={isArchived} />
        </>
      ) : null}
    </SetUpRow>
  );
}

/** Where the tenant works, and when it is open there. */
export function LocationsPage() {
  const mayChange = isAdministrator(useMember());
  const changes = mayChange ? <NewLocation /> : null;
  const none = (
    <EmptyState icon={MapPin} title="No locations yet" action={changes}>
      You can do without: then everything follows the clock of the workspace and is always open.
    </EmptyState>
  );
  return (
    <SetUpPage
      title="Locations"
      description="Where you work, by which clock"
      query={locationsQuery}
      changes={changes}
      listOf={({ locations }) => locations}
      row={(location) => <LocationRow location={location} mayChange={mayChange} />}
      none={none}
    />
  );
}
