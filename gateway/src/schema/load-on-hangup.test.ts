import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const MAIN = ['-C', 'source', '--import', '@oxc-node/core/register', join(ROOT, 'gateway/src/main.ts')];
const NEW_TYPE = 'type Tomorrow @join__type(graph: ANALYTICS, key: "id") { id: ID! }';
const PATIENCE = { timeout: 45_000, interval: 50 };

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

function pemPair() {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    secret: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    open: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
}

describe('a gateway that is told SIGHUP', () => {
  let directory: string;
  let port: number;
  let process_: ChildProcess;
  let printed = '';
  let supergraph: string;
  const write = (text: string) => writeFile(join(directory, 'supergraph.graphql'), text);

  async function ask(typeName: string): Promise<{ status: number; name: string | null }> {
    const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: `{ __type(name: "${typeName}") { name } }` }),
    });
    const { data } = await response.json();
    return { status: response.status, name: data.__type?.name ?? null };
  }

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'freehold-schema-'));
    await cp(join(ROOT, 'schema'), directory, { recursive: true });
    supergraph = await readFile(join(directory, 'supergraph.graphql'), 'utf8');
    port = await freePort();
    const [passport, token] = [pemPair(), pemPair()];
    process_ = spawn(process.execPath, MAIN, {
      cwd: ROOT,
      env: {
        PORT: String(port),
        SUBGRAPHS: 'tenancy=http://127.0.0.1:1,billing=http://127.0.0.1:1',
        PASSPORT_PRIVATE_KEY: passport.secret,
        ACCESS_TOKEN_PUBLIC_KEY: token.open,
        SCHEMA_DIR: directory,
        RATE_LIMIT_PER_MINUTE: '0',
        BASE_DOMAINS: '127.0.0.1',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    process_.stdout?.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
    await vi.waitFor(() => expect(printed).toContain('in service'), PATIENCE);
  }, 30_000);
  afterAll(async () => {
    process_?.kill('SIGKILL');
    await rm(directory, { recursive: true, force: true });
  });

  it('serves the schema of its directory without failing a request, and refuses a broken one', async () => {
    const statuses = new Set<number>();
    let isOver = false;
    const stream = (async () => {
      while (!isOver) statuses.add((await ask('Tenant')).status);
    })();
    expect(await ask('Tomorrow')).toEqual({ status: 200, name: null });
    await write(`${supergraph}\n${NEW_TYPE}\n`);
    process_.kill('SIGHUP');
    await expect.poll(async () => (await ask('Tomorrow')).name, PATIENCE).toBe('Tomorrow');
    await write('type Query { broken: Int }');
    process_.kill('SIGHUP');
    await expect.poll(() => printed, PATIENCE).toContain('not served');
    expect((await ask('Tomorrow')).name).toBe('Tomorrow');
    await write(supergraph);
    process_.kill('SIGHUP');
    await expect.poll(async () => (await ask('Tomorrow')).name, PATIENCE).toBe(null);
    isOver = true;
    await stream;
    expect([...statuses]).toEqual([200]);
    process_.kill('SIGTERM');
    expect(await once(process_, 'exit')).toEqual([0, null]);
  }, 90_000);
});
