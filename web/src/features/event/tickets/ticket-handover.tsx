import { Alert, Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
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
        recipient
      }
      path
    }
  }
`);

const mailMutation = graphql(`
  mutation MailTicketHandover($input: MailTicketHandoverInput!) {
    mailTicketHandover(input: $input) {
      handover {
        id
        recipient
      }
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

/** A link that was made on this page. */
interface MadeLink {
  /** It is shown once. */
  readonly address: string;
  /** To whom it is mailed, if to anybody. */
  readonly recipient: string | null;
}

interface MailedProps {
  readonly handoverId: string;
  readonly recipient: string;
}

/** To whom the link is mailed, once more if it did not arrive. */
function Mailed({ handoverId, recipient }: MailedProps) {
  const { isBusy, change } = useChange(mailMutation, 'Not mailed again');
  const again = async () => {
    if (await change((idempotencyKey) => ({ input: { handoverId, idempotencyKey } })))
      notifyDone(`The link is mailed to ${recipient} once more.`);
  };
  return (
    <Group gap="xs" justify="space-between">
      <Text size="sm">We mail the link to {recipient}.</Text>
      <Button size="xs" variant="default" loading={isBusy} onClick={() => void again()}>
        Mail it again
      </Button>
    </Group>
  );
}

interface LinkProps {
  readonly ticket: Ticket;
  /** The link while this page has it. */
  readonly made: MadeLink | null;
  readonly onWithdrawn: () => void;
}

/** The link that is open: to be sent, or taken back. */
function OpenLink({ ticket, made, onWithdrawn }: LinkProps) {
  const formats = useFormats();
  const { isBusy, change } = useChange(withdrawMutation, 'Not taken back');
  const { handover, event } = ticket;
  if (!handover) return null;
  const withdraw = async () => {
    if (!(await change((idempotencyKey) => ({ input: { handoverId: handover.id, idempotencyKey } })))) return;
    notifyDone('The link is good for nothing any more. The ticket stays yours.');
    onWithdrawn();
  };
  const mail = `mailto:?subject=${encodeURIComponent(event.name)}&body=${encodeURIComponent(made?.address ?? '')}`;
  return (
    <Stack gap="sm">
      {made ? (
        <SecretLink
          label="The link"
          description="Send it to whom you like. It is shown this once, and the first to claim has the ticket."
          address={made.address}
        />
      ) : null}
      {made?.recipient ? <Mailed handoverId={handover.id} recipient={made.recipient} /> : null}
      <Text size="sm" c="var(--text-quiet)">
        A link is open until {formats.dateTime(handover.expiresAt)}.
      </Text>
      <Group gap="xs" justify="flex-end">
        <Button size="xs" variant="default" loading={isBusy} onClick={() => void withdraw()}>
          Take it back
        </Button>
        {made && !made.recipient ? (
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
  const [made, setMade] = useState<MadeLink | null>(null);
  const [recipient, setRecipient] = useState('');
  const { isBusy, fault, change } = useChange(openMutation);
  const make = async () => {
    const to = recipient.trim() || null;
    const done = await change((idempotencyKey) => ({
      input: { ticketId: ticket.id, recipient: to, idempotencyKey },
    }));
    const { path, handover } = done?.openTicketHandover ?? {};
    if (path)
      setMade({ address: new URL(path, window.location.href).href, recipient: handover?.recipient ?? null });
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
          <OpenLink ticket={ticket} made={made} onWithdrawn={() => setMade(null)} />
          {made ? null : (
            <>
              <TextInput
                type="email"
                label="E-mail of whoever is to have it"
                description="We mail them the link. Leave it empty to send it yourself."
                withAsterisk={false}
                value={recipient}
                onChange={({ currentTarget }) => setRecipient(currentTarget.value)}
              />
              <Button
                loading={isBusy}
                variant={ticket.handover ? 'default' : 'filled'}
                onClick={() => void make()}
              >
                {ticket.handover ? 'Make another link' : 'Make a link'}
              </Button>
            </>
          )}
        </Stack>
      </Modal>
    </>
  );
}
