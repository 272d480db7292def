import { Button, Group, NativeSelect, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Plus } from 'lucide-react';
import { useQuery } from 'urql';
import { graphql } from '../../graphql/generated/gql.ts';
import type { ResourceKind } from '../../graphql/generated/graphql.ts';
import { useChange } from '../../session/use-change.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import type { FormFields } from '../../ui/form-fields.ts';
import { notifyDone } from '../../ui/notify.ts';

const placesQuery = graphql(`
  query PlacesForResources {
    locations(first: 100) {
      edges {
        node {
          id
          name
        }
      }
    }
    resourcePools(first: 100) {
      edges {
        node {
          id
          name
        }
      }
    }
  }
`);

const createMutation = graphql(`
  mutation CreateResource($input: CreateResourceInput!) {
    createResource(input: $input) {
      resource {
        id
        name
      }
    }
  }
`);

const createPoolMutation = graphql(`
  mutation CreateResourcePool($input: CreateResourcePoolInput!) {
    createResourcePool(input: $input) {
      pool {
        id
        name
      }
    }
  }
`);

const KIND_CHOICES: { readonly value: ResourceKind; readonly label: string }[] = [
  { value: 'PERSON', label: 'A person' },
  { value: 'ROOM', label: 'A room' },
  { value: 'EQUIPMENT', label: 'Equipment' },
  { value: 'CREW', label: 'A crew' },
];

const NONE = { value: '', label: 'None' };

function Places() {
  const [{ data }] = useQuery({ query: placesQuery });
  const choicesOf = (
    edges: readonly { readonly node: { readonly id: string; readonly name: string } }[] = [],
  ) => [NONE, ...edges.map(({ node }) => ({ value: node.id, label: node.name }))];
  return (
    <Group grow align="flex-start">
      <NativeSelect label="Location" name="locationId" data={choicesOf(data?.locations?.edges)} />
      <NativeSelect
        label="Pool"
        description="Any free one of a pool serves"
        inputWrapperOrder={['label', 'input', 'description']}
        name="poolId"
        data={choicesOf(data?.resourcePools?.edges)}
      />
    </Group>
  );
}

/** The way to another person, room, piece of equipment or crew. */
export function NewResource() {
  const [opened, { open, close }] = useDisclosure();
  const { isBusy, fault, change } = useChange(createMutation);
  const create = async (fields: FormFields) => {
    const name = fields.text('name');
    const kind = KIND_CHOICES.find(({ value }) => value === fields.text('kind'))?.value ?? 'PERSON';
    const done = await change((idempotencyKey) => ({
      input: {
        name,
        kind,
        capacity: fields.number('capacity'),
        locationId: fields.textOrNull('locationId'),
        poolId: fields.textOrNull('poolId'),
        idempotencyKey,
      },
    }));
    if (!done) return;
    notifyDone(`${name} can be booked with now.`);
    close();
  };
  return (
    <>
      <Button size="xs" leftSection={<Plus size={15} />} onClick={open}>
        New resource
      </Button>
      <FormDialog
        title="New resource"
        opened={opened}
        onClose={close}
        submitLabel="Create"
        isBusy={isBusy}
        fault={fault}
        onSubmit={(fields) => void create(fields)}
      >
        <TextInput label="Name" name="name" maxLength={200} required withAsterisk={false} data-autofocus />
        <Group grow align="flex-start">
          <NativeSelect label="Kind" name="kind" data={KIND_CHOICES} />
          <TextInput
            label="People at once"
            name="capacity"
            type="number"
            min={1}
            max={10_000}
            defaultValue="1"
            required
            withAsterisk={false}
          />
        </Group>
        <Places />
      </FormDialog>
    </>
  );
}

/** The way to another pool, of which any free member serves. */
export function NewPool() {
  const [opened, { open, close }] = useDisclosure();
  const { isBusy, fault, change } = useChange(createPoolMutation);
  const create = async (fields: FormFields) => {
    const name = fields.text('name');
    if (!(await change((idempotencyKey) => ({ input: { name, idempotencyKey } })))) return;
    notifyDone(`${name} is a pool now. New resources can join it.`);
    close();
  };
  return (
    <>
      <Button size="xs" variant="default" leftSection={<Plus size={15} />} onClick={open}>
        New pool
      </Button>
      <FormDialog
        title="New pool"
        opened={opened}
        onClose={close}
        submitLabel="Create"
        isBusy={isBusy}
        fault={fault}
        onSubmit={(fields) => void create(fields)}
      >
        <TextInput
          label="Name"
          description="Of what any free one will do: therapists, treatment rooms, courts"
          name="name"
          maxLength={200}
          required
          withAsterisk={false}
          data-autofocus
        />
      </FormDialog>
    </>
  );
}
