import type { ExecutionResult } from 'graphql';
import { endsAccess } from '../../authentication/callers.ts';
import type { Standing } from './standing.ts';
import type { Subscriber } from './subscriber.ts';
import type { Upstream } from './upstream.ts';

/** Why somebody's rights could not be told. */
export interface Refused {
  readonly refusal: ExecutionResult;
  /** Whether its access has ended; otherwise it may be told later. */
  readonly isFinal: boolean;
}

/** The rights of a subscriber as they are now, or why they cannot be told. */
export async function proven(
  { holder }: Subscriber,
  { refuse }: Pick<Upstream, 'refuse'>,
): Promise<Standing | Refused> {
  try {
    return await holder.check();
  } catch (error) {
    return { refusal: refuse(error), isFinal: endsAccess(error) };
  }
}
