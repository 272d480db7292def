import { useEffect, useState } from 'react';

/** `4:05`, `23:59:08`: hours only when there are some; never below zero. */
export function clockOf(leftMs: number): string {
  const seconds = Math.max(0, Math.ceil(leftMs / 1_000));
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  const two = (value: number) => String(value).padStart(2, '0');
  const rest = two(seconds % 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`;
}

interface CountdownProps {
  /** ISO 8601. */
  readonly until: string;
  /** Called once when the time is over. */
  readonly onEnd?: () => void;
}

/** How long something is still to be had, second by second. Not read out: what it is about says until when. */
export function Countdown({ until, onEnd }: CountdownProps) {
  const [now, setNow] = useState(() => Date.now());
  const leftMs = Date.parse(until) - now;
  const isOver = leftMs <= 0;
  useEffect(() => {
    if (isOver) {
      onEnd?.();
      return;
    }
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [isOver, onEnd]);
  return (
    <span role="timer" aria-live="off" style={{ fontVariantNumeric: 'tabular-nums' }}>
      {clockOf(leftMs)}
    </span>
  );
}
