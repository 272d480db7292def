import { Button, Checkbox, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { DoorOpen, Plus, ScanLine } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { type FragmentType, readFragment } from '../../../graphql/generated/fragment-masking.ts';
import { graphql } from '../../../graphql/generated/gql.ts';
import type { ListsPanel_EventFragment } from '../../../graphql/generated/graphql.ts';
import { useChange } from '../../../session/asking/use-change.ts';
import { isAdministrator } from '../../../session/roles.ts';
import { useMember } from '../../../session/session-context.tsx';
import { FormDialog } from '../../../ui/form/form-dialog.tsx';
import type { FormFields } from '../../../ui/form/form-fields.ts';
import { NameField } from '../../../ui/form/name-field.tsx';
import { EmptyState } from '../../../ui/page/page-states.tsx';
import { Surface } from '../../../ui/page/surface.tsx';
import classes from '../event.module.css';

const eventFragment = graphql(`
  fragment ListsPanel_Event on Event {
    id
    checkInLists(first: 50) {
      edges {
        node {
          id
          name
          mode
          allowsReentry
          confirmRequired
          products {
            id
            name
          }
        }
      }
    }
    ticketProducts(first: 50) {
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
  mutation CreateCheckInList($input: CreateCheckInListInput!) {
    createCheckInList(input: $input) {
      checkInList {
        id
        event {
          id
        }
      }
    }
  }
`);

type Event = ListsPanel_EventFragment;
type List = Event['checkInLists']['edges'][number]['node'];

function factsOf({ mode, allowsReentry, confirmRequired, products }: List): string {
  return [
    products.length === 0 ? 'All tickets' : products.map(({ name }) => name).join(', '),
    mode === 'IN_OUT' ? 'in and out' : 'in',
    ...(allowsReentry ? ['may come again'] : []),
    ...(confirmRequired ? ['with a look at a card'] : []),
  ].join(' · ');
}

function NewList({ event }: { readonly event: Event }) {
  const [opened, { open, close }] = useDisclosure();
  const [mode, setMode] = useState<List['mode']>('IN');
  const { isBusy, fault, change } = useChange(createMutation);
  const create = async (fields: FormFields) => {
    const done = await change((idempotencyKey) => ({
      input: {
        eventId: event.id,
        name: fields.text('name'),
        productIds: fields.all('product'),
        mode,
        allowsReentry: fields.isOn('allowsReentry'),
        confirmRequired: fields.isOn('confirmRequired'),
        idempotencyKey,
      },
    }));
    if (done) close();
  };
  return (
    <>
      <Button size="xs" leftSection={<Plus size={15} />} onClick={open}>
        New gate
      </Button>
      <FormDialog
        title="New gate"
        opened={opened}
        onClose={close}
        submitLabel="Create"
        isBusy={isBusy}
        fault={fault}
        onSubmit={(fields) => void create(fields)}
      >
        <NameField />
        <SegmentedControl
          fullWidth
          aria-label="Which way"
          value={mode}
          onChange={setMode}
          data={[
            { value: 'IN', label: 'In' },
            { value: 'IN_OUT', label: 'In and out' },
          ]}
        />
        <Stack gap="xs">
          <Text size="sm" fw={500}>
            Good here are the tickets of
          </Text>
          {event.ticketProducts.edges.map(({ node }) => (
            <Checkbox key={node.id} name="product" value={node.id} label={node.name} />
          ))}
          <Text size="xs" c="var(--text-quiet)">
            None chosen means all of them.
          </Text>
        </Stack>
        <Checkbox name="allowsReentry" label="A ticket admits again" />
        <Checkbox name="confirmRequired" label="Staff looks at a card and confirms each time" />
      </FormDialog>
    </>
  );
}

/** The gates and counters of an event, each with its own list. */
export function ListsPanel(props: { readonly event: FragmentType<typeof eventFragment> }) {
  const event = readFragment(eventFragment, props.event);
  const mayCreate = isAdministrator(useMember());
  const lists = event.checkInLists.edges.map(({ node }) => node);
  return (
    <Stack gap="lg">
      {mayCreate ? (
        <Group>
          <NewList event={event} />
        </Group>
      ) : null}
      {lists.length === 0 ? (
        <EmptyState icon={DoorOpen} title="No gates yet">
          At a gate tickets are scanned, each once unless you say otherwise.
        </EmptyState>
      ) : (
        <Surface flush>
          <ul className={classes.list}>
            {lists.map((list) => (
              <li key={list.id} className={classes.row}>
                <div>
                  <Text size="sm" fw={550}>
                    {list.name}
                  </Text>
                  <Text size="xs" c="var(--text-quiet)">
                    {factsOf(list)}
                  </Text>
                </div>
                <Button
                  component={Link}
                  to={`/events/${event.id}/gate/${list.id}`}
                  size="xs"
                  leftSection={<ScanLine size={15} />}
                  aria-label={`Scan at ${list.name}`}
                >
                  Scan
                </Button>
              </li>
            ))}
          </ul>
        </Surface>
      )}
    </Stack>
  );
}
