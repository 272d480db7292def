import { Button, Checkbox, Group, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Plus } from 'lucide-react';
import { useQuery } from 'urql';
import { graphql } from '../../graphql/generated/gql.ts';
import { useTenant } from '../../session/tenant-context.tsx';
import { useChange } from '../../session/use-change.ts';
import { minorUnits } from '../../ui/amounts.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import type { FormFields } from '../../ui/form-fields.ts';
import { notifyDone } from '../../ui/notify.ts';
import { KIND_CHOICES } from './offering-kinds.ts';

const needsQuery = graphql(`
  query NeedsOfOfferings {
    resources(first: 100) {
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
  mutation CreateOffering($input: CreateOfferingInput!) {
    createOffering(input: $input) {
      offering {
        id
        name
      }
    }
  }
`);

const RESOURCE = 'resource:';
const POOL = 'pool:';

/** What a choice among resources and pools means for the API. */
function needOf(choice: string) {
  return choice.startsWith(POOL)
    ? { poolId: choice.slice(POOL.length) }
    : { resourceId: choice.slice(RESOURCE.length) };
}

function Need() {
  const [{ data }] = useQuery({ query: needsQuery });
  const resources = (data?.resources?.edges ?? []).map(({ node }) => ({
    value: `${RESOURCE}${node.id}`,
    label: node.name,
  }));
  const pools = (data?.resourcePools?.edges ?? []).map(({ node }) => ({
    value: `${POOL}${node.id}`,
    label: `Any of ${node.name}`,
  }));
  return (
    <NativeSelect
      label="With"
      name="need"
      data={[...resources, ...pools]}
      {...(data && resources.length + pools.length === 0 ? { error: 'Add a resource first.' } : {})}
    />
  );
}

function Numbers({ currency }: { readonly currency: string }) {
  const shared = { type: 'number', required: true, withAsterisk: false } as const;
  return (
    <>
      <Group grow align="flex-end">
        <TextInput label="Minutes" name="durationMinutes" min={5} max={1_440} defaultValue="60" {...shared} />
        <TextInput label="Seats" name="capacity" min={1} max={10_000} defaultValue="1" {...shared} />
        <TextInput
          label={`Price, ${currency}`}
          name="price"
          min={0}
          step="any"
          defaultValue="0"
          {...shared}
        />
      </Group>
      <Group grow align="flex-end">
        <TextInput label="Minutes free before" name="before" min={0} max={240} defaultValue="0" {...shared} />
        <TextInput label="Minutes free after" name="after" min={0} max={240} defaultValue="0" {...shared} />
        <TextInput label="Tax code" name="taxCode" maxLength={64} />
      </Group>
    </>
  );
}

function Manner() {
  return (
    <>
      <NativeSelect label="How it is booked" name="kind" data={KIND_CHOICES} />
      <Checkbox name="needsApproval" label="Bookings wait until we approve them" />
      <Textarea label="For customers" name="description" maxLength={2_000} autosize minRows={2} maxRows={6} />
    </>
  );
}

/** The way to another offering. */
export function NewOffering() {
  const { currency } = useTenant();
  const [opened, { open, close }] = useDisclosure();
  const { isBusy, fault, change } = useChange(createMutation);
  const create = async (fields: FormFields) => {
    const name = fields.text('name');
    const kind = KIND_CHOICES.find(({ value }) => value === fields.text('kind'))?.value ?? 'CLASS';
    const done = await change((idempotencyKey) => ({
      input: {
        name,
        kind,
        description: fields.text('description'),
        durationMinutes: fields.number('durationMinutes'),
        capacity: fields.number('capacity'),
        priceMinor: minorUnits(fields.number('price'), currency),
        ...needOf(fields.text('need')),
        bufferBeforeMinutes: fields.number('before'),
        bufferAfterMinutes: fields.number('after'),
        needsApproval: fields.isOn('needsApproval'),
        taxCode: fields.textOrNull('taxCode'),
        idempotencyKey,
      },
    }));
    if (!done) return;
    notifyDone(`${name} is on offer now.`);
    close();
  };
  return (
    <>
      <Button size="xs" leftSection={<Plus size={15} />} onClick={open}>
        New offering
      </Button>
      <FormDialog
        title="New offering"
        opened={opened}
        onClose={close}
        submitLabel="Create"
        isBusy={isBusy}
        fault={fault}
        onSubmit={(fields) => void create(fields)}
      >
        <TextInput label="Name" name="name" maxLength={200} required withAsterisk={false} data-autofocus />
        <Manner />
        <Need />
        <Numbers currency={currency} />
      </FormDialog>
    </>
  );
}
