import type { JobPhotoKind } from '../../../graphql/generated/graphql.ts';
import type { Refusal } from '../../../graphql/refusal.ts';

const BYTES_MAX = 10_000_000;
/** Clocks differ by that much, and no photo may come from the future. */
const CLOCKS_DIFFER_MS = 60_000;

/** What can be chosen. HEIC is not among them, so that an iPhone hands over a JPEG, which every browser shows. */
export const PHOTO_TYPES = 'image/jpeg,image/png,image/webp,image/avif';

/** What photos show, in words. */
export const KIND_WORDS: Readonly<Record<JobPhotoKind, string>> = {
  BEFORE: 'Before the work',
  AFTER: 'After the work',
  OTHER: 'Something else',
};

/** When a photo was taken, as far as its file says. */
export function takenAtOf({ lastModified }: Pick<File, 'lastModified'>, nowMs: number): Date {
  return new Date(Math.min(lastModified, nowMs - CLOCKS_DIFFER_MS));
}

/** Why a file need not be sent at all; null when it may be. */
export function faultOf({ size }: Pick<File, 'size'>): Refusal | null {
  return size > BYTES_MAX
    ? { code: 'PAYLOAD_TOO_LARGE', message: '', details: { bytesMax: BYTES_MAX } }
    : null;
}

/** Where a photo of a job is sent to. */
export function photoPathOf(bookingId: string, kind: JobPhotoKind, takenAt: Date): string {
  const facts = new URLSearchParams({ kind, takenAt: takenAt.toISOString() });
  return `/jobs/${encodeURIComponent(bookingId)}/photos?${facts}`;
}

/** The host of a photo that is kept elsewhere; null for one that is kept here. */
export function hostElsewhere(url: string): string | null {
  return url.startsWith('/') ? null : (URL.parse(url)?.host ?? url);
}
