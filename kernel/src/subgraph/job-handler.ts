import type { JobType } from '../jobs/job-type.ts';
import type { Context } from './context.ts';

/** How a kind of job is done. */
export interface JobHandler {
  readonly type: JobType;
  /** After how many hours it runs again in the same tenant; null for one that runs when it was enqueued. */
  readonly everyHours: number | null;
  /** Whether its commits wake no readers of the outbox: those look once a second, and nobody waits for what it tells. */
  readonly isQuiet: boolean;
  readonly handle: (ctx: Context, payload: unknown) => Promise<void>;
}

/**
 * Names how a kind of job is done: by a use case in the job's tenant, with what that was last told to be entitled to,
 * and nobody signed in. It may run twice, so the second time must change nothing; what it throws makes it run again
 * later, and in the end sets it aside.
 */
export function runs<Payload>(
  type: JobType<Payload>,
  handle: (ctx: Context, payload: Payload) => Promise<void>,
  { isQuiet = false }: { readonly isQuiet?: boolean } = {},
): JobHandler {
  return {
    type,
    everyHours: null,
    isQuiet,
    handle: (ctx, payload) => handle(ctx, type.payload.parse(payload)),
  };
}

/** Names what is done in every tenant again and again, 1 to 168 hours apart; see {@link runs}. */
export function repeats(
  type: JobType<Record<string, never>>,
  { everyHours }: { readonly everyHours: number },
  handle: (ctx: Context) => Promise<void>,
): JobHandler {
  return { type, everyHours, isQuiet: false, handle: (ctx) => handle(ctx) };
}
