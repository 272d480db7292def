import { Anchor, Button, Group, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { ChevronLeft } from 'lucide-react';
import { useRef, useState } from 'react';
import { Link, useParams } from 'react-router';
import { useMutation, useQuery } from 'urql';
import { graphql } from '../../../graphql/generated/gql.ts';
import type { GateQuery, ScanDirection } from '../../../graphql/generated/graphql.ts';
import { refusalOf } from '../../../graphql/refusal.ts';
import { sentenceOf } from '../../../graphql/sentence.ts';
import { QueryView } from '../../../session/asking/query-view.tsx';
import { nameOf } from '../../../session/name-of.ts';
import { useFormats } from '../../../session/tenant-context.tsx';
import { Page } from '../../../ui/page/page.tsx';
import { ListSkeleton } from '../../../ui/page/page-states.tsx';
import { Surface } from '../../../ui/page/surface.tsx';
import { Camera } from './camera.tsx';
import { deviceId } from './device.ts';
import { RecentScans } from './recent-scans.tsx';
import { type Verdict, verdictOf, verdictOfRefusal } from './scan-words.ts';
import { VerdictPanel } from './verdict-panel.tsx';

const gateQuery = graphql(`
  query Gate($eventId: ID!) {
    event(id: $eventId) {
      id
      name
      checkInLists(first: 50) {
        edges {
          node {
            id
            name
            mode
            ...RecentScans_CheckInList
          }
        }
      }
    }
  }
`);

const scanMutation = graphql(`
  mutation ScanTicket($input: ScanTicketInput!) {
    scanTicket(input: $input) {
      scan {
        id
        result
        direction
        recordedAt
        list {
          id
        }
        ticket {
          id
          holder {
            id
            name
          }
          product {
            id
            name
          }
        }
        firstScan {
          id
          recordedAt
          list {
            id
            name
          }
        }
      }
    }
  }
`);

type List = NonNullable<GateQuery['event']>['checkInLists']['edges'][number]['node'];

/** What the last scan said, whose ticket it was, and which code it was of. */
interface Outcome extends Verdict {
  readonly who: string | null;
  readonly token: string;
}

/** Looks at codes for one list; each look is a scan of its own, a repeated one is not. */
function useScanner(list: List, direction: ScanDirection) {
  const formats = useFormats();
  const [{ fetching }, scan] = useMutation(scanMutation);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const look = async (token: string, isConfirmed = false) => {
    const { data, error } = await scan({
      input: {
        listId: list.id,
        token,
        direction,
        deviceId: deviceId(),
        scannedAt: new Date().toISOString(),
        scanId: crypto.randomUUID(),
        isConfirmed,
      },
    });
    if (data?.scanTicket) {
      const { scan: seen } = data.scanTicket;
      const who = seen.ticket ? `${nameOf(seen.ticket.holder)}, ${seen.ticket.product.name}` : null;
      return setOutcome({ ...verdictOf(seen, formats.dateTime), who, token });
    }
    if (!error) return;
    const refusal = refusalOf(error);
    setOutcome({ ...verdictOfRefusal(refusal.code, sentenceOf(refusal, formats.date)), who: null, token });
  };
  return { isBusy: fetching, outcome, look };
}

function Scanner({ list }: { readonly list: List }) {
  const field = useRef<HTMLInputElement>(null);
  const [direction, setDirection] = useState<ScanDirection>('IN');
  const { isBusy, outcome, look } = useScanner(list, direction);
  const submit = (form: HTMLFormElement) => {
    const token = field.current?.value.trim();
    if (token) void look(token);
    form.reset();
    field.current?.focus();
  };
  return (
    <Stack gap="md" maw={560}>
      {list.mode === 'IN_OUT' ? (
        <SegmentedControl
          fullWidth
          aria-label="Which way"
          value={direction}
          onChange={setDirection}
          data={[
            { value: 'IN', label: 'In' },
            { value: 'OUT', label: 'Out' },
          ]}
        />
      ) : null}
      <VerdictPanel
        verdict={outcome}
        who={outcome?.who ?? null}
        isBusy={isBusy}
        onConfirm={() => outcome && void look(outcome.token, true)}
      />
      <Surface>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            submit(event.currentTarget);
          }}
        >
          <Group align="flex-end" gap="xs" wrap="nowrap">
            <TextInput
              ref={field}
              flex={1}
              label="Code"
              description="Scan it with a hand scanner, or paste it"
              autoComplete="off"
              autoFocus
            />
            <Button type="submit" loading={isBusy}>
              Check
            </Button>
          </Group>
        </form>
      </Surface>
      <Camera onCode={(code) => void look(code)} />
      <RecentScans list={list} />
    </Stack>
  );
}

function Gate({ event }: { readonly event: NonNullable<GateQuery['event']> }) {
  const { listId } = useParams();
  const list = event.checkInLists.edges.map(({ node }) => node).find(({ id }) => id === listId);
  return (
    <Page
      title={list ? list.name : 'No such gate'}
      description={event.name}
      aside={
        <Anchor component={Link} to={`/events/${event.id}`} size="sm" c="var(--text-quiet)">
          <ChevronLeft size={14} aria-hidden="true" style={{ verticalAlign: '-2px' }} /> The event
        </Anchor>
      }
    >
      {list ? <Scanner key={list.id} list={list} /> : <Text size="sm">It is not one of this event.</Text>}
    </Page>
  );
}

/** A gate: looks at one ticket after the other and says loudly whether its bearer may pass. */
export function GatePage() {
  const { eventId = '' } = useParams();
  const [result, ask] = useQuery({ query: gateQuery, variables: { eventId } });
  return (
    <QueryView
      result={result}
      skeleton={<ListSkeleton rows={3} />}
      onRetry={() => ask({ requestPolicy: 'network-only' })}
    >
      {({ event }) => <Gate event={event} />}
    </QueryView>
  );
}
