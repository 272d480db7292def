import type { EntityManager } from '@mikro-orm/postgresql';
import { TooManyAttempts } from './session.errors.ts';
import { SignInAttempt } from './sign-in-attempt.entity.ts';
import { FAILURES_MAX, WINDOW_MS, waitMs } from './sign-in-attempt.policy.ts';

// One statement counts, so that guesses made at the same time are counted one by one.
const NOTE = `
  insert into sign_in_attempt as attempt (tenant_id, id, failures, started_at)
  values (nullif(current_setting('app.tenant_id', true), '')::uuid, ?, 1, ?)
  on conflict (tenant_id, id) do update
     set failures = case when attempt.started_at <= ? then 1 else attempt.failures + 1 end,
         started_at = case when attempt.started_at <= ? then excluded.started_at else attempt.started_at end`;

// Rows that another transaction holds are left for later, so that two who forget do not wait for each other.
const FORGET_OLD = `
  delete from sign_in_attempt where (tenant_id, id) in
    (select tenant_id, id from sign_in_attempt where started_at <= ? limit 100 for update skip locked)`;

/**
 * What is known of failures with an address; null for none.
 * @throws {TooManyAttempts} while there are too many.
 */
export async function refuseThrottled(
  em: EntityManager,
  email: string,
  now: Date,
): Promise<SignInAttempt | null> {
  const known = await em.findOne(SignInAttempt, { id: email });
  const retryAfterMs = waitMs(known, now);
  if (retryAfterMs > 0) throw new TooManyAttempts(retryAfterMs);
  return known;
}

/**
 * Counts a failure, and forgets those of others that are past.
 * @throws {TooManyAttempts} for a failure beyond those that are told: of many guesses at once, too.
 */
export async function noteFailure(em: EntityManager, email: string, now: Date): Promise<void> {
  const past = new Date(now.getTime() - WINDOW_MS);
  await em.execute(NOTE, [email, now, past, past]);
  const noted = await em.findOneOrFail(SignInAttempt, { id: email });
  if (noted.failures > FAILURES_MAX) throw new TooManyAttempts(waitMs(noted, now));
  await em.execute(FORGET_OLD, [past]);
}
