import { Group, NativeSelect } from '@mantine/core';
import { type FragmentType, readFragment } from '../../../graphql/generated/fragment-masking.ts';
import { graphql } from '../../../graphql/generated/gql.ts';
import type { ResourceForm_ResourceFragment, ResourceKind } from '../../../graphql/generated/graphql.ts';
import { useChange } from '../../../session/asking/use-change.ts';
import { FormButton } from '../../../ui/form/form-button.tsx';
import type { FormFields } from '../../../ui/form/form-fields.ts';
import { NameField } from '../../../ui/form/name-field.tsx';
import { NumberField } from '../../../ui/form/number-field.tsx';
import { notifyDone } from '../../../ui/notify.ts';
import { ArchiveButton } from '../archive-button.tsx';
import { LocationSelect, PoolSelect } from './place-selects.tsx';

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

const resourceFragment = graphql(`
  fragment ResourceForm_Resource on Resource {
    id
    name
    capacity
    location {
      id
      name
    }
    pool {
      id
      name
    }
  }
`);

const updateMutation = graphql(`
  mutation UpdateResource($input: UpdateResourceInput!) {
    updateResource(input: $input) {
      resource {
        id
        ...ResourceForm_Resource
      }
    }
  }
`);

const archiveMutation = graphql(`
  mutation ArchiveResource($input: ArchiveResourceInput!) {
    archiveResource(input: $input) {
      resource {
        id
        archivedAt
      }
    }
  }
`);

const restoreMutation = graphql(`
  mutation RestoreResource($input: ArchiveResourceInput!) {
    restoreResource(input: $input) {
      resource {
        id
        archivedAt
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

type Resource = ResourceForm_ResourceFragment;

function Places({ resource }: { readonly resource: Resource | undefined }) {
  return (
    <Group grow align="flex-start">
      <LocationSelect now={resource?.location} />
      <PoolSelect now={resource?.pool} />
    </Group>
  );
}

function Capacity({ resource }: { readonly resource: Resource | undefined }) {
  return (
    <NumberField
      label="People at once"
      name="capacity"
      min={1}
      max={10_000}
      value={resource?.capacity ?? 1}
    />
  );
}

const inputOf = (fields: FormFields) => ({
  name: fields.text('name'),
  capacity: fields.number('capacity'),
  locationId: fields.textOrNull('locationId'),
  poolId: fields.textOrNull('poolId'),
});

/** The way to another person, room, piece of equipment or crew. */
export function NewResource() {
  const { isBusy, fault, change } = useChange(createMutation);
  const create = async (fields: FormFields) => {
    const input = inputOf(fields);
    const kind = KIND_CHOICES.find(({ value }) => value === fields.text('kind'))?.value ?? 'PERSON';
    const done = await change((idempotencyKey) => ({ input: { ...input, kind, idempotencyKey } }));
    if (done) notifyDone(`${input.name} can be booked with now.`);
    return done !== null;
  };
  return (
    <FormButton label="New resource" submitLabel="Create" isBusy={isBusy} fault={fault} onSubmit={create}>
      <NameField />
      <Group grow align="flex-start">
        <NativeSelect label="Kind" name="kind" data={KIND_CHOICES} />
        <Capacity resource={undefined} />
      </Group>
      <Places resource={undefined} />
    </FormButton>
  );
}

/** Changes what comes: sessions keep who gives them, and their times. */
export function EditResource(props: { readonly resource: FragmentType<typeof resourceFragment> }) {
  const resource = readFragment(resourceFragment, props.resource);
  const { isBusy, fault, change } = useChange(updateMutation);
  const update = async (fields: FormFields) => {
    const input = { ...inputOf(fields), resourceId: resource.id };
    const done = await change((idempotencyKey) => ({ input: { ...input, idempotencyKey } }));
    if (done) notifyDone(`${input.name} is changed.`);
    return done !== null;
  };
  return (
    <FormButton
      label="Edit"
      spoken={`Edit ${resource.name}`}
      variant="default"
      submitLabel="Save"
      isBusy={isBusy}
      fault={fault}
      onSubmit={update}
    >
      <NameField name={resource.name} />
      <Capacity resource={resource} />
      <Places resource={resource} />
    </FormButton>
  );
}

interface ArchiveProps {
  readonly id: string;
  readonly name: string;
  readonly isArchived: boolean;
}

/** Takes a resource out of lists, or back. */
export function ArchiveResource({ id, name, isArchived }: ArchiveProps) {
  return (
    <ArchiveButton
      name={name}
      isArchived={isArchived}
      meaning="It takes nothing new. What it has stands."
      archive={archiveMutation}
      restore={restoreMutation}
      target={{ resourceId: id }}
    />
  );
}

/** The way to another pool, of which any free member serves. */
export function NewPool() {
  const { isBusy, fault, change } = useChange(createPoolMutation);
  const create = async (fields: FormFields) => {
    const name = fields.text('name');
    const done = await change((idempotencyKey) => ({ input: { name, idempotencyKey } }));
    if (done) notifyDone(`${name} is a pool now. New resources can join it.`);
    return done !== null;
  };
  return (
    <FormButton
      label="New pool"
      variant="default"
      submitLabel="Create"
      isBusy={isBusy}
      fault={fault}
      onSubmit={create}
    >
      <NameField description="Of what any free one will do: therapists, treatment rooms, courts" />
    </FormButton>
  );
}
