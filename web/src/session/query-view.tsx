import type { CombinedError } from '@urql/core';
import type { ReactNode } from 'react';
import { refusalOf } from '../graphql/refusal.ts';
import { sentenceOf } from '../graphql/sentence.ts';
import { ErrorState } from '../ui/page-states.tsx';
import { useFormats } from './tenant-context.tsx';

interface QueryViewProps<T> {
  readonly result: { readonly data?: T | undefined; readonly error?: CombinedError | undefined };
  readonly skeleton: ReactNode;
  readonly onRetry: () => void;
  readonly children: (data: T) => ReactNode;
}

/** An answer, or that it is on its way, or why it does not come. What is known stays while it is asked anew. */
export function QueryView<T>({ result, skeleton, onRetry, children }: QueryViewProps<T>) {
  const formats = useFormats();
  if (result.data) return children(result.data);
  if (!result.error) return skeleton;
  return <ErrorState sentence={sentenceOf(refusalOf(result.error), formats.date)} onRetry={onRetry} />;
}
