import { setTimeout as delay } from 'node:timers/promises';
import { Pool } from 'undici';

const QUESTION = JSON.stringify({
  query:
    '{ tenant { name } sessions(from: "2026-01-01T00:00:00Z", to: "2026-03-01T00:00:00Z", first: 20) { edges { node { id startsAt seatsLeft } } } }',
});

/** A tenant's people, who ask at a steady pace. */
export interface Crowd {
  /** The tenant's subdomain. */
  readonly slug: string;
  readonly perSecond: number;
  /** How many of them there are, each with an address of its own. */
  readonly people: number;
  /** The network of their addresses, such as `198.51.100`. */
  readonly network: string;
  /** What they ask, in turn; the first sessions of a month unless given. */
  readonly questions?: readonly string[];
}

/** Seconds at the beginning that do not count: connections are opened then. */
const WARM_SECONDS = 2;

/** How long answers took, and how many were refused. */
export interface Waited {
  readonly tookMs: readonly number[];
  readonly refused: number;
}

/**
 * Asks at the pace of a crowd for some seconds, whether answers come or not: an answer that is late does not slow the
 * next question. A question counts from the moment when it was due.
 */
export async function load(port: number, crowd: Crowd, seconds: number): Promise<Waited> {
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections: 64 });
  const uncounted = crowd.perSecond * WARM_SECONDS;
  const total = crowd.perSecond * seconds + uncounted;
  const { questions = [QUESTION] } = crowd;
  const tookMs: number[] = [];
  let refused = 0;
  const beganAt = performance.now();
  const one = async (index: number) => {
    const dueAt = beganAt + (index * 1_000) / crowd.perSecond;
    // Never before it is due: timers know whole milliseconds only.
    await delay(Math.ceil(Math.max(dueAt - performance.now(), 0)));
    const { statusCode, body } = await pool.request({
      method: 'POST',
      path: '/graphql',
      headers: {
        host: `${crowd.slug}.localhost:${port}`,
        'content-type': 'application/json',
        'x-forwarded-for': `${crowd.network}.${index % crowd.people}`,
      },
      body: questions[index % questions.length] ?? QUESTION,
    });
    await body.dump();
    if (index < uncounted) return;
    if (statusCode === 200) tookMs.push(performance.now() - dueAt);
    else refused += 1;
  };
  await Promise.all(Array.from({ length: total }, (_, index) => one(index)));
  await pool.close();
  return { tookMs, refused };
}
