import type { z } from 'zod';

/** A kind of job: a name, unique over all subgraphs, and the shape of what it has to know. */
export interface JobType<Payload = unknown> {
  /** `subgraph.do-something` */
  readonly name: string;
  /** Ids rather than facts: by the time it runs, facts have changed. */
  readonly payload: z.ZodType<Payload>;
}

/** Names a kind of job. */
export function defineJob<Payload>(name: string, payload: z.ZodType<Payload>): JobType<Payload> {
  return { name, payload };
}

/** When a job runs, and what makes two of them one. */
export interface JobTiming {
  /** Not before this instant; as soon as possible unless given. */
  readonly at?: Date;
  /**
   * Of a type, a tenant and a key one job waits for an instant: another one is left out. Without `at` it is left out
   * while one waits that is due. Two for different instants are two jobs.
   */
  readonly key?: string;
  /**
   * How many milliseconds later than that it begins, so that it stands for all of its key that are written until then.
   * For what is written often and done for many at once.
   */
  readonly gatherMs?: number;
}
