import { z } from 'zod';
import { manyLines, messageIdSchema } from './message-text.ts';

// Ten parts of 153 characters: what gateways join into one message.
const TEXT_CHARACTERS_MAX = 1530;

/** A telephone number as E.164 writes it, such as `+4791234567`. */
export const phoneNumber = z
  .string()
  .regex(/^\+[1-9]\d{6,14}$/, 'is not a telephone number such as +4791234567');

/** The shape of an SMS. */
export const smsSchema = z.object({
  messageId: messageIdSchema,
  to: phoneNumber,
  text: manyLines(TEXT_CHARACTERS_MAX),
});

/** An SMS to one telephone. */
export type Sms = z.input<typeof smsSchema>;

/** Sends SMS. */
export interface SmsSender {
  /**
   * The promise is kept when the gateway has taken it. One that is sent again carries the same idempotency key.
   * @throws {DeliveryFault} when it was not taken.
   */
  send(sms: Sms): Promise<void>;
}
