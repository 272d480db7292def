import { Button, Checkbox, Group, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../../../graphql/generated/gql.ts';
import type { OpeningExceptionsQuery } from '../../../graphql/generated/graphql.ts';
import { useChange } from '../../../session/asking/use-change.ts';
import { useFormats } from '../../../session/tenant-context.tsx';
import { FormFields } from '../../../ui/form/form-fields.ts';
import type { Place } from './hours-words.ts';
import { CLOCK_PATTERN } from './week-editor.tsx';

const exceptionsQuery = graphql(`
  query OpeningExceptions($from: String!, $locationId: ID, $resourceId: ID) {
    openingExceptions(from: $from, locationId: $locationId, resourceId: $resourceId, first: 50) {
      edges {
        node {
          id
          date
          isClosed
          hours {
            opensAt
            closesAt
          }
        }
      }
    }
  }
`);

const setMutation = graphql(`
  mutation SetOpeningException($input: SetOpeningExceptionInput!) {
    setOpeningException(input: $input) {
      openingException {
        id
      }
    }
  }
`);

const removeMutation = graphql(`
  mutation RemoveOpeningException($input: RemoveOpeningExceptionInput!) {
    removeOpeningException(input: $input) {
      openingExceptionId
    }
  }
`);

type Exception = NonNullable<OpeningExceptionsQuery['openingExceptions']>['edges'][number]['node'];

function exceptionWords({ isClosed, hours }: Exception): string {
  const times = hours.map(({ opensAt, closesAt }) => `${opensAt}–${closesAt}`).join(' and ');
  if (times === '') return isClosed ? 'Closed' : 'As each week';
  return isClosed ? `Open ${times} only` : `Also open ${times}`;
}

function ExceptionRow({ exception }: { readonly exception: Exception }) {
  const formats = useFormats();
  const { isBusy, change } = useChange(removeMutation, 'Not removed');
  const remove = () =>
    change((idempotencyKey) => ({ input: { openingExceptionId: exception.id, idempotencyKey } }));
  return (
    <Group justify="space-between" wrap="nowrap">
      <div>
        <Text size="sm">{formats.longDayOf(exception.date)}</Text>
        <Text size="xs" c="var(--text-quiet)">
          {exceptionWords(exception)}
        </Text>
      </div>
      <Button
        size="xs"
        variant="default"
        loading={isBusy}
        onClick={() => void remove()}
        aria-label={`Remove the exception on ${formats.longDayOf(exception.date)}`}
      >
        Remove
      </Button>
    </Group>
  );
}

function NewException({ place, today }: { readonly place: Place; readonly today: string }) {
  const { isBusy, change } = useChange(setMutation, 'Not saved');
  const [isClosedAllDay, setClosedAllDay] = useState(true);
  const save = async (fields: FormFields) => {
    const hours = isClosedAllDay
      ? []
      : [{ opensAt: fields.text('opensAt'), closesAt: fields.text('closesAt') }];
    await change((idempotencyKey) => ({
      input: { ...place, date: fields.text('date'), isClosed: true, hours, idempotencyKey },
    }));
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save(new FormFields(new FormData(event.currentTarget)));
      }}
    >
      <Stack gap="sm">
        <Group align="flex-end" gap="sm">
          <TextInput label="Day" name="date" type="date" min={today} required withAsterisk={false} />
          {isClosedAllDay ? null : (
            <>
              <TextInput
                label="Opens"
                name="opensAt"
                w={80}
                pattern={CLOCK_PATTERN}
                defaultValue="10:00"
                required
                withAsterisk={false}
              />
              <TextInput
                label="Closes"
                name="closesAt"
                w={80}
                pattern={CLOCK_PATTERN}
                defaultValue="16:00"
                required
                withAsterisk={false}
              />
            </>
          )}
        </Group>
        <Group justify="space-between">
          <Checkbox
            label="Closed all day"
            checked={isClosedAllDay}
            onChange={({ currentTarget }) => setClosedAllDay(currentTarget.checked)}
          />
          <Button type="submit" loading={isBusy}>
            Add the day
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** The days on which a place is open at other times than each week, from today on. */
export function ExceptionsEditor({ place }: { readonly place: Place }) {
  const formats = useFormats();
  const today = formats.dateKey(new Date());
  const [{ data }] = useQuery({ query: exceptionsQuery, variables: { from: today, ...place } });
  const exceptions = data?.openingExceptions?.edges.map(({ node }) => node) ?? [];
  return (
    <Stack gap="md">
      <NewException place={place} today={today} />
      {exceptions.map((exception) => (
        <ExceptionRow key={exception.id} exception={exception} />
      ))}
      {data && exceptions.length === 0 ? (
        <Text size="sm" c="var(--text-quiet)">
          No exceptions from today on: each week is like the other.
        </Text>
      ) : null}
    </Stack>
  );
}
