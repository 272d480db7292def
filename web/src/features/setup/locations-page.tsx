import { Button, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { MapPin, Plus } from 'lucide-react';
import { useCallback } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../../graphql/generated/gql.ts';
import type { LocationsQuery } from '../../graphql/generated/graphql.ts';
import { QueryView } from '../../session/query-view.tsx';
import { isAdministrator } from '../../session/roles.ts';
import { useMember } from '../../session/session-context.tsx';
import { useTenant } from '../../session/tenant-context.tsx';
import { useChange } from '../../session/use-change.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import type { FormFields } from '../../ui/form-fields.ts';
import { notifyDone } from '../../ui/notify.ts';
import { Page } from '../../ui/page.tsx';
import { EmptyState, ListSkeleton } from '../../ui/page-states.tsx';
import { Surface } from '../../ui/surface.tsx';
import { HoursButton } from './hours-dialog.tsx';
import { weekWords } from './hours-words.ts';
import classes from './setup.module.css';

const locationsQuery = graphql(`
  query Locations {
    locations(first: 100) {
      edges {
        node {
          id
          name
          timeZone
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

const createMutation = graphql(`
  mutation CreateLocation($input: CreateLocationInput!) {
    createLocation(input: $input) {
      location {
        id
        name
      }
    }
  }
`);

type Location = NonNullable<LocationsQuery['locations']>['edges'][number]['node'];

function LocationRow({ location: { id, name, timeZone, weeklyHours } }: { readonly location: Location }) {
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
      <HoursButton place={{ locationId: id }} name={name} hours={weeklyHours} />
    </li>
  );
}

function NewLocation() {
  const { timeZone } = useTenant();
  const [opened, { open, close }] = useDisclosure();
  const { isBusy, fault, change } = useChange(createMutation);
  const create = async (fields: FormFields) => {
    const input = { name: fields.text('name'), timeZone: fields.text('timeZone') };
    const done = await change((idempotencyKey) => ({ input: { ...input, idempotencyKey } }));
    if (!done) return;
    notifyDone(`${input.name} is a location now.`);
    close();
  };
  return (
    <>
      <Button size="xs" leftSection={<Plus size={15} />} onClick={open}>
        New location
      </Button>
      <FormDialog
        title="New location"
        opened={opened}
        onClose={close}
        submitLabel="Create"
        isBusy={isBusy}
        fault={fault}
        onSubmit={(fields) => void create(fields)}
      >
        <TextInput label="Name" name="name" maxLength={200} required withAsterisk={false} data-autofocus />
        <TextInput
          label="Time zone"
          description="What its clocks show, such as Europe/Oslo"
          name="timeZone"
          defaultValue={timeZone}
          required
          withAsterisk={false}
        />
      </FormDialog>
    </>
  );
}

/** Where the tenant works, and when it is open there. */
export function LocationsPage() {
  const [result, ask] = useQuery({ query: locationsQuery });
  const askAnew = useCallback(() => ask({ requestPolicy: 'network-only' }), [ask]);
  const mayCreate = isAdministrator(useMember());
  return (
    <Page
      title="Locations"
      description="Where you work, by which clock"
      aside={mayCreate ? <NewLocation /> : null}
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
                  <LocationRow key={node.id} location={node} />
                ))}
              </ul>
            </Surface>
          )
        }
      </QueryView>
    </Page>
  );
}
