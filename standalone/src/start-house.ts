import type { SubgraphClient } from '@freehold/kernel/caller/subgraph-call';
import { openLogger } from '@freehold/kernel/config/open-logger';
import { type Clock, systemClock } from '@freehold/kernel/values/clock';
import { startCatcher } from '@freehold/sandbox/catcher';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { StandaloneConfig } from './config.ts';
import { type Database, openDatabase } from './database.ts';
import type { DemoTenant } from './demo/demo-face.ts';
import { loadDemo } from './demo/load-demo.ts';
import { listen, refuseTakenPort } from './port.ts';
import { prepareDatabase } from './prepare-database.ts';
import { objectsSecretOf, openSecrets, type Secrets } from './secrets.ts';
import { waitUntilSettled } from './settled.ts';
import { Teardown } from './teardown.ts';
import { webDirectory } from './web.ts';

/** What a caller may put in the place of what the house would take by itself. */
export interface StartOverrides {
  readonly clock?: Clock;
  readonly logger?: Logger;
  /** False in tests: a database that may lose what it has confirmed when the machine stops. */
  readonly isDurable?: boolean;
  /** The folder of the built web. */
  readonly web?: string;
  /** Aborted when the start is no longer wanted; what was started is stopped and its reason thrown. */
  readonly signal?: AbortSignal;
  /** Told in a sentence what takes a while. */
  readonly onProgress?: (sentence: string) => void;
  /** Told every SQL statement of a subgraph in this process. */
  readonly onStatement?: StatementListener;
}

/** Hears which subgraph sends which SQL statement. */
export type StatementListener = (subgraph: string, sql: string) => void;

/** What every form of the house stands on. */
export interface Foundation {
  readonly config: StandaloneConfig;
  /** With the roles, schemas and tables of all subgraphs. */
  readonly database: Database;
  readonly secrets: Secrets;
  /** The folder of the built web. */
  readonly web: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The ways out of the house, by their variables. */
  readonly messaging: Readonly<Record<string, string>>;
  /** Where files are kept, by its variables. */
  readonly objects: Readonly<Record<string, string>>;
  /** Where what would leave the house is shown; null when it leaves. */
  readonly messagesUrl: string | null;
  readonly signal: AbortSignal | undefined;
  readonly onStatement: StatementListener | undefined;
  /** Learns how to stop each part as soon as it is started. */
  readonly teardown: Teardown;
}

/** A house whose parts run and whose public door is still closed. */
export interface BuiltHouse {
  /** The public door: web and API. */
  readonly app: FastifyInstance;
  readonly subgraphs: readonly SubgraphClient[];
}

/** A house, serving. */
export interface RunningHouse {
  /** Its own address, such as `http://127.0.0.1:4000`. */
  readonly url: string;
  readonly port: number;
  /** The demo tenants that are there to be seen. */
  readonly demo: readonly DemoTenant[];
  /** Where messages are shown that would have left the house; null when they leave it. */
  readonly messagesUrl: string | null;
  /** Stops everything, in the reverse order of its start. */
  close(): Promise<void>;
}

/**
 * Prepares the database, builds the house on it, opens its door and loads the demo. It answers as soon as it listens,
 * and the promise is kept when the demo is loaded.
 * @throws {StartFault} with a sentence, after stopping what was started.
 */
export async function startHouse(
  config: StandaloneConfig,
  overrides: StartOverrides,
  build: (foundation: Foundation) => Promise<BuiltHouse>,
): Promise<RunningHouse> {
  const logger = overrides.logger ?? openLogger('freehold', config.logLevel);
  const teardown = new Teardown(logger);
  try {
    const { clock = systemClock, signal, onProgress = () => undefined } = overrides;
    const foundation = await layFoundation(config, { ...overrides, clock, logger }, teardown);
    const house = await build(foundation);
    signal?.throwIfAborted();
    const port = await listen(house.app, config);
    const [baseDomain = 'localhost'] = config.baseDomains;
    const settle = () => waitUntilSettled(foundation.database, signal);
    const doors = { ...house, port, baseDomain };
    const demo = await loadDemo(config, doors, { clock, logger, signal, onProgress, settle });
    const { messagesUrl } = foundation;
    return { url: `http://${config.host}:${port}`, port, demo, messagesUrl, close: () => teardown.run() };
  } catch (error) {
    await teardown.run();
    throw error;
  }
}

/** Where there is no way out of the house and it is for looking around, messages are caught and shown. */
async function openWays(
  { messaging, messagesPort }: StandaloneConfig,
  teardown: Teardown,
): Promise<Pick<Foundation, 'messaging' | 'messagesUrl'>> {
  if (messagesPort === null) return { messaging, messagesUrl: null };
  const catcher = await startCatcher({ http: messagesPort });
  teardown.add('catcher', () => catcher.close());
  return { messaging: catcher.environment, messagesUrl: catcher.url };
}

async function layFoundation(
  config: StandaloneConfig,
  overrides: StartOverrides & { readonly clock: Clock; readonly logger: Logger },
  teardown: Teardown,
): Promise<Foundation> {
  const { clock, logger, signal, isDurable = true, onProgress, onStatement } = overrides;
  await refuseTakenPort(config);
  const [web, secrets] = await Promise.all([
    overrides.web ?? webDirectory(),
    openSecrets(config.dataDirectory),
  ]);
  onProgress?.('Opening the database.');
  const database = await openDatabase(config, secrets, { isDurable, logger });
  teardown.add('database', () => database.stop());
  signal?.throwIfAborted();
  await prepareDatabase(database);
  signal?.throwIfAborted();
  const ways = await openWays(config, teardown);
  const objects = { OBJECTS_SECRET: objectsSecretOf(secrets.databaseSecret), ...config.objects };
  const own = { config, database, secrets, web, clock, logger, signal, onStatement, teardown };
  return { ...own, objects, ...ways };
}
