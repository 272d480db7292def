import type { CombinedError } from '@urql/core';
import { useRef } from 'react';
import { isPassing, refusalOf } from './refusal.ts';

/**
 * The idempotency key of one thing a person wants. Trying again after a fault sends the same key, so the
 * server does it once; after an answer, good or bad, the next try is a new intent.
 */
export class Intent {
  #key: string | null = null;

  /** The key to send with this try. */
  key(): string {
    this.#key ??= crypto.randomUUID();
    return this.#key;
  }

  /** Tells how the try ended; without an error it succeeded. */
  settle(error: CombinedError | undefined): void {
    if (error && isPassing(refusalOf(error))) return;
    this.#key = null;
  }
}

/** An intent that lives as long as the component. */
export function useIntent(): Intent {
  const intent = useRef<Intent>(null);
  intent.current ??= new Intent();
  return intent.current;
}
