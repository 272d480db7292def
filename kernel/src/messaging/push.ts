import { z } from 'zod';
import { manyLines, messageIdSchema, oneLine } from './message-text.ts';

// What the large push services carry in all is 4,096 bytes.
const TEXT_CHARACTERS_MAX = 1000;

/** What a push service calls one device: up to 2,000 characters without a space. */
export const deviceToken = z.string().regex(/^[\x21-\x7e]{1,2000}$/, 'is not the token of a device');

/** The shape of a push message. */
export const pushSchema = z.object({
  messageId: messageIdSchema,
  token: deviceToken,
  title: oneLine(200),
  text: manyLines(TEXT_CHARACTERS_MAX),
});

/** A message to one device. */
export type Push = z.input<typeof pushSchema>;

/** Sends push messages. */
export interface PushSender {
  /**
   * The promise is kept when the gateway has taken it. One that is sent again carries the same idempotency key.
   * @throws {DeliveryFault} when it was not taken; it is final when the device is not there any more.
   */
  send(push: Push): Promise<void>;
}
