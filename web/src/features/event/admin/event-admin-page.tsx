import { Anchor, Group, Stack, Tabs, Text } from '@mantine/core';
import { ChevronLeft } from 'lucide-react';
import { Link, useNavigate, useParams } from 'react-router';
import { useQuery, useSubscription } from 'urql';
import { graphql } from '../../../graphql/generated/gql.ts';
import type { EventToManageQuery } from '../../../graphql/generated/graphql.ts';
import { QueryView } from '../../../session/asking/query-view.tsx';
import { useChange } from '../../../session/asking/use-change.ts';
import { isAdministrator } from '../../../session/roles.ts';
import { useMember } from '../../../session/session-context.tsx';
import { useFormats } from '../../../session/tenant-context.tsx';
import { AskButton } from '../../../ui/form/ask-button.tsx';
import { notifyDone } from '../../../ui/notify.ts';
import { Page } from '../../../ui/page/page.tsx';
import { ListSkeleton } from '../../../ui/page/page-states.tsx';
import { Surface } from '../../../ui/page/surface.tsx';
import { EventFacts } from '../event-facts.tsx';
import { ListsPanel } from './lists-panel.tsx';
import { OrdersPanel } from './orders-panel.tsx';
import { ProductsPanel } from './products-panel.tsx';
import { TicketsPanel } from './tickets-panel.tsx';

const eventQuery = graphql(`
  query EventToManage($id: ID!) {
    event(id: $id) {
      id
      name
      description
      status
      endsAt
      maxTickets
      ticketsTaken
      ...EventFacts_Event
      ...ProductsPanel_Event
      ...OrdersPanel_Event
      ...TicketsPanel_Event
      ...ListsPanel_Event
    }
  }
`);

const orderSubscription = graphql(`
  subscription OrderChanged {
    orderChanged {
      id
      status
      paidAt
      event {
        id
        ticketsTaken
      }
    }
  }
`);

const cancelMutation = graphql(`
  mutation CancelEvent($input: CancelEventInput!) {
    cancelEvent(input: $input) {
      event {
        id
        status
      }
    }
  }
`);

type Event = NonNullable<EventToManageQuery['event']>;

function Sales({ event: { ticketsTaken, maxTickets } }: { readonly event: Event }) {
  const formats = useFormats();
  return (
    <Surface p="md">
      <Text size="sm" c="var(--text-quiet)">
        Tickets given out
      </Text>
      <Group gap={8} align="baseline">
        <Text fz={26} fw={650} lh={1.3} data-testid="tickets-taken">
          {formats.number(ticketsTaken)}
        </Text>
        <Text size="sm" c="var(--text-quiet)">
          {maxTickets ? `of ${formats.number(maxTickets)}` : 'the limit is that of your plan'}
        </Text>
      </Group>
    </Surface>
  );
}

function CallOff({ event }: { readonly event: Event }) {
  const navigate = useNavigate();
  const { isBusy, change } = useChange(cancelMutation, 'Not called off');
  const callOff = async () => {
    if (!(await change((idempotencyKey) => ({ input: { eventId: event.id, idempotencyKey } })))) return;
    notifyDone(`${event.name} is called off.`);
    await navigate('/events');
  };
  return (
    <AskButton
      label="Call off"
      question="Its tickets admit nobody from then on. This cannot be undone."
      confirmLabel="Call the event off"
      isBusy={isBusy}
      onConfirm={callOff}
    />
  );
}

/** One event as the staff sees it: sales, products and quotas, orders, gates. */
export function EventAdminPage() {
  const { eventId = '' } = useParams();
  const mayCallOff = isAdministrator(useMember());
  const [result, ask] = useQuery({ query: eventQuery, variables: { id: eventId } });
  useSubscription({ query: orderSubscription });
  return (
    <QueryView
      result={result}
      skeleton={<ListSkeleton rows={4} />}
      onRetry={() => ask({ requestPolicy: 'network-only' })}
    >
      {({ event }) => (
        <Page
          title={event.name}
          description={<EventFacts event={event} />}
          aside={
            <Group gap="sm">
              <Anchor component={Link} to="/events" size="sm" c="var(--text-quiet)">
                <ChevronLeft size={14} aria-hidden="true" style={{ verticalAlign: '-2px' }} /> All events
              </Anchor>
              {mayCallOff && event.status === 'SCHEDULED' && Date.parse(event.endsAt) > Date.now() ? (
                <CallOff event={event} />
              ) : null}
            </Group>
          }
        >
          <Stack gap="lg">
            <Sales event={event} />
            <Tabs defaultValue="products" keepMounted={false}>
              <Tabs.List mb="lg">
                <Tabs.Tab value="products">Tickets</Tabs.Tab>
                <Tabs.Tab value="orders">Orders</Tabs.Tab>
                <Tabs.Tab value="holders">Holders</Tabs.Tab>
                <Tabs.Tab value="lists">Gates</Tabs.Tab>
              </Tabs.List>
              <Tabs.Panel value="products">
                <ProductsPanel event={event} />
              </Tabs.Panel>
              <Tabs.Panel value="orders">
                <OrdersPanel event={event} />
              </Tabs.Panel>
              <Tabs.Panel value="holders">
                <TicketsPanel event={event} />
              </Tabs.Panel>
              <Tabs.Panel value="lists">
                <ListsPanel event={event} />
              </Tabs.Panel>
            </Tabs>
          </Stack>
        </Page>
      )}
    </QueryView>
  );
}
