import { Wrench } from 'lucide-react';
import { graphql } from '../../../graphql/generated/gql.ts';
import type { ResourceKind, ResourcesQuery } from '../../../graphql/generated/graphql.ts';
import { isAdministrator } from '../../../session/roles.ts';
import { useMember } from '../../../session/session-context.tsx';
import { EmptyState } from '../../../ui/page/page-states.tsx';
import { HoursButton } from '../hours/hours-dialog.tsx';
import { weekWords } from '../hours/hours-words.ts';
import { SetUpPage, SetUpRow } from '../set-up-page.tsx';
import { ImportButton } from './import-calendar.tsx';
import { ArchiveResource, EditResource, NewPool, NewResource } from './resource-forms.tsx';

const resourcesQuery = graphql(`
  query Resources($includeArchived: Boolean!, $after: String) {
    resources(first: 100, after: $after, includeArchived: $includeArchived) {
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
      pageInfo {
        hasNextPage
        endCursor
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

function factsOf({ kind, capacity, weeklyHours, location, pool }: Resource): string[] {
  return [
    capacity > 1 ? `${KINDS[kind]} for ${capacity} people` : KINDS[kind],
    ...(pool ? [`one of ${pool.name}`] : []),
    ...(location ? [location.name] : []),
    weeklyHours.length === 0 ? 'no hours of its own' : weekWords(weeklyHours),
  ];
}

function ResourceRow({ resource, mayChange }: { readonly resource: Resource; readonly mayChange: boolean }) {
  const { id, name, weeklyHours, archivedAt } = resource;
  const isArchived = archivedAt !== null;
  return (
    <SetUpRow name={name} facts={factsOf(resource)} isArchived={isArchived}>
      <ImportButton resourceId={id} name={name} />
      <HoursButton place={{ resourceId: id }} name={name} hours={weeklyHours} />
      {mayChange ? (
        <>
          <EditResource resource={resource} />
          <ArchiveResource id={id} name={name} isArchived={isArchived} />
        </>
      ) : null}
    </SetUpRow>
  );
}

/** Who and what offerings need: people, rooms, equipment, crews; when each is to be had. */
export function ResourcesPage() {
  const mayChange = isAdministrator(useMember());
  const none = (
    <EmptyState icon={Wrench} title="No resources yet" action={mayChange ? <NewResource /> : null}>
      A person, a room, equipment or a crew. What is taken by one booking cannot be taken by another.
    </EmptyState>
  );
  const changes = mayChange ? (
    <>
      <NewPool />
      <NewResource />
    </>
  ) : null;
  return (
    <SetUpPage
      title="Resources"
      description="Who and what your offerings need"
      query={resourcesQuery}
      changes={changes}
      listOf={({ resources }) => resources}
      row={(resource) => <ResourceRow resource={resource} mayChange={mayChange} />}
      none={none}
    />
  );
}
