import { instantAt } from '@freehold/kernel/values/local-time';
import { Group, TextInput } from '@mantine/core';
import type { FormFields } from './form-fields.ts';

interface DayAndTimeProps {
  /** What the two fields are of: they are read by this name. */
  readonly name: string;
  readonly label: string;
  readonly timeLabel: string;
  /** `YYYY-MM-DD`. */
  readonly day: string;
  /** `HH:MM`. */
  readonly time: string;
}

/** A day and a time on a wall clock, as two fields of a form. */
export function DayAndTime({ name, label, timeLabel, day, time }: DayAndTimeProps) {
  const shared = { required: true, withAsterisk: false } as const;
  return (
    <Group grow align="flex-start">
      <TextInput label={label} name={`${name}Day`} type="date" defaultValue={day} {...shared} />
      <TextInput label={timeLabel} name={`${name}Time`} type="time" defaultValue={time} {...shared} />
    </Group>
  );
}

/** What was filled in, `YYYY-MM-DDTHH:MM`. */
export function localFrom(fields: FormFields, name: string): string {
  return `${fields.text(`${name}Day`)}T${fields.text(`${name}Time`)}`;
}

/** When a clock of an IANA time zone shows what was filled in, ISO 8601. */
export function instantFrom(fields: FormFields, name: string, timeZone: string): string {
  return instantAt(fields.text(`${name}Day`), fields.text(`${name}Time`), timeZone).toISOString();
}
