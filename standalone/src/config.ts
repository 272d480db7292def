import { join, resolve } from 'node:path';
import { type GatewayEnvironment, gatewayEnvironment } from '@freehold/gateway/environment';
import { databaseUrl } from '@freehold/kernel/config/database-url';
import { flag, nameList, port, readConfig } from '@freehold/kernel/config/read-config';
import { tenantUrl } from '@freehold/kernel/config/tenant-url';
import { messagingShape, readMessagingConfig } from '@freehold/kernel/messaging/open-messaging';
import { objectsShape, readObjectsConfig } from '@freehold/kernel/objects/open-objects';
import { z } from 'zod';
import { availableEditions } from './editions.ts';

/** Where the house stands and what is in it. */
export interface StandaloneConfig {
  /** 0 lets the system choose. */
  readonly port: number;
  readonly host: string;
  /** Absolute. Holds the secrets, and the database when it is our own. */
  readonly dataDirectory: string;
  /** An administrator's address of an external PostgreSQL; null for one of our own. */
  readonly databaseUrl: string | null;
  readonly editions: readonly string[];
  /** Tenants live at `<slug>.<base domain>`; the first one is printed. */
  readonly baseDomains: readonly string[];
  /** Where tenants are reached from outside, for the links in mails: `https://{slug}.example.com`. */
  readonly tenantUrl: string;
  /** Production shows strangers no schema. */
  readonly isProduction: boolean;
  readonly logLevel: string;
  readonly loadsDemo: boolean;
  /** What was said of the gateway. */
  readonly gateway: GatewayEnvironment;
  /** The ways out of the house, by their variables. */
  readonly messaging: Readonly<Record<string, string>>;
  /** Where files are kept, by its variables: below the data directory unless told otherwise. */
  readonly objects: Readonly<Record<string, string>>;
  /** Where messages are caught and shown that would leave the house; null when they leave it, or nothing is sent. */
  readonly messagesPort: number | null;
}

/** `EDITIONS=none`, like an empty EDITIONS, is a house without tenants. */
const NO_EDITION = 'none';

function editionList(available: readonly string[]) {
  return nameList
    .transform((names) => names.filter((name) => name !== NO_EDITION))
    .superRefine((names, context) => {
      const known = `There are: ${available.join(', ') || NO_EDITION}.`;
      for (const name of names)
        if (!available.includes(name)) context.addIssue(`there is no edition "${name}". ${known}`);
    });
}

function schemaFor(available: readonly string[]) {
  return gatewayEnvironment.extend({
    ...messagingShape,
    ...objectsShape,
    MESSAGES_PORT: port.default(0),
    PORT: port.default(4000),
    HOST: z.string().default('127.0.0.1'),
    DATA_DIR: z.string().default('.data'),
    DATABASE_URL: databaseUrl.optional(),
    EDITIONS: editionList(available).default([...available]),
    BASE_DOMAINS: nameList.default(['localhost']),
    TENANT_URL: tenantUrl,
    NODE_ENV: z.enum(['production', 'development', 'test']).default('production'),
    LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('warn'),
    DEMO: flag.default(true),
  });
}

type Given = Readonly<Record<string, unknown>>;

/** What was given of some variables. */
function givenOf(given: Given, shape: object): Record<string, string> {
  const names = Object.keys(shape);
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) =>
      names.includes(name) && typeof value === 'string' && value !== '' ? [[name, value]] : [],
    ),
  );
}

/** The ways out as they were given. @throws {ConfigurationFault} when one lacks what belongs to it. */
function messagingOf(given: Given): Record<string, string> {
  const messaging = givenOf(given, messagingShape);
  readMessagingConfig(messaging);
  return messaging;
}

/** Who signs addresses in a house has its secret from the house, unless told. */
const ANY_SECRET = 's'.repeat(32);

/** Where files are kept. @throws {ConfigurationFault} when that is two places. */
function objectsOf(given: Given, dataDirectory: string): Record<string, string> {
  const told = givenOf(given, objectsShape);
  const objects = told.OBJECTS_BUCKET ? told : { OBJECTS_DIR: join(dataDirectory, 'objects'), ...told };
  readObjectsConfig({ OBJECTS_SECRET: ANY_SECRET, ...objects });
  return objects;
}

/**
 * Reads what the environment says; without a word the house stands on port 4000 of this machine
 * with a database of its own and every edition that is installed.
 * @throws {ConfigurationFault} with every fault at once, each by its name.
 */
export async function readStandaloneConfig(
  environment?: Readonly<Record<string, string | undefined>>,
): Promise<StandaloneConfig> {
  const given = readConfig(schemaFor(await availableEditions()), environment, ['EDITIONS']);
  const messaging = messagingOf(given);
  const dataDirectory = resolve(given.DATA_DIR);
  const isLeaving = Object.keys(messaging).some((name) => name.endsWith('_URL'));
  const isForLooking = given.DEMO || given.NODE_ENV !== 'production';
  return {
    messaging,
    objects: objectsOf(given, dataDirectory),
    messagesPort: isForLooking && !isLeaving ? given.MESSAGES_PORT : null,
    port: given.PORT,
    host: given.HOST,
    dataDirectory,
    databaseUrl: given.DATABASE_URL ?? null,
    editions: given.EDITIONS,
    baseDomains: given.BASE_DOMAINS,
    tenantUrl: given.TENANT_URL || `http://{slug}.${given.BASE_DOMAINS[0] ?? 'localhost'}:${given.PORT}`,
    isProduction: given.NODE_ENV === 'production',
    logLevel: given.LOG_LEVEL,
    loadsDemo: given.DEMO,
    // A house with a demo, whose passwords everybody knows, is for looking around: there nobody is counted.
    gateway: { RATE_LIMIT_PER_MINUTE: given.DEMO ? 0 : undefined, ...given },
  };
}
