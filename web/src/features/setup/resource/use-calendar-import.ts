import { CombinedError } from '@urql/core';
import { useState } from 'react';
import { useIntent } from '../../../graphql/intent.ts';
import { refusalOf } from '../../../graphql/refusal.ts';
import { sentenceOf } from '../../../graphql/sentence.ts';
import { useSession } from '../../../session/session-context.tsx';
import { useFormats } from '../../../session/tenant-context.tsx';
import { type ImportOutcome, sendCalendar } from './send-calendar.ts';

/** Imports calendars of one resource, safe to press twice. */
export interface CalendarImport {
  readonly isBusy: boolean;
  /** Why the last try was refused, as a sentence; null while it was not. */
  readonly fault: string | null;
  /** What became of a calendar; null when it was refused. */
  readonly send: (text: string) => Promise<ImportOutcome | null>;
}

/** Imports calendars of a resource: trying again after a fault sends the same key. */
export function useCalendarImport(resourceId: string): CalendarImport {
  const [session, formats, intent] = [useSession(), useFormats(), useIntent()];
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const send = async (text: string) => {
    setBusy(true);
    setFault(null);
    try {
      const outcome = await sendCalendar(session, { resourceId, text, idempotencyKey: intent.key() });
      intent.settle(undefined);
      return outcome;
    } catch (error) {
      if (!(error instanceof CombinedError)) throw error;
      intent.settle(error);
      setFault(sentenceOf(refusalOf(error), formats.date));
      return null;
    } finally {
      setBusy(false);
    }
  };
  return { isBusy, fault, send };
}
