import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { prepare } from './prepare.ts';
import { SUBGRAPHS } from './subgraphs.ts';

/** The schemas that processes read with; nothing is read, so nothing starts. */
const { schemas } = vi.hoisted(() => {
  const schemas: import('zod').ZodObject[] = [];
  return { schemas };
});
vi.mock('@freehold/kernel/config/read-config', async (importOriginal) => {
  const original = await importOriginal<typeof import('@freehold/kernel/config/read-config')>();
  const readConfig = (schema: import('zod').ZodObject) => {
    schemas.push(schema);
    throw new original.ConfigurationFault([]);
  };
  return { ...original, readConfig };
});
vi.mock('@freehold/kernel/config/run-process', () => ({
  runProcess: (start: () => Promise<unknown>) => start().catch(() => undefined),
}));

const ROOT = join(import.meta.dirname, '../..');
const HOUSE = ['prepare', ...SUBGRAPHS.map(({ name }) => name), 'gateway', 'front'];
const composeSchema = z.object({
  services: z.record(
    z.string(),
    z.object({
      command: z.array(z.string()).default([]),
      environment: z.record(z.string(), z.coerce.string()),
    }),
  ),
});
type Services = z.infer<typeof composeSchema>['services'];
type Variables = Readonly<Record<string, string | undefined>>;

/** As Compose puts variables in: `${NAME-default}`, and `${NAME:-default}` for which empty is missing, too. */
function filled(text: string, variables: Variables): string {
  return text.replace(/\$\{(\w+)(:?)-([^}]*)\}/g, (_, name: string, colon: string, otherwise: string) => {
    const value = variables[name];
    return value === undefined || (colon && value === '') ? otherwise : value;
  });
}

function variablesIn(envFile: string): Record<string, string> {
  const lines = envFile.split('\n').filter((line) => /^\w+=/.test(line));
  return Object.fromEntries(
    lines.map((line) => [
      line.slice(0, line.indexOf('=')),
      line.slice(line.indexOf('=') + 1).replaceAll('"', ''),
    ]),
  );
}

/** What the process of a container reads: runs its entry until it has asked for its configuration. */
async function schemasOf([, script = '']: readonly string[]): Promise<z.ZodObject[]> {
  schemas.length = 0;
  const source = join(ROOT, script.replace('/dist/', '/src/').replace(/\.js$/, '.ts'));
  if (script.endsWith('prepare-main.js')) await prepare().catch(() => undefined);
  else await import(/* @vite-ignore */ source);
  return [...schemas];
}

describe('docker-compose.yml', () => {
  const read = new Map<string, z.ZodObject[]>();
  let text: string;
  let services: Services;
  let made: Record<string, string>;
  beforeAll(async () => {
    text = await readFile(join(ROOT, 'docker-compose.yml'), 'utf8');
    ({ services } = composeSchema.parse(parse(text, { merge: true })));
    const { stdout } = await promisify(execFile)(process.execPath, [join(ROOT, 'deploy/make-env.mjs')]);
    made = variablesIn(stdout);
    for (const name of HOUSE) read.set(name, await schemasOf(services[name]?.command ?? []));
  });

  const environmentOf = (name: string, variables: Variables) =>
    Object.entries(services[name]?.environment ?? {}).map(
      ([variable, value]) => [variable, filled(value, variables)] as const,
    );
  /** What `readConfig` finds wrong: empty counts as missing. */
  const faultsOf = (name: string, variables: Variables) => {
    const given = Object.fromEntries(environmentOf(name, variables).filter(([, value]) => value !== ''));
    return (read.get(name) ?? [])
      .flatMap((schema) => schema.safeParse(given).error?.issues ?? [])
      .map(({ path }) => path.join('.'));
  };

  it('has every part of the house', () => {
    expect(Object.keys(services).toSorted()).toEqual(['postgres', ...HOUSE].toSorted());
  });

  it.each(HOUSE)('tells %s what it reads, and nothing that it does not', (name) => {
    const known = (read.get(name) ?? []).flatMap((schema) => Object.keys(schema.shape));
    expect(known).not.toEqual([]);
    expect(known).toEqual(expect.arrayContaining(environmentOf(name, made).map(([variable]) => variable)));
    expect(faultsOf(name, made)).toEqual([]);
  });

  it.each(HOUSE)(
    'without an .env, or with an empty one, lets %s refuse each thing that is missing',
    (name) => {
      const secret = Object.entries(services[name]?.environment ?? {})
        .filter(([, value]) => /\$\{\w+-\}/.test(value))
        .map(([variable]) => variable);
      const empty = Object.fromEntries(Object.keys(made).map((variable) => [variable, '']));
      expect(faultsOf(name, {}).toSorted()).toEqual(secret.toSorted());
      expect(faultsOf(name, empty).toSorted()).toEqual(secret.toSorted());
    },
  );

  it('asks for what the example names and make-env.mjs makes', async () => {
    const asked = [...new Set([...text.matchAll(/\$\{(\w+)-\}/g)].map(([, name]) => name))].toSorted();
    const example = variablesIn(await readFile(join(ROOT, '.env.example'), 'utf8'));
    expect(asked).toEqual(Object.keys(made).toSorted());
    expect(Object.keys(example).toSorted()).toEqual(Object.keys(made).toSorted());
  });

  it("tells the owners' password to the one that prepares, and private keys to those who sign", () => {
    const holdersOf = (secret: string) =>
      Object.keys(services).filter((name) =>
        Object.values(services[name]?.environment ?? {}).some((value) => value.includes(`\${${secret}-}`)),
      );
    expect(holdersOf('OWNER_DATABASE_PASSWORD')).toEqual(['prepare']);
    expect(holdersOf('POSTGRES_PASSWORD')).toEqual(['postgres', 'prepare']);
    expect(holdersOf('PASSPORT_PRIVATE_KEY')).toEqual(['gateway']);
    expect(holdersOf('ACCESS_TOKEN_PRIVATE_KEY')).toEqual(['tenancy']);
    expect(holdersOf('TICKET_PRIVATE_KEY')).toEqual(['booking']);
    expect(holdersOf('OBJECTS_SECRET')).toEqual(['booking', 'gateway']);
    for (const { name } of SUBGRAPHS)
      expect(holdersOf(`${name.toUpperCase()}_DATABASE_PASSWORD`)).toEqual(['prepare', name]);
  });
});
