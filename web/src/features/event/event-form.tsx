import { Textarea, TextInput } from '@mantine/core';
import { useNavigate } from 'react-router';
import { graphql } from '../../graphql/generated/gql.ts';
import { useChange } from '../../session/asking/use-change.ts';
import { useFormats, useTenant } from '../../session/tenant-context.tsx';
import { DayAndTime, instantFrom } from '../../ui/form/day-and-time.tsx';
import { FormDialog } from '../../ui/form/form-dialog.tsx';
import type { FormFields } from '../../ui/form/form-fields.ts';
import { NameField } from '../../ui/form/name-field.tsx';
import { NumberField } from '../../ui/form/number-field.tsx';
import { notifyDone } from '../../ui/notify.ts';

const createMutation = graphql(`
  mutation CreateEvent($input: CreateEventInput!) {
    createEvent(input: $input) {
      event {
        id
        name
      }
    }
  }
`);

const SOON_MS = 14 * 86_400_000;

/** Makes an event and opens it, to be given ticket products. */
export function EventForm({ onClose }: { readonly onClose: () => void }) {
  const { timeZone } = useTenant();
  const formats = useFormats();
  const navigate = useNavigate();
  const { isBusy, fault, change } = useChange(createMutation);
  const create = async (fields: FormFields) => {
    const done = await change((idempotencyKey) => ({
      input: {
        name: fields.text('name'),
        description: fields.text('description'),
        locationName: fields.textOrNull('locationName'),
        startsAt: instantFrom(fields, 'start', timeZone),
        endsAt: instantFrom(fields, 'end', timeZone),
        maxTickets: fields.numberOrNull('maxTickets'),
        idempotencyKey,
      },
    }));
    if (!done) return;
    notifyDone(`${done.createEvent.event.name} is an event now.`);
    await navigate(`/events/${done.createEvent.event.id}`);
  };
  const soon = formats.dateKey(new Date(Date.now() + SOON_MS));
  return (
    <FormDialog
      title="New event"
      opened
      onClose={onClose}
      submitLabel="Create"
      isBusy={isBusy}
      fault={fault}
      onSubmit={(fields) => void create(fields)}
    >
      <NameField />
      <Textarea label="For customers" name="description" maxLength={2_000} autosize minRows={2} maxRows={6} />
      <TextInput label="Where" name="locationName" maxLength={200} />
      <DayAndTime name="start" label="Starts" timeLabel="At" day={soon} time="18:00" />
      <DayAndTime name="end" label="Ends" timeLabel="At" day={soon} time="21:00" />
      <NumberField
        label="Tickets in all"
        name="maxTickets"
        min={1}
        max={1_000_000}
        nothing="As many as your plan allows"
      />
    </FormDialog>
  );
}
