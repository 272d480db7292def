import type { CombinedError } from '@urql/core';
import { type ReactNode, useEffect } from 'react';
import { useOnReconnect } from '../../graphql/live/live.tsx';
import { isPassing, refusalOf } from '../../graphql/refusal.ts';
import { sentenceOf } from '../../graphql/sentence.ts';
import { DeadEndState, ErrorState, WaitingState } from '../../ui/page/page-states.tsx';
import { useFormats } from '../tenant-context.tsx';
import { isWhole, type Whole } from './whole.ts';

const RETRY_MS = 5_000;
const WAITING = 'The server does not answer. This page tries again every few seconds, all by itself.';

/** Refusals that asking again does not change. */
const DEAD_ENDS: ReadonlyMap<string, { readonly title: string; readonly sentence: string }> = new Map([
  [
    'NOT_FOUND',
    { title: 'There is nothing here', sentence: 'It was removed, or the link to it is not whole.' },
  ],
  ['FORBIDDEN', { title: 'This is not for you to see', sentence: 'Your role here does not include it.' }],
]);

interface QueryViewProps<T extends object> {
  readonly result: {
    readonly data?: T | undefined;
    readonly error?: CombinedError | undefined;
    readonly fetching: boolean;
  };
  readonly skeleton: ReactNode;
  /** Asks the server again. */
  readonly onRetry: () => void;
  readonly children: (data: Whole<T>) => ReactNode;
}

/** Asks again every few seconds for as long as it is due. */
function useRetry(isDue: boolean, retry: () => void): void {
  useEffect(() => {
    if (!isDue) return;
    const timer = setTimeout(retry, RETRY_MS);
    return () => clearTimeout(timer);
  }, [isDue, retry]);
}

/**
 * A whole answer, or that it is on its way, or why it does not come. What is known stays while it is asked anew;
 * after a lost connection, and while the server does not answer, it is asked anew by itself.
 */
export function QueryView<T extends object>({ result, skeleton, onRetry, children }: QueryViewProps<T>) {
  const formats = useFormats();
  const refusal = result.error && refusalOf(result.error);
  const isPassingBy = refusal !== undefined && isPassing(refusal);
  useOnReconnect(onRetry);
  useRetry(isPassingBy && !result.fetching, onRetry);
  if (result.data && isWhole(result.data)) return children(result.data);
  if (!refusal) return skeleton;
  if (isPassingBy) return <WaitingState sentence={WAITING} />;
  const deadEnd = DEAD_ENDS.get(refusal.code);
  if (deadEnd) return <DeadEndState {...deadEnd} />;
  return <ErrorState sentence={sentenceOf(refusal, formats.date)} onRetry={onRetry} />;
}
