import type { KeyObject } from 'node:crypto';
import { idSchema } from '@freehold/kernel/values/id-schema';
import type { TimeRange } from '@freehold/kernel/values/time-range';
import { z } from 'zod';
import { readCompact, signCompact } from './compact-jws.policy.ts';

const SECOND_MS = 1000;
/** No code of ours is longer; in characters. */
export const TOKEN_LENGTH_MAX = 2_000;

const claimsSchema = z.object({
  tkt: idSchema('tkt'),
  evn: idSchema('evn'),
  prd: idSchema('tpr'),
  /** Version: what was made out before the newest one admits nobody. */
  ver: z.number().int().positive(),
  /** Not before, in seconds since 1970. */
  nbf: z.number().int(),
  /** Not from then on, in seconds since 1970. */
  exp: z.number().int(),
  /** There while the order is not paid: a scanner without a network sends its bearer to pay. */
  unp: z.literal(1).optional(),
});

/** What the code on a ticket says. */
export type TicketClaims = z.infer<typeof claimsSchema>;

/** What a code is made from. */
export interface TokenSource extends Pick<TicketClaims, 'tkt' | 'evn' | 'prd' | 'ver'> {
  readonly admission: TimeRange;
  readonly isPaid: boolean;
}

/** The code of a ticket: the same ticket in the same state has the same code. */
export function ticketToken({ admission, isPaid, ...facts }: TokenSource, privateKey: KeyObject): string {
  const claims: TicketClaims = {
    ...facts,
    nbf: Math.floor(admission.startsAt.getTime() / SECOND_MS),
    exp: Math.floor(admission.endsAt.getTime() / SECOND_MS),
    ...(isPaid ? {} : { unp: 1 }),
  };
  return signCompact('freehold-ticket', claims, privateKey);
}

/** What a code says; null when it was not signed with the key's private half. */
export function readTicketToken(token: string, publicKey: KeyObject): TicketClaims | null {
  if (token.length > TOKEN_LENGTH_MAX) return null;
  return claimsSchema.safeParse(readCompact('freehold-ticket', token, publicKey)).data ?? null;
}
