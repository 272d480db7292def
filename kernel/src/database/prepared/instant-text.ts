const ZERO = 48;
/** Makes up for what binary fractions lose: PostgreSQL writes microseconds, so nothing is rounded up by it. */
const TOLERANCE = 1e-6;

/** Two digits of a text as a number. */
function pairAt(text: string, index: number): number {
  return (text.charCodeAt(index) - ZERO) * 10 + text.charCodeAt(index + 1) - ZERO;
}

/** Whether it is written as usual: in UTC, of a year from 1000 to 9999. */
function isUsual(text: string): boolean {
  return text[10] === ' ' && text[0] !== '0' && text.endsWith('+00');
}

/** The instant that PostgreSQL writes as a `timestamptz`, to the millisecond before. */
export function instantOf(text: string): Date {
  if (!isUsual(text)) return new Date(text);
  const year = pairAt(text, 0) * 100 + pairAt(text, 2);
  const [month, day] = [pairAt(text, 5) - 1, pairAt(text, 8)];
  const [hour, minute, second] = [pairAt(text, 11), pairAt(text, 14), pairAt(text, 17)];
  const fraction = text[19] === '.' ? Number(text.slice(19, -3)) : 0;
  const milliseconds = Math.trunc(fraction * 1000 + TOLERANCE);
  return new Date(Date.UTC(year, month, day, hour, minute, second, milliseconds));
}
