import { hash } from 'node:crypto';
import { CursorExpired } from '@freehold/kernel/errors/cursor-expired';
import type { Topic } from './topic.ts';

/** How long a place can be returned to. */
const KEPT_MS = 15 * 60_000;
const BOND_LENGTH = 16;
const CURSOR = /^([\w-]{16})([0-9a-z]{9})([0-9a-f]{32})$/;
const MS_DIGITS = 9;
const MS_RADIX = 36;

/** What a cursor is good for: one subscription in one tenant. */
export function bondOf({ key }: Topic, tenantId: string | undefined): string {
  return hash('sha256', `${tenantId ?? ''} ${key}`, 'base64url').slice(0, BOND_LENGTH);
}

/** A cursor to hand out with an event. */
export function cursorOf(bond: string, place: string, nowMs: number): string {
  return `${bond}${nowMs.toString(MS_RADIX).padStart(MS_DIGITS, '0')}${place}`;
}

/**
 * The place of a cursor. Nobody gains by forging one: it opens nothing but what its holder may hear anyway.
 * @throws {CursorExpired} when it is older than 15 minutes, of another subscription or tenant, or no cursor.
 */
export function placeOf(cursor: string, bond: string, nowMs: number): string {
  const [, itsBond, at = '', place = ''] = CURSOR.exec(cursor) ?? [];
  const ageMs = nowMs - Number.parseInt(at, MS_RADIX);
  if (itsBond !== bond || !(ageMs <= KEPT_MS)) throw new CursorExpired();
  return place;
}
