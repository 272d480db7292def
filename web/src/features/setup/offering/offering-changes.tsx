import { NativeSelect } from '@mantine/core';
import { type FragmentType, readFragment } from '../../../graphql/generated/fragment-masking.ts';
import { graphql } from '../../../graphql/generated/gql.ts';
import { useChange } from '../../../session/asking/use-change.ts';
import { useTenant } from '../../../session/tenant-context.tsx';
import { FormButton } from '../../../ui/form/form-button.tsx';
import type { FormFields } from '../../../ui/form/form-fields.ts';
import { notifyDone } from '../../../ui/notify.ts';
import { ArchiveButton } from '../archive-button.tsx';
import { OfferingFields, offeringFormFragment, offeringInput } from './offering-form.tsx';
import { KIND_CHOICES } from './offering-kinds.ts';

const createMutation = graphql(`
  mutation CreateOffering($input: CreateOfferingInput!) {
    createOffering(input: $input) {
      offering {
        id
        name
      }
    }
  }
`);

const updateMutation = graphql(`
  mutation UpdateOffering($input: UpdateOfferingInput!) {
    updateOffering(input: $input) {
      offering {
        id
        ...OfferingForm_Offering
      }
    }
  }
`);

const archiveMutation = graphql(`
  mutation ArchiveOffering($input: ArchiveOfferingInput!) {
    archiveOffering(input: $input) {
      offering {
        id
        archivedAt
      }
    }
  }
`);

const restoreMutation = graphql(`
  mutation RestoreOffering($input: ArchiveOfferingInput!) {
    restoreOffering(input: $input) {
      offering {
        id
        archivedAt
      }
    }
  }
`);

/** The way to another offering. */
export function NewOffering() {
  const { currency } = useTenant();
  const { isBusy, fault, change } = useChange(createMutation);
  const create = async (fields: FormFields) => {
    const kind = KIND_CHOICES.find(({ value }) => value === fields.text('kind'))?.value ?? 'CLASS';
    const facts = offeringInput(fields, currency);
    const done = await change((idempotencyKey) => ({ input: { ...facts, kind, idempotencyKey } }));
    if (done) notifyDone(`${facts.name} is on offer now.`);
    return done !== null;
  };
  return (
    <FormButton label="New offering" submitLabel="Create" isBusy={isBusy} fault={fault} onSubmit={create}>
      <NativeSelect label="How it is booked" name="kind" data={KIND_CHOICES} />
      <OfferingFields currency={currency} />
    </FormButton>
  );
}

interface OfferingProps {
  readonly offering: FragmentType<typeof offeringFormFragment>;
}

/** Changes what comes: sessions keep their times and seats, bookings their prices. */
export function EditOffering(props: OfferingProps) {
  const offering = readFragment(offeringFormFragment, props.offering);
  const { currency } = offering.price;
  const { isBusy, fault, change } = useChange(updateMutation);
  const update = async (fields: FormFields) => {
    const facts = offeringInput(fields, currency);
    const done = await change((idempotencyKey) => ({
      input: { ...facts, offeringId: offering.id, idempotencyKey },
    }));
    if (done) notifyDone(`${facts.name} is changed. What is booked stays as it is.`);
    return done !== null;
  };
  return (
    <FormButton
      label="Edit"
      spoken={`Edit ${offering.name}`}
      variant="default"
      submitLabel="Save"
      isBusy={isBusy}
      fault={fault}
      onSubmit={update}
    >
      <OfferingFields currency={currency} offering={offering} />
    </FormButton>
  );
}

interface ArchiveProps {
  readonly id: string;
  readonly name: string;
  readonly isArchived: boolean;
}

/** Takes an offering out of lists, or back. */
export function ArchiveOffering({ id, name, isArchived }: ArchiveProps) {
  return (
    <ArchiveButton
      name={name}
      isArchived={isArchived}
      meaning="It takes no new bookings. What is booked stands."
      archive={archiveMutation}
      restore={restoreMutation}
      target={{ offeringId: id }}
    />
  );
}
