import { idSchema } from '@freehold/kernel/values/id-schema';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { z } from 'zod';
import { Scan } from '../scan/scan.entity.ts';
import {
  SCAN_DIRECTIONS,
  SCAN_NAME_LENGTH_MAX,
  SCAN_RESULTS,
  type ScanDirection,
  type ScanResult,
} from '../scan/scan.policy.ts';
import { TOKEN_LENGTH_MAX } from '../ticket-code/ticket-token.policy.ts';

@InputType({ description: 'A scan that a device decided by itself.' })
export class UploadedScanInput {
  @Field(() => String, { description: 'What the code says.' })
  token!: string;

  @Field(() => SCAN_DIRECTIONS, { defaultValue: 'IN' })
  direction!: ScanDirection;

  @Field(() => Date, { description: "When, by the device's clock." })
  scannedAt!: Date;

  @Field(() => SCAN_RESULTS, { description: 'What the device decided.' })
  result!: ScanResult;

  @Field(() => String, { description: 'What the device calls this scan, 1 to 64 characters.' })
  scanId!: string;
}

@InputType({ description: 'What a device scanned at a list while it had no network.' })
export class UploadScansInput {
  @Field(() => ID)
  listId!: string;

  @Field(() => String, { description: 'The device, 1 to 64 characters.' })
  deviceId!: string;

  @Field(() => [UploadedScanInput], {
    description: '1 to 150 scans, which with codes of ours weigh less than the 100 kB of a request.',
  })
  scans!: UploadedScanInput[];

  @Field(() => String, { description: 'Chosen by the caller, 1 to 200 characters; repeats answer the same.' })
  idempotencyKey!: string;
}

// With codes of ours and names of 64 characters a scan weighs about 620 bytes as JSON; the gateway takes 100 kB.
const SCANS_MAX = 150;

/** What may be uploaded. */
export const uploadScansSchema = z.object({
  listId: idSchema('cil'),
  deviceId: z.string().trim().min(1).max(SCAN_NAME_LENGTH_MAX),
  scans: z
    .array(
      z.object({
        // Whatever a device read is written down: what no text can hold shows as another sign, in which no code is ours.
        token: z
          .string()
          .min(1)
          .max(TOKEN_LENGTH_MAX)
          .transform((token) => token.replaceAll('\0', '\ufffd').toWellFormed()),
        direction: z.enum(SCAN_DIRECTIONS),
        scannedAt: z.date(),
        result: z.enum(SCAN_RESULTS),
        scanId: z.string().min(1).max(SCAN_NAME_LENGTH_MAX),
      }),
    )
    .min(1)
    .max(SCANS_MAX),
});

/** What a scanner without a network asks for. */
export const revokedTicketsSchema = z.object({ eventId: idSchema('evn'), since: z.date().nullish() });

@ObjectType({ description: 'What became of an upload.' })
export class UploadScansPayload {
  @Field(() => Int, {
    description: 'Scans of the upload that are written down now, those of earlier uploads too.',
  })
  recorded!: number;

  @Field(() => [Scan], {
    description: 'Those of which we would have decided otherwise, in the order of the upload.',
  })
  conflicts!: Scan[];
}

@ObjectType({
  description:
    'Which tickets to an event admit nobody any more, signed, for scanners that lose their network. Unite it with earlier ones.',
})
export class TicketRevocations {
  @Field(() => String, {
    description:
      'A compact JWS with {evn, iat, exp, since, canceled, revoked}: revoked maps what follows "tkt_" in the id of a ticket to the first version that is good, 0 for none.',
  })
  token!: string;

  @Field(() => Date, { description: 'What to ask with as `since` next time.' })
  asOf!: Date;

  @Field(() => Date, { description: 'From then on a scanner should not let people in by it.' })
  staleAt!: Date;

  @Field(() => String, { description: 'The public key of tickets and revocations: Ed25519 in SPKI, as PEM.' })
  publicKey!: string;
}
