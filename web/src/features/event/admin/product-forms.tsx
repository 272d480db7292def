import { Checkbox, Group } from '@mantine/core';
import { graphql } from '../../../graphql/generated/gql.ts';
import { useChange } from '../../../session/asking/use-change.ts';
import { useTenant } from '../../../session/tenant-context.tsx';
import { FormButton } from '../../../ui/form/form-button.tsx';
import type { FormFields } from '../../../ui/form/form-fields.ts';
import { NameField } from '../../../ui/form/name-field.tsx';
import { NumberField } from '../../../ui/form/number-field.tsx';
import { minorUnits } from '../../../ui/format/amounts.ts';

const productMutation = graphql(`
  mutation CreateTicketProduct($input: CreateTicketProductInput!) {
    createTicketProduct(input: $input) {
      ticketProduct {
        id
        event {
          id
        }
      }
    }
  }
`);

const quotaMutation = graphql(`
  mutation CreateQuota($input: CreateQuotaInput!) {
    createQuota(input: $input) {
      quota {
        id
      }
    }
  }
`);

interface NewProductProps {
  readonly eventId: string;
  readonly quotas: readonly { readonly id: string; readonly name: string }[];
}

/** The way to another kind of ticket. */
export function NewProduct({ eventId, quotas }: NewProductProps) {
  const { currency } = useTenant();
  const { isBusy, fault, change } = useChange(productMutation);
  const create = async (fields: FormFields) => {
    const done = await change((idempotencyKey) => ({
      input: {
        eventId,
        name: fields.text('name'),
        priceMinor: minorUnits(fields.number('price'), currency),
        minPerOrder: fields.number('minPerOrder'),
        maxPerOrder: fields.number('maxPerOrder'),
        quotaIds: fields.all('quota'),
        idempotencyKey,
      },
    }));
    return done !== null;
  };
  return (
    <FormButton
      label="New ticket product"
      submitLabel="Create"
      isBusy={isBusy}
      fault={fault}
      onSubmit={create}
    >
      <NameField />
      <Group grow align="flex-start">
        <NumberField label={`Price, ${currency}`} name="price" isFraction value={0} />
        <NumberField label="Fewest" name="minPerOrder" min={1} max={100} value={1} />
        <NumberField label="Most" name="maxPerOrder" min={1} max={100} value={10} />
      </Group>
      {quotas.map(({ id, name }) => (
        <Checkbox key={id} name="quota" value={id} label={`Counts against ${name}`} />
      ))}
    </FormButton>
  );
}

/** The way to another quota. */
export function NewQuota({ eventId }: { readonly eventId: string }) {
  const { isBusy, fault, change } = useChange(quotaMutation);
  const create = async (fields: FormFields) => {
    const [name, size] = [fields.text('name'), fields.number('size')];
    return (await change((idempotencyKey) => ({ input: { eventId, name, size, idempotencyKey } }))) !== null;
  };
  return (
    <FormButton
      label="New quota"
      variant="default"
      submitLabel="Create"
      isBusy={isBusy}
      fault={fault}
      onSubmit={create}
    >
      <NameField description="Of what there are so many, for you: seats in the hall, early birds" />
      <NumberField label="Tickets" name="size" max={1_000_000} />
    </FormButton>
  );
}
