import { z } from 'zod';

// Line breaks and other control characters end a header or hide what stands behind them.
const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;

/**
 * One line of text: what would break a line, or a terminal, is a space, and so is what would make a reader of mails
 * decode it to something else. At most `lengthMax` characters.
 */
export function oneLine(lengthMax: number) {
  return z
    .string()
    .transform((text) =>
      text.replace(CONTROL, ' ').replaceAll('=?', '= ?').trim().slice(0, lengthMax).toWellFormed(),
    );
}

/** A message's own id: the same in every repetition, so that whoever gets it twice can tell. */
export const messageIdSchema = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, 'is not an id of a message');

/** A text of several lines that is no longer than `lengthMax` characters. */
export function manyLines(lengthMax: number) {
  return z
    .string()
    .max(lengthMax)
    .transform((text) => text.toWellFormed().replaceAll('\0', ''));
}
