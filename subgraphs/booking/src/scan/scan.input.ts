import { idSchema } from '@freehold/kernel/values/id-schema';
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { z } from 'zod';
import { TOKEN_LENGTH_MAX } from '../ticket-code/ticket-token.policy.ts';
import { Scan } from './scan.entity.ts';
import { SCAN_DIRECTIONS, SCAN_NAME_LENGTH_MAX, type ScanDirection } from './scan.policy.ts';

const deviceId = z.string().trim().min(1).max(SCAN_NAME_LENGTH_MAX);
const scanId = z.string().min(1).max(SCAN_NAME_LENGTH_MAX);
const token = z.string().min(1).max(TOKEN_LENGTH_MAX);

@InputType({
  description:
    'A look at a ticket. The device and its name for the scan take the place of an idempotency key.',
})
export class ScanTicketInput {
  @Field(() => ID)
  listId!: string;

  @Field(() => String, { description: 'What the code says.' })
  token!: string;

  @Field(() => SCAN_DIRECTIONS, { defaultValue: 'IN' })
  direction!: ScanDirection;

  @Field(() => String, { description: 'The device that looks, 1 to 64 characters.' })
  deviceId!: string;

  @Field(() => Date, { description: "When, by the device's clock; our own clock decides." })
  scannedAt!: Date;

  @Field(() => String, {
    description: 'What the device calls this scan, 1 to 64 characters; repeats answer the same.',
  })
  scanId!: string;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Whether the staff looked at the card of the bearer, for lists that want it.',
  })
  isConfirmed!: boolean;
}

/** What a scan may be. */
export const scanTicketSchema = z.object({
  listId: idSchema('cil'),
  token,
  direction: z.enum(SCAN_DIRECTIONS),
  deviceId,
  scannedAt: z.date(),
  scanId,
  isConfirmed: z.boolean(),
});

@ObjectType({ description: 'The scan as it was written down, with what it showed.' })
export class ScanTicketPayload {
  @Field(() => Scan)
  scan!: Scan;
}
