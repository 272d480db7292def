import { createPrivateKey } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StartFault } from '@freehold/kernel/config/start-fault';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { objectsSecretOf, openSecrets, passwordOf, ticketKeyOf } from './secrets.ts';

describe('the secrets', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'freehold-secrets-'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  it('are made once, for the owner alone', async () => {
    const made = await openSecrets(directory);
    expect(await openSecrets(directory)).toEqual(made);
    expect((await stat(join(directory, 'secrets.json'))).mode & 0o777).toBe(0o600);
  });

  it('are the same for two who start at once', async () => {
    const [left, right] = await Promise.all([openSecrets(directory), openSecrets(directory)]);
    expect(left).toEqual(right);
  });

  it('are never made anew over damaged ones', async () => {
    const file = join(directory, 'secrets.json');
    await writeFile(file, '{"databaseSecret":');
    await expect(openSecrets(directory)).rejects.toThrow(StartFault);
    expect(await readFile(file, 'utf8')).toBe('{"databaseSecret":');
  });

  it('give each role a password of its own', () => {
    const [app, owner] = ['booking_app', 'booking_owner'].map((role) => passwordOf('s'.repeat(32), role));
    expect(app).not.toBe(owner);
    expect(app).toBe(passwordOf('s'.repeat(32), 'booking_app'));
  });

  it('give addresses of files one secret, which is no password', () => {
    const secret = objectsSecretOf('s'.repeat(32));
    expect(secret).toHaveLength(43);
    expect(secret).toBe(objectsSecretOf('s'.repeat(32)));
    expect(secret).not.toBe(objectsSecretOf('t'.repeat(32)));
    expect(secret).not.toBe(passwordOf('s'.repeat(32), 'objects'));
  });

  it('give tickets one key of Ed25519, which tells nothing about a password', () => {
    const key = createPrivateKey(ticketKeyOf('s'.repeat(32)));
    expect(key.asymmetricKeyType).toBe('ed25519');
    expect(ticketKeyOf('s'.repeat(32))).toBe(ticketKeyOf('s'.repeat(32)));
    expect(ticketKeyOf('t'.repeat(32))).not.toBe(ticketKeyOf('s'.repeat(32)));
    const { d = '' } = key.export({ format: 'jwk' });
    expect(d).not.toBe(passwordOf('s'.repeat(32), 'ticket'));
  });
});
