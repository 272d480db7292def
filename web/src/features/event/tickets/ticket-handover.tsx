import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { type FragmentType, readFragment } from '../../../graphql/generated/fragment-masking.ts';
import { graphql } from '../../../graphql/generated/gql.ts';
import type { TicketHandover_TicketFragment } from '../../../graphql/generated/graphql.ts';
import { useChange } from '../../../session/asking/use-change.ts';
import { useFormats } from '../../../session/tenant-context.tsx';
import { notifyDone } from '../../../ui/notify.ts';
import { SecretLink } from '../../../ui/secret-link.tsx';

const ticketFragment = graphql(`
  fragment TicketHandover_Ticket on Ticket {
    id
    event {
      id
      name
    }
    handover {
      id
      expiresAt
    }
  }
`);

const openMutation = graphql(`
  mutation OpenTicketHandover($input: OpenTicketHandoverInput!) {
    openTicketHandover(input: $input) {
      handover {
        id
        expiresAt
      }
      path
    }
  }
`);

const withdrawMutation = graphql(`
  mutation WithdrawTicketHandover($input: WithdrawTicketHandoverInput!) {
    withdrawTicketHandover(input: $input) {
      handover {
        id
        status
      }
    }
  }
`);

type Ticket = TicketHandover_TicketFragment;

interface LinkProps {
  readonly ticket: Ticket;
  /** The link while this page has it; it is shown once. */
  readonly address: string | null;
  readonly onWithdrawn: () => void;
}

/** The link that is open: to be sent, or taken back. */
function OpenLink({ ticket, address, onWithdrawn }: LinkProps) {
  const formats = useFormats();
  const { isBusy, change } = useChange(withdrawMutation, 'Not taken back');
  const { handover, event } = ticket;
  if (!handover) return null;
  const withdraw = async () => {
    if (!(await change((idempotencyKey) => ({ input: { handoverId: handover.id, idempotencyKey } })))) return;
    notifyDone('The link is good for nothing any more. The ticket stays yours.');
    onWithdrawn();
  };
  const mail = `mailto:?subject=${encodeURIComponent(event.name)}&body=${encodeURIComponent(address ?? '')}`;
  return (
    <Stack gap="sm">
      {address ? (
        <SecretLink
          label="The link"
          description="Send it to whom you like. It is shown this once, and the first to claim has the ticket."
          address={address}
        />
      ) : null}
      <Text size="sm" c="var(--text-quiet)">
        A link is open until {formats.dateTime(handover.expiresAt)}.
      </Text>
      <Group gap="xs" justify="flex-end">
        <Button size="xs" variant="default" loading={isBusy} onClick={() => void withdraw()}>
          Take it back
        </Button>
        {address ? (
          <Button size="xs" component="a" href={mail}>
            Send by e-mail
          </Button>
        ) : null}
      </Group>
    </Stack>
  );
}

/** Hands the ticket on by a link: until somebody claims it, nothing changes. */
export function HandOnButton(props: { readonly ticket: FragmentType<typeof ticketFragment> }) {
  const ticket = readFragment(ticketFragment, props.ticket);
  const [opened, { open, close }] = useDisclosure();
  const [address, setAddress] = useState<string | null>(null);
  const { isBusy, fault, change } = useChange(openMutation);
  const make = async () => {
    const done = await change((idempotencyKey) => ({ input: { ticketId: ticket.id, idempotencyKey } }));
    const path = done?.openTicketHandover.path;
    if (path) setAddress(new URL(path, window.location.href).href);
  };
  return (
    <>
      <Button size="xs" variant="default" onClick={open} aria-haspopup="dialog">
        Hand on
      </Button>
      <Modal opened={opened} onClose={close} title="Hand the ticket on" radius="lg" centered>
        <Stack gap="md">
          {fault ? (
            <Alert color="red" variant="light" role="alert">
              {fault}
            </Alert>
          ) : null}
          <Text size="sm">
            Whoever opens the link and signs in here can claim the ticket. Until then it is yours, and your
            code is good.
          </Text>
          <OpenLink ticket={ticket} address={address} onWithdrawn={() => setAddress(null)} />
          {address ? null : (
            <Button
              loading={isBusy}
              variant={ticket.handover ? 'default' : 'filled'}
              onClick={() => void make()}
            >
              {ticket.handover ? 'Make another link' : 'Make a link'}
            </Button>
          )}
        </Stack>
      </Modal>
    </>
  );
}
