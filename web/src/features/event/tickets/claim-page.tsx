import { Button, Stack, Text } from '@mantine/core';
import { Ticket } from 'lucide-react';
import { Link, useLocation, useNavigate } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '../../../graphql/generated/gql.ts';
import type { HandoverToClaimQuery, TicketHandoverStatus } from '../../../graphql/generated/graphql.ts';
import { QueryView } from '../../../session/asking/query-view.tsx';
import { useChange } from '../../../session/asking/use-change.ts';
import { notifyDone } from '../../../ui/notify.ts';
import { Page } from '../../../ui/page/page.tsx';
import { EmptyState, ListSkeleton } from '../../../ui/page/page-states.tsx';
import { Surface } from '../../../ui/page/surface.tsx';
import { EventFacts } from '../event-facts.tsx';

const handoverQuery = graphql(`
  query HandoverToClaim($secret: String!) {
    ticketHandover(secret: $secret) {
      id
      status
      product {
        id
        name
      }
      event {
        id
        name
        ...EventFacts_Event
      }
    }
  }
`);

const claimMutation = graphql(`
  mutation ClaimTicket($input: ClaimTicketInput!) {
    claimTicket(input: $input) {
      ticket {
        id
        version
      }
    }
  }
`);

type Handover = NonNullable<HandoverToClaimQuery['ticketHandover']>;

const ENDS: Readonly<Record<Exclude<TicketHandoverStatus, 'OPEN'>, string>> = {
  CLAIMED: 'Somebody has claimed this ticket already.',
  WITHDRAWN: 'This link is good for nothing any more. Ask for another one.',
  EXPIRED: 'This link has expired. Ask for another one.',
};

function Claim({ secret, status }: { readonly secret: string } & Pick<Handover, 'status'>) {
  const navigate = useNavigate();
  const { isBusy, change } = useChange(claimMutation, 'Not claimed');
  if (status !== 'OPEN') return <Text size="sm">{ENDS[status]}</Text>;
  const claim = async () => {
    const done = await change((idempotencyKey) => ({ input: { secret, idempotencyKey } }));
    if (!done) return;
    notifyDone('The ticket is yours.');
    await navigate(`/tickets/${done.claimTicket.ticket.id}`, { replace: true });
  };
  return (
    <Button loading={isBusy} onClick={() => void claim()}>
      Claim the ticket
    </Button>
  );
}

function Offered({ secret }: { readonly secret: string }) {
  const [result, ask] = useQuery({ query: handoverQuery, variables: { secret } });
  return (
    <QueryView
      result={result}
      skeleton={<ListSkeleton rows={2} />}
      onRetry={() => ask({ requestPolicy: 'network-only' })}
    >
      {({ ticketHandover: { event, product, status } }) => (
        <Surface>
          <Stack gap="md">
            <div>
              <Text fw={600}>
                {event.name} · {product.name}
              </Text>
              <EventFacts event={event} />
            </div>
            <Claim secret={secret} status={status} />
          </Stack>
        </Surface>
      )}
    </QueryView>
  );
}

/** A ticket that somebody gave by a link; its secret stands behind the `#`, which browsers send to nobody. */
export function ClaimPage() {
  const secret = useLocation().hash.slice(1);
  return (
    <Page title="A ticket for you" description="Whoever claims it first has it">
      {secret === '' ? (
        <EmptyState
          icon={Ticket}
          title="This link is not whole"
          action={
            <Button component={Link} to="/tickets" mt="xs">
              My tickets
            </Button>
          }
        >
          Open it once more as it was sent to you.
        </EmptyState>
      ) : (
        <Offered secret={secret} />
      )}
    </Page>
  );
}
