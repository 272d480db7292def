import { Anchor, Button, Stack, Text } from '@mantine/core';
import { CalendarClock, ChevronLeft } from 'lucide-react';
import { useCallback } from 'react';
import { Link, Route, Routes, useParams } from 'react-router';
import { useQuery } from 'urql';
import type { OfferingKind } from '../../../graphql/generated/graphql.ts';
import { QueryView } from '../../../session/asking/query-view.tsx';
import { useFormats } from '../../../session/tenant-context.tsx';
import type { Formats } from '../../../ui/format/formats.ts';
import { spanOf } from '../../../ui/format/spans.ts';
import { Page } from '../../../ui/page/page.tsx';
import { EmptyState, ListSkeleton } from '../../../ui/page/page-states.tsx';
import { Surface } from '../../../ui/page/surface.tsx';
import classes from '../rows.module.css';
import { BookTime } from './book-time.tsx';
import { type TimedOffering, timedOfferingsQuery } from './timed-offerings.ts';

const BY_TIME: ReadonlySet<OfferingKind> = new Set(['PERSONAL', 'ROOM', 'APPOINTMENT', 'JOB']);

/** What it costs; of a job that is for a property of one size, and follows the size. */
function priceOf({ price, kind }: TimedOffering, formats: Formats): string {
  return kind === 'JOB' ? `${formats.price(price)} for 1,000 m²` : formats.price(price);
}

function OfferingRow({ offering }: { readonly offering: TimedOffering }) {
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

function OfferingList({ offerings }: { readonly offerings: readonly TimedOffering[] }) {
  return (
    <Page title="Book a time" description="What you can have when it suits you">
      {offerings.length === 0 ? (
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
      ) : (
        <Surface flush>
          <ul className={classes.list}>
            {offerings.map((offering) => (
              <OfferingRow key={offering.id} offering={offering} />
            ))}
          </ul>
        </Surface>
      )}
    </Page>
  );
}

function OneOffering({ offerings }: { readonly offerings: readonly TimedOffering[] }) {
  const { offeringId } = useParams();
  const formats = useFormats();
  const offering = offerings.find(({ id }) => id === offeringId);
  if (!offering) return <OfferingList offerings={offerings} />;
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

/** What customers book at a time of their own: first what, then when. */
export function SlotsPage() {
  const [result, ask] = useQuery({ query: timedOfferingsQuery });
  const askAnew = useCallback(() => ask({ requestPolicy: 'network-only' }), [ask]);
  return (
    <QueryView result={result} skeleton={<ListSkeleton />} onRetry={askAnew}>
      {(data) => {
        const offerings = data.offerings.edges
          .map(({ node }) => node)
          .filter(({ kind }) => BY_TIME.has(kind));
        return (
          <Routes>
            <Route index element={<OfferingList offerings={offerings} />} />
            <Route path=":offeringId" element={<OneOffering offerings={offerings} />} />
          </Routes>
        );
      }}
    </QueryView>
  );
}
