import { z } from 'zod';
import { manyLines, messageIdSchema, oneLine } from './message-text.ts';

const BODY_CHARACTERS_MAX = 200_000;
const LINE_CHARACTERS_MAX = 200;
const CALENDAR_CHARACTERS_MAX = 500_000;

/** One address and nothing else: no list, no name, no comment, no line break. */
export const mailAddress = z.email({ pattern: z.regexes.html5Email }).max(254);

/** The shape of a mail. */
export const mailSchema = z.object({
  messageId: messageIdSchema,
  to: mailAddress,
  /** Who it is from, for people; the address is that of the house. */
  fromName: oneLine(LINE_CHARACTERS_MAX),
  subject: oneLine(LINE_CHARACTERS_MAX),
  text: manyLines(BODY_CHARACTERS_MAX),
  html: manyLines(BODY_CHARACTERS_MAX),
  /** What it tells the calendar of its reader, as iCalendar text whose METHOD is this one (RFC 6047); null for nothing. */
  calendar: z
    .object({
      method: z.enum(['PUBLISH', 'REQUEST', 'CANCEL']),
      text: manyLines(CALENDAR_CHARACTERS_MAX).refine((text) => text.startsWith('BEGIN:VCALENDAR')),
    })
    .nullish(),
});

/** A mail to one person. */
export type Mail = z.input<typeof mailSchema>;

/** Sends mails. */
export interface Mailer {
  /** The address of the house, from which all of them come. */
  readonly from: string;
  /**
   * The promise is kept when the next server has taken the mail. A mail that is sent again carries the same Message-ID.
   * @throws {DeliveryFault} when it was not taken.
   */
  send(mail: Mail): Promise<void>;
  /** Ends its connections. */
  close(): Promise<void>;
}
