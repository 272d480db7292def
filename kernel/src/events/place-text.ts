import type { OutboxPlace } from './outbox-reader.ts';

const DIGITS = 16;
const PLACE_TEXT = /^[0-9a-f]{32}$/;

function hex(number: string): string {
  return BigInt(number).toString(16).padStart(DIGITS, '0');
}

/** A place as text: of two places in one outbox, the later is the greater string. */
export function placeText({ transactionId, position }: OutboxPlace): string {
  return hex(transactionId) + hex(position);
}

/** The place of a text; null when it is none. */
export function placeFrom(text: string): OutboxPlace | null {
  if (!PLACE_TEXT.test(text)) return null;
  const [transactionId, position] = [text.slice(0, DIGITS), text.slice(DIGITS)].map((part) =>
    BigInt(`0x${part}`).toString(),
  );
  return transactionId && position ? { transactionId, position } : null;
}
