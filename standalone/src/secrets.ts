import { createHmac, createPrivateKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { chmod, link, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { reasonOf, StartFault } from '@freehold/kernel/config/start-fault';
import { z } from 'zod';

const FILE = 'secrets.json';
const OWNER_ALONE = 0o600;
const SECRET_BYTES = 32;

const keyPairSchema = z.object({ privateKey: z.string(), publicKey: z.string() });
const secretsSchema = z.object({
  /** Signs the passports that the gateway gives to subgraphs. */
  passport: keyPairSchema,
  /** Signs the access tokens of people. */
  accessToken: keyPairSchema,
  /** All passwords of the database, the key of tickets and that of addresses of files, are derived from it. */
  databaseSecret: z.string().min(SECRET_BYTES),
});

/** The secrets of one house. Keys are Ed25519 in PEM: private as PKCS #8, public as SPKI. */
export type Secrets = z.infer<typeof secretsSchema>;

/** What signs the addresses of files in a house: the same for the same secret. */
export function objectsSecretOf(databaseSecret: string): string {
  return createHmac('sha256', databaseSecret).update('key:objects').digest('base64url');
}

/** The password of a database role: the same for the same secret, and telling nothing about another role's. */
export function passwordOf(databaseSecret: string, role: string): string {
  return createHmac('sha256', databaseSecret).update(role).digest('base64url');
}

// What stands before the 32 bytes of a private key of Ed25519 in PKCS #8 (RFC 8410).
const ED25519_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

/**
 * The private key that signs tickets, in PEM: the same for the same secret, so that a house which was made before it
 * sold tickets has one, too, and two who start at once have the same.
 */
export function ticketKeyOf(databaseSecret: string): string {
  const seed = createHmac('sha256', databaseSecret).update('key:ticket').digest();
  const key = createPrivateKey({
    key: Buffer.concat([ED25519_PREFIX, seed]),
    format: 'der',
    type: 'pkcs8',
  });
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/**
 * The secrets of a data directory; made at the first start, the same ever after. Only the owner may read the file.
 * @throws {StartFault} when they cannot be read or written.
 */
export async function openSecrets(dataDirectory: string): Promise<Secrets> {
  const file = join(dataDirectory, FILE);
  try {
    const found = await readSecrets(file);
    if (found) return found;
    await mkdir(dataDirectory, { recursive: true });
    await writeOnce(dataDirectory, file, JSON.stringify(makeSecrets(), null, 2));
    const made = await readSecrets(file);
    if (made) return made;
    throw new Error('it is gone again');
  } catch (error) {
    if (error instanceof StartFault) throw error;
    throw new StartFault(`The secrets in ${file} cannot be used: ${reasonOf(error)}.`, error);
  }
}

async function readSecrets(file: string): Promise<Secrets | null> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return null;
  await chmod(file, OWNER_ALONE);
  const result = secretsSchema.safeParse(parseJson(text));
  if (result.success) return result.data;
  throw new StartFault(
    `The secrets in ${file} are damaged. Bring back a copy of the file; without it the database stays closed.`,
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function makeSecrets(): Secrets {
  const secret = () => randomBytes(SECRET_BYTES).toString('base64url');
  return { passport: makeKeyPair(), accessToken: makeKeyPair(), databaseSecret: secret() };
}

function makeKeyPair(): { privateKey: string; publicKey: string } {
  return generateKeyPairSync('ed25519', {
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
}

/** Whole or not at all, also when the power fails; of two who write at once, the first one's stay. */
async function writeOnce(directory: string, file: string, text: string): Promise<void> {
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  try {
    await writeDurably(draft, text);
    await link(draft, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return undefined;
      return rename(draft, file);
    });
  } finally {
    await rm(draft, { force: true });
  }
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function writeDurably(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx', OWNER_ALONE);
  try {
    await handle.writeFile(`${text}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
