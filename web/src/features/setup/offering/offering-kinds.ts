import type { OfferingKind } from '../../../graphql/generated/graphql.ts';

/** How an offering is booked, in a word. */
export const KIND_WORDS: Readonly<Record<OfferingKind, string>> = {
  CLASS: 'Class',
  PERSONAL: 'Personal session',
  ROOM: 'Room',
  APPOINTMENT: 'Appointment',
  JOB: 'Job',
  EVENT: 'Event',
};

/** The kinds to choose from, with what each means. */
export const KIND_CHOICES: { readonly value: OfferingKind; readonly label: string }[] = [
  { value: 'CLASS', label: 'Class: seats of dated sessions' },
  { value: 'PERSONAL', label: 'Personal session: customers choose the time' },
  { value: 'APPOINTMENT', label: 'Appointment: customers choose the time' },
  { value: 'ROOM', label: 'Room: customers choose the time' },
  { value: 'JOB', label: 'Job: customers choose the time' },
];
