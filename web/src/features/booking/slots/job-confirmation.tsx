import { Alert, Group, SimpleGrid, Text, Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '../../../graphql/generated/gql.ts';
import { refusalOf } from '../../../graphql/refusal.ts';
import { sentenceOf } from '../../../graphql/sentence.ts';
import { useChange } from '../../../session/asking/use-change.ts';
import { useFormats, useTenant } from '../../../session/tenant-context.tsx';
import { CountryField, countryOf } from '../../../ui/form/country-field.tsx';
import type { FormFields } from '../../../ui/form/form-fields.ts';
import { notifyDone } from '../../../ui/notify.ts';
import { type HeldTime, HoldCard } from './hold-card.tsx';

const quoteQuery = graphql(`
  query QuoteJob($input: QuoteJobInput!) {
    quoteJob(input: $input) {
      multiplierPermille
      propertySquareMeters
      price {
        amountMinor
        currency
      }
    }
  }
`);

const bookMutation = graphql(`
  mutation BookJob($input: BookJobInput!) {
    bookJob(input: $input) {
      booking {
        id
        status
      }
    }
  }
`);

const TYPING_MS = 400;
const SQUARE_METERS_MAX = 1_000_000;

/** What the price of a job depends on. */
interface Place {
  readonly postalCode: string;
  readonly country: string;
  /** As it was typed, square meters. */
  readonly size: string;
}

/** What a job costs at a place, once enough is known of it. */
function useQuote(offeringId: string, { postalCode, country, size }: Place) {
  const propertySquareMeters = Number(size);
  const isKnown = postalCode !== '' && Number.isInteger(propertySquareMeters) && propertySquareMeters > 0;
  const input = { offeringId, postalCode, country, propertySquareMeters };
  const [{ data, error, fetching }, ask] = useQuery({
    query: quoteQuery,
    variables: { input },
    pause: !isKnown,
    requestPolicy: 'network-only',
  });
  const askAnew = () => ask({ requestPolicy: 'network-only' });
  if (!isKnown || fetching) return { quote: null, refusal: null, askAnew };
  return { quote: data?.quoteJob ?? null, refusal: error ? refusalOf(error) : null, askAnew };
}

interface PlaceFieldsProps {
  readonly place: Place;
  readonly onChange: (place: Place) => void;
}

function PlaceFields({ place, onChange }: PlaceFieldsProps) {
  const shared = { required: true, withAsterisk: false } as const;
  return (
    <>
      <TextInput
        label="Street and number"
        name="street"
        maxLength={200}
        autoComplete="street-address"
        {...shared}
      />
      <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="sm">
        <TextInput
          label="Postal code"
          maxLength={16}
          autoComplete="postal-code"
          value={place.postalCode}
          onChange={({ currentTarget }) => onChange({ ...place, postalCode: currentTarget.value })}
          {...shared}
        />
        <TextInput label="City" name="city" maxLength={100} autoComplete="address-level2" {...shared} />
        <CountryField value={place.country} onChange={(country) => onChange({ ...place, country })} />
      </SimpleGrid>
      <TextInput
        label="Size of the property, m²"
        type="number"
        inputMode="numeric"
        min={1}
        max={SQUARE_METERS_MAX}
        value={place.size}
        onChange={({ currentTarget }) => onChange({ ...place, size: currentTarget.value })}
        {...shared}
      />
      <Textarea
        label="What we should know when we come"
        name="notes"
        maxLength={2_000}
        autosize
        minRows={2}
        maxRows={6}
      />
    </>
  );
}

/** Books a job: where it is, how large, and what that costs before anybody agrees to it. */
export function JobConfirmation({ offering, hold, onGone }: HeldTime) {
  const formats = useFormats();
  const navigate = useNavigate();
  const { locale } = useTenant();
  const [place, setPlace] = useState<Place>({ postalCode: '', country: countryOf(locale), size: '' });
  const [settled] = useDebouncedValue(place, TYPING_MS);
  const { quote, refusal, askAnew } = useQuote(offering.id, settled);
  const booking = useChange(bookMutation, 'Not booked');
  const isQuoted = quote !== null && settled === place;
  const book = async (fields: FormFields) => {
    if (!isQuoted) return;
    const address = {
      street: fields.text('street'),
      city: fields.text('city'),
      postalCode: place.postalCode,
      country: place.country,
    };
    const job = { address, propertySquareMeters: Number(place.size), notes: fields.text('notes') };
    const time = { offeringId: offering.id, startsAt: hold.startsAt, holdId: hold.id };
    const done = await booking.change((idempotencyKey) => ({
      input: { ...time, ...job, quotedPriceMinor: quote.price.amountMinor, idempotencyKey },
    }));
    // It may be that the price is another one by now.
    if (!done) return askAnew();
    const isAsked = done.bookJob.booking.status === 'PENDING';
    notifyDone(isAsked ? `Asked for: ${offering.name}` : `Booked: ${offering.name}`);
    await navigate('/my-bookings');
  };
  return (
    <HoldCard
      offering={offering}
      hold={hold}
      onGone={onGone}
      price={`${formats.price(offering.price)} for 1,000 m²`}
      isBusy={booking.isBusy}
      onBook={(fields) => void book(fields)}
    >
      <PlaceFields place={place} onChange={setPlace} />
      {refusal ? (
        <Alert color="red" variant="light" role="alert">
          {sentenceOf(refusal, formats.date)}
        </Alert>
      ) : null}
      <Group justify="space-between" role="status">
        <Text size="sm" c="var(--text-quiet)">
          {isQuoted ? 'At this address, for this size' : 'The price follows from postal code and size.'}
        </Text>
        <Text fw={650} style={{ fontVariantNumeric: 'tabular-nums' }} data-testid="job-price">
          {isQuoted ? formats.price(quote.price) : null}
        </Text>
      </Group>
    </HoldCard>
  );
}
