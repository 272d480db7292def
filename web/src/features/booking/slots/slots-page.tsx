import { Anchor, Button, Stack, Text } from '@mantine/core';
import { CalendarClock, ChevronLeft } from 'lucide-react';
import { useCallback } from 'react';
import { Link, Route, Routes, useParams } from 'react-router';
import { useQuery } from 'urql';
import { type FragmentType, readFragment } from '../../../graphql/generated/fragment-masking.ts';
import type { TimedOfferingsQuery } from '../../../graphql/generated/graphql.ts';
import { QueryView } from '../../../session/asking/query-view.tsx';
import { useFormats } from '../../../session/tenant-context.tsx';
import type { Formats } from '../../../ui/format/formats.ts';
import { spanOf } from '../../../ui/format/spans.ts';
import { ComingRows, MoreRows } from '../../../ui/page/more-rows.tsx';
import { Page } from '../../../ui/page/page.tsx';
import { EmptyState, ListSkeleton } from '../../../ui/page/page-states.tsx';
import { Surface } from '../../../ui/page/surface.tsx';
import classes from '../rows.module.css';
import { BookTime } from './book-time.tsx';
import {
  type TimedOffering,
  timedOfferingFragment,
  timedOfferingQuery,
  timedOfferingsQuery,
} from './timed-offerings.ts';

type Offerings = NonNullable<TimedOfferingsQuery['offerings']>;
type Masked = FragmentType<typeof timedOfferingFragment>;

/** What it costs; of a job that is for a property of one size, and follows the size. */
function priceOf({ price, kind }: TimedOffering, formats: Formats): string {
  return kind === 'JOB' ? `${formats.price(price)} for 1,000 m²` : formats.price(price);
}

function OfferingRow(props: { readonly offering: Masked }) {
  const offering = readFragment(timedOfferingFragment, props.offering);
  const formats = useFormats();
  return (
    <li className={`${classes.row} ${classes.booking}`}>
      <div className={classes.what}>
        <Text fw={550} size="sm">
          {offering.name}
        </Text>
        <Text size="xs" c="var(--text-quiet)" lineClamp={2}>
          {spanOf(offering.durationMinutes)}
          {offering.description ? ` · ${offering.description}` : null}
        </Text>
      </div>
      <div className={classes.price}>{priceOf(offering, formats)}</div>
      <div className={classes.action}>
        <Button
          size="xs"
          component={Link}
          to={`/book/${offering.id}`}
          aria-label={`Choose a time for ${offering.name}`}
        >
          Choose a time
        </Button>
      </div>
    </li>
  );
}

/** A page of rows and the way to the next. */
function Rows({ offerings: { edges, pageInfo } }: { readonly offerings: Offerings }) {
  return (
    <>
      {edges.map(({ node }) => (
        <OfferingRow key={node.id} offering={node} />
      ))}
      {pageInfo.hasNextPage ? (
        <MoreRows>
          <RowsAfter cursor={pageInfo.endCursor ?? null} />
        </MoreRows>
      ) : null}
    </>
  );
}

function RowsAfter({ cursor }: { readonly cursor: string | null }) {
  const [{ data }] = useQuery({ query: timedOfferingsQuery, variables: { after: cursor } });
  return data?.offerings ? <Rows offerings={data.offerings} /> : <ComingRows />;
}

function NothingByTime() {
  return (
    <EmptyState
      icon={CalendarClock}
      title="Nothing to book by time"
      action={
        <Button component={Link} to="/schedule" mt="xs">
          See the schedule
        </Button>
      }
    >
      What has fixed times is in the schedule.
    </EmptyState>
  );
}

function OfferingList() {
  const [result, ask] = useQuery({ query: timedOfferingsQuery, variables: { after: null } });
  const askAnew = useCallback(() => ask({ requestPolicy: 'network-only' }), [ask]);
  return (
    <Page title="Book a time" description="What you can have when it suits you">
      <QueryView result={result} skeleton={<ListSkeleton />} onRetry={askAnew}>
        {({ offerings }) =>
          offerings.edges.length === 0 ? (
            <NothingByTime />
          ) : (
            <Surface flush>
              <ul className={classes.list}>
                <Rows offerings={offerings} />
              </ul>
            </Surface>
          )
        }
      </QueryView>
    </Page>
  );
}

function BookOffering(props: { readonly offering: Masked }) {
  const offering = readFragment(timedOfferingFragment, props.offering);
  const formats = useFormats();
  return (
    <Page
      title={offering.name}
      description={`${spanOf(offering.durationMinutes)} · ${priceOf(offering, formats)}`}
      aside={
        <Anchor component={Link} to="/book" size="sm" c="var(--text-quiet)">
          <ChevronLeft size={14} aria-hidden="true" style={{ verticalAlign: '-2px' }} /> All offerings
        </Anchor>
      }
    >
      <Stack gap="lg">
        {offering.description ? <Text size="sm">{offering.description}</Text> : null}
        <BookTime offering={offering} />
      </Stack>
    </Page>
  );
}

function OneOffering() {
  const { offeringId = '' } = useParams();
  const [{ data, error }] = useQuery({ query: timedOfferingQuery, variables: { id: offeringId } });
  if (data?.node?.__typename === 'Offering') return <BookOffering offering={data.node} />;
  return data || error ? <OfferingList /> : <ListSkeleton />;
}

/** What customers book at a time of their own: first what, then when. */
export function SlotsPage() {
  return (
    <Routes>
      <Route index element={<OfferingList />} />
      <Route path=":offeringId" element={<OneOffering />} />
    </Routes>
  );
}
