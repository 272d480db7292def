import { Button, Group, SegmentedControl, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { PartyPopper, Plus } from 'lucide-react';
import { useCallback, useState } from 'react';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '../../graphql/generated/gql.ts';
import type { EventsQuery } from '../../graphql/generated/graphql.ts';
import { QueryView } from '../../session/asking/query-view.tsx';
import { isAdministrator, isStaff } from '../../session/roles.ts';
import { useMember } from '../../session/session-context.tsx';
import { Page } from '../../ui/page/page.tsx';
import { EmptyState, ListSkeleton } from '../../ui/page/page-states.tsx';
import { Surface } from '../../ui/page/surface.tsx';
import classes from './event.module.css';
import { EventFacts } from './event-facts.tsx';
import { EventForm } from './event-form.tsx';

const eventsQuery = graphql(`
  query Events($from: DateTime!, $to: DateTime!) {
    events(from: $from, to: $to, first: 100) {
      edges {
        node {
          id
          name
          description
          ...EventFacts_Event
        }
      }
    }
  }
`);

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** The API answers for so many days at a time. */
const DAYS_MAX = 400;

type Side = 'UPCOMING' | 'PAST';
type Event = NonNullable<EventsQuery['events']>['edges'][number]['node'];

/** Events that are on or to come, or those that were; whole minutes, so that asking twice is the same. */
function rangeOf(side: Side, nowMs: number): { from: string; to: string } {
  const minute = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS;
  const fromMs = side === 'UPCOMING' ? minute - DAY_MS : minute - DAYS_MAX * DAY_MS;
  const toMs = side === 'UPCOMING' ? fromMs + DAYS_MAX * DAY_MS : minute;
  return { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() };
}

function EventRow({ event, verb }: { readonly event: Event; readonly verb: string }) {
  return (
    <li className={classes.row}>
      <div>
        <Text size="sm" fw={550}>
          {event.name}
        </Text>
        <EventFacts event={event} />
      </div>
      <Button
        component={Link}
        to={`/events/${event.id}`}
        size="xs"
        variant="light"
        aria-label={`${verb}: ${event.name}`}
      >
        {verb}
      </Button>
    </li>
  );
}

function NewEvent() {
  const [opened, { open, close }] = useDisclosure();
  return (
    <>
      <Button size="xs" leftSection={<Plus size={15} />} onClick={open}>
        New event
      </Button>
      {opened ? <EventForm onClose={close} /> : null}
    </>
  );
}

/** Nothing on this side: what will be, and for those who may the way to it. */
function NoEvents({ side }: { readonly side: Side }) {
  const member = useMember();
  if (side === 'PAST')
    return (
      <EmptyState icon={PartyPopper} title="No events were here yet">
        What is over stays to be looked up here.
      </EmptyState>
    );
  return (
    <EmptyState
      icon={PartyPopper}
      title="No events to come"
      action={isAdministrator(member) ? <NewEvent /> : null}
    >
      {isStaff(member)
        ? 'To an event you give out tickets, free or paid, and scan them at the door.'
        : 'When there is one, you find it here.'}
    </EmptyState>
  );
}

/** What takes place, soonest first. */
export function EventsPage() {
  const member = useMember();
  const isForStaff = isStaff(member);
  const [side, setSide] = useState<Side>('UPCOMING');
  const [now] = useState(() => Date.now());
  const [result, ask] = useQuery({ query: eventsQuery, variables: rangeOf(side, now) });
  const askAnew = useCallback(() => ask({ requestPolicy: 'network-only' }), [ask]);
  return (
    <Page
      title="Events"
      description="What you need a ticket for"
      aside={
        <Group gap="sm">
          {isForStaff ? (
            <SegmentedControl
              size="xs"
              aria-label="Which events"
              value={side}
              onChange={setSide}
              data={[
                { value: 'UPCOMING', label: 'To come' },
                { value: 'PAST', label: 'Past' },
              ]}
            />
          ) : null}
          {isAdministrator(member) ? <NewEvent /> : null}
        </Group>
      }
    >
      <QueryView result={result} skeleton={<ListSkeleton rows={4} />} onRetry={askAnew}>
        {({ events }) =>
          events.edges.length === 0 ? (
            <NoEvents side={side} />
          ) : (
            <Surface flush>
              <ul className={classes.list}>
                {events.edges.map(({ node }) => (
                  <EventRow key={node.id} event={node} verb={isForStaff ? 'Manage' : 'Get tickets'} />
                ))}
              </ul>
            </Surface>
          )
        }
      </QueryView>
    </Page>
  );
}
