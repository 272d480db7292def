import { Checkbox } from '@mantine/core';
import { useQuery } from 'urql';
import { graphql } from '../../../graphql/generated/gql.ts';
import type { BookSeriesMutation } from '../../../graphql/generated/graphql.ts';
import { useChange } from '../../../session/asking/use-change.ts';
import { useFormats } from '../../../session/tenant-context.tsx';
import { AskButton } from '../../../ui/form/ask-button.tsx';
import type { FormFields } from '../../../ui/form/form-fields.ts';
import type { Amount, Formats } from '../../../ui/format/formats.ts';
import { counted } from '../../../ui/format/spans.ts';
import { notifyDone } from '../../../ui/notify.ts';
import { ruleWords } from '../calendar/series-rule.ts';

const seriesQuery = graphql(`
  query SeriesOfSession($from: DateTime!, $to: DateTime!) {
    sessions(from: $from, to: $to, first: 100) {
      edges {
        node {
          id
          occurrence {
            id
            series {
              id
              rule
            }
          }
        }
      }
    }
  }
`);

const bookMutation = graphql(`
  mutation BookSeries($input: BookSeriesInput!) {
    bookSeries(input: $input) {
      bookings {
        id
        session {
          ...OwnPlace_Session
        }
      }
      failures {
        localStart
        message
      }
    }
  }
`);

/** A session whose series is looked for. */
interface SessionFacts {
  readonly id: string;
  readonly startsAt: string;
  readonly offering: { readonly price: Amount };
}

/** The series of a session, with one question about the instant at which it begins. */
function useSeriesOf({ id, startsAt }: Pick<SessionFacts, 'id' | 'startsAt'>) {
  const to = new Date(Date.parse(startsAt) + 1).toISOString();
  const [{ data }] = useQuery({ query: seriesQuery, variables: { from: startsAt, to } });
  return data?.sessions?.edges.find(({ node }) => node.id === id)?.node.occurrence?.series ?? null;
}

type Booked = NonNullable<BookSeriesMutation['bookSeries']>;

function wordsOf({ bookings, failures }: Booked): string {
  const left = failures.length === 0 ? '' : ` ${failures.length} left out: ${failures[0]?.message ?? ''}`;
  return `Booked: ${counted(bookings.length, 'session')}.${left}`;
}

/** What one of them takes: `2 seats, 299 kr each`. */
function seatWords(seats: number, price: Amount, formats: Formats): string {
  const cost = Number(price.amountMinor) === 0 ? 'free' : formats.money(price);
  return `${counted(seats, 'seat')}, ${cost}${seats > 1 ? ' each' : ''}`;
}

interface BookSeriesProps {
  readonly session: SessionFacts;
  /** Seats of each. */
  readonly seats: number;
  /** Called once it worked. */
  readonly onDone: () => void;
}

/** Books all sessions of a series that are to come; nothing for a session that is alone. */
export function BookSeriesButton({ session, seats, onDone }: BookSeriesProps) {
  const formats = useFormats();
  const series = useSeriesOf(session);
  const { isBusy, change } = useChange(bookMutation, 'Not booked');
  if (series === null) return null;
  const words = seatWords(seats, session.offering.price, formats);
  const book = async (fields: FormFields) => {
    const mode = fields.isOn('bestEffort') ? 'BEST_EFFORT' : 'ALL_OR_NOTHING';
    const done = await change((idempotencyKey) => ({
      input: { seriesId: series.id, seats, mode, idempotencyKey },
    }));
    if (!done) return;
    notifyDone(wordsOf(done.bookSeries));
    onDone();
  };
  return (
    <AskButton
      label="Book the series"
      question={`All that are to come, ${ruleWords(series.rule)}. Each is a booking of its own: ${words}.`}
      confirmLabel="Book all"
      isDangerous={false}
      isBusy={isBusy}
      onConfirm={book}
    >
      <Checkbox
        size="xs"
        name="bestEffort"
        label="Leave out what is not possible"
        description="Otherwise nothing is booked when one of them cannot be"
      />
    </AskButton>
  );
}
