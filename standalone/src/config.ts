import { resolve } from 'node:path';
import { databaseUrl } from '@freehold/kernel/config/database-url';
import { flag, nameList, port, readConfig } from '@freehold/kernel/config/read-config';
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
  /** Production shows strangers no schema. */
  readonly isProduction: boolean;
  readonly logLevel: string;
  readonly loadsDemo: boolean;
  /** Requests that one caller may make within a minute; 0 counts nobody. */
  readonly requestsPerMinute: number;
  /** Addresses and networks whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[];
}

/** A house with a demo, whose passwords everybody knows, is for looking around: there nobody is counted. */
const REQUESTS_PER_MINUTE = 600;

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
  return z.object({
    PORT: port.default(4000),
    HOST: z.string().default('127.0.0.1'),
    DATA_DIR: z.string().default('.data'),
    DATABASE_URL: databaseUrl.optional(),
    EDITIONS: editionList(available).default([...available]),
    BASE_DOMAINS: nameList.default(['localhost']),
    NODE_ENV: z.enum(['production', 'development', 'test']).default('production'),
    LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('warn'),
    DEMO: flag.default(true),
    RATE_LIMIT_PER_MINUTE: z.coerce.number().int().min(0).optional(),
    TRUSTED_PROXIES: nameList.default([]),
  });
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
  return {
    port: given.PORT,
    host: given.HOST,
    dataDirectory: resolve(given.DATA_DIR),
    databaseUrl: given.DATABASE_URL ?? null,
    editions: given.EDITIONS,
    baseDomains: given.BASE_DOMAINS,
    isProduction: given.NODE_ENV === 'production',
    logLevel: given.LOG_LEVEL,
    loadsDemo: given.DEMO,
    requestsPerMinute: given.RATE_LIMIT_PER_MINUTE ?? (given.DEMO ? 0 : REQUESTS_PER_MINUTE),
    trustedProxies: given.TRUSTED_PROXIES,
  };
}
