import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { ContenderName } from './contenders.ts';
import type { DataAddresses } from './page-rows.ts';
import { type Order, type Turn, turnSchema } from './turn.ts';

const PROCESS = fileURLToPath(new URL('./contender-process.ts', import.meta.url));
const REPLY_MS_MAX = 60_000;

const replySchema = z.object({ done: z.unknown().optional(), fault: z.string().optional() });
const checkedSchema = z.object({ checksum: z.string(), rows: z.number() });

/** A contender at work in a process of its own. */
export interface ContenderClient {
  readonly name: ContenderName;
  /** Waits until it can be asked. @throws {Error} when it cannot. */
  ready(): Promise<void>;
  check(order: Omit<Extract<Order, { kind: 'check' }>, 'kind'>): Promise<z.infer<typeof checkedSchema>>;
  turn(order: Omit<Extract<Order, { kind: 'turn' }>, 'kind'>): Promise<Turn>;
  close(): Promise<void>;
}

/** Starts a contender in a process of its own, with the loader that this process was started with. */
export function openContender(name: ContenderName, addresses: DataAddresses): ContenderClient {
  const { appUrl, relayUrl, freeUrl } = addresses;
  const child = fork(PROCESS, [name, JSON.stringify({ appUrl, relayUrl, freeUrl })], {
    env: { NODE_ENV: 'production', GRAPHILE_ENV: 'production' },
    // PostGraphile tells much of column types that it does not know; faults come as messages.
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const ended = once(child, 'exit');
  const reply = async (): Promise<unknown> => {
    const timeout = AbortSignal.timeout(REPLY_MS_MAX);
    const dead = ended.then((): never => {
      throw new Error(`The process of "${name}" ended.`);
    });
    const [message] = await Promise.race([once(child, 'message', { signal: timeout }), dead]);
    const { done, fault } = replySchema.parse(message);
    if (fault) throw new Error(`"${name}" failed: ${fault}`);
    return done;
  };
  const tell = (order: Order): Promise<unknown> => {
    child.send(order);
    return reply();
  };
  const ready = reply();
  ready.catch(() => undefined);
  return {
    name,
    ready: async () => {
      await ready;
    },
    check: async (order) => checkedSchema.parse(await tell({ kind: 'check', ...order })),
    turn: async (order) => turnSchema.parse(await tell({ kind: 'turn', ...order })),
    close: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
