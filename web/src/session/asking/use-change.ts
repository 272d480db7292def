import type { AnyVariables, TypedDocumentNode } from '@urql/core';
import { useState } from 'react';
import { useMutation } from 'urql';
import { useIntent } from '../../graphql/intent.ts';
import { type Refusal, refusalOf } from '../../graphql/refusal.ts';
import { sentenceOf } from '../../graphql/sentence.ts';
import { notifyRefused } from '../../ui/notify.ts';
import { useFormats } from '../tenant-context.tsx';
import { isWhole, type Whole } from './whole.ts';

/** One thing that a person may have the server do. */
export interface Change<Data, Variables> {
  readonly isBusy: boolean;
  /** Why the last try was refused, as a sentence; null while it was not. */
  readonly fault: string | null;
  /** The last refusal itself. */
  readonly refusal: Refusal | null;
  /** Does it, with the idempotency key that is handed in; null when it was refused. */
  readonly change: (variablesOf: (idempotencyKey: string) => Variables) => Promise<Whole<Data> | null>;
  /** Forgets the last refusal. */
  readonly forget: () => void;
}

/**
 * A mutation that is safe to press twice: trying again after a fault sends the same key.
 * @param refusedTitle with it, a refusal is also shown as a notification under this title.
 */
export function useChange<Data extends object, Variables extends AnyVariables>(
  mutation: TypedDocumentNode<Data, Variables>,
  refusedTitle?: string,
): Change<Data, Variables> {
  const formats = useFormats();
  const intent = useIntent();
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [{ fetching }, run] = useMutation<Data, Variables>(mutation);
  const change = async (variablesOf: (idempotencyKey: string) => Variables) => {
    const { data, error } = await run(variablesOf(intent.key()));
    const done = data && isWhole(data) ? data : null;
    // A change that answers is done, even when a part of its answer could not be had.
    const fault = done ? undefined : error;
    intent.settle(fault);
    const refused = fault ? refusalOf(fault) : null;
    setRefusal(refused);
    if (refused && refusedTitle) notifyRefused(refusedTitle, sentenceOf(refused, formats.date));
    return done;
  };
  return {
    isBusy: fetching,
    fault: refusal && sentenceOf(refusal, formats.date),
    refusal,
    change,
    forget: () => setRefusal(null),
  };
}
