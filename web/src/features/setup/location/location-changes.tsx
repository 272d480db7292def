import { TextInput } from '@mantine/core';
import { graphql } from '../../../graphql/generated/gql.ts';
import { useChange } from '../../../session/asking/use-change.ts';
import { useTenant } from '../../../session/tenant-context.tsx';
import { FormButton } from '../../../ui/form/form-button.tsx';
import type { FormFields } from '../../../ui/form/form-fields.ts';
import { NameField } from '../../../ui/form/name-field.tsx';
import { notifyDone } from '../../../ui/notify.ts';
import { ArchiveButton } from '../archive-button.tsx';

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

const updateMutation = graphql(`
  mutation UpdateLocation($input: UpdateLocationInput!) {
    updateLocation(input: $input) {
      location {
        id
        name
        timeZone
      }
    }
  }
`);

const archiveMutation = graphql(`
  mutation ArchiveLocation($input: ArchiveLocationInput!) {
    archiveLocation(input: $input) {
      location {
        id
        archivedAt
      }
    }
  }
`);

const restoreMutation = graphql(`
  mutation RestoreLocation($input: ArchiveLocationInput!) {
    restoreLocation(input: $input) {
      location {
        id
        archivedAt
      }
    }
  }
`);

function LocationFields({ name, timeZone }: { readonly name?: string; readonly timeZone: string }) {
  return (
    <>
      <NameField name={name} />
      <TextInput
        label="Time zone"
        description="What its clocks show, such as Europe/Oslo"
        name="timeZone"
        defaultValue={timeZone}
        required
        withAsterisk={false}
      />
    </>
  );
}

const inputOf = (fields: FormFields) => ({ name: fields.text('name'), timeZone: fields.text('timeZone') });

/** The way to another location. */
export function NewLocation() {
  const { timeZone } = useTenant();
  const { isBusy, fault, change } = useChange(createMutation);
  const create = async (fields: FormFields) => {
    const input = inputOf(fields);
    const done = await change((idempotencyKey) => ({ input: { ...input, idempotencyKey } }));
    if (done) notifyDone(`${input.name} is a location now.`);
    return done !== null;
  };
  return (
    <FormButton label="New location" submitLabel="Create" isBusy={isBusy} fault={fault} onSubmit={create}>
      <LocationFields timeZone={timeZone} />
    </FormButton>
  );
}

interface LocationProps {
  readonly id: string;
  readonly name: string;
}

/** Changes what a location is called, or its clock: sessions stay at their instants. */
export function EditLocation({ id, name, timeZone }: LocationProps & { readonly timeZone: string }) {
  const { isBusy, fault, change } = useChange(updateMutation);
  const update = async (fields: FormFields) => {
    const input = { ...inputOf(fields), locationId: id };
    const done = await change((idempotencyKey) => ({ input: { ...input, idempotencyKey } }));
    if (done) notifyDone(`${input.name} is changed.`);
    return done !== null;
  };
  return (
    <FormButton
      label="Edit"
      spoken={`Edit ${name}`}
      variant="default"
      submitLabel="Save"
      isBusy={isBusy}
      fault={fault}
      onSubmit={update}
    >
      <LocationFields name={name} timeZone={timeZone} />
    </FormButton>
  );
}

/** Takes a location out of lists, or back. */
export function ArchiveLocation({ id, name, isArchived }: LocationProps & { readonly isArchived: boolean }) {
  return (
    <ArchiveButton
      name={name}
      isArchived={isArchived}
      meaning="Nothing new can be at it. It is possible once no resource is there."
      archive={archiveMutation}
      restore={restoreMutation}
      target={{ locationId: id }}
    />
  );
}
