import { once } from 'node:events';
import { quantile } from '../quantile.ts';
import { answerOf, measured, start } from './contest.ts';
import type { BackOrder, BackServer, Told, Worked } from './messages.ts';

const CLIENTS = 1_000;
/** Has no divisor in common with the number of places, so that clients come to all of them, in no order. */
const STRIDE = 47;

const TITLE = 'Coming back: sockets with three subscriptions each, at once, after 0 to 160 missed events:';
const HEAD = [
  '| who | clients | CPU-ms per client (without the kernel) | p50 / p99 / last told all, ms | subscriptions asked | events executed |',
  '| --- | ------: | -------------------------------------: | ---------------------------: | ------------------: | --------------: |',
];
const ROWS = [
  ['restarted', 'all, to a gateway that has just started'],
  ['stayed', 'all but one, which has stayed'],
] as const;

async function rowOf(who: string, name: string): Promise<string> {
  const server = start('back-server.ts', [who]);
  const ready = await answerOf<BackServer>(server, 'ready');
  const clients = start('back-clients.ts');
  const before = await measured(server, 'settle');
  const order: BackOrder = { ...ready, clients: CLIENTS, stride: STRIDE };
  const told = answerOf<Told>(clients, 'told');
  clients.send(order);
  const { tookMs } = await told;
  const after = await measured(server, 'measure');
  const [{ subscriptions, executions }] = await Promise.all([
    answerOf<Worked>(server, 'worked'),
    measured(server, 'settle'),
  ]);
  for (const child of [clients, server]) child.disconnect();
  await Promise.all([clients, server].map((child) => once(child, 'exit')));
  const took = [...tookMs].sort((one, other) => one - other);
  const userMs = (after.userMs - before.userMs) / CLIENTS;
  const systemMs = (after.systemMs - before.systemMs) / CLIENTS;
  const times = [quantile(took, 0.5), quantile(took, 0.99), took.at(-1) ?? 0];
  const cells = [
    name,
    CLIENTS,
    `${(userMs + systemMs).toFixed(2)} (${userMs.toFixed(2)})`,
    times.map((ms) => ms.toFixed(0)).join(' / '),
    subscriptions,
    executions,
  ];
  return `| ${cells.join(' | ')} |`;
}

/** How clients come back that were cut off together: what it costs the gateway, and how long it takes. */
export async function backTable(): Promise<string> {
  const rows: string[] = [];
  for (const [who, name] of ROWS) rows.push(await rowOf(who, name));
  return [TITLE, '', ...HEAD, ...rows].join('\n');
}
