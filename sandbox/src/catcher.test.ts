import { createConnection } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Catcher, startCatcher } from './catcher.ts';

let catcher: Catcher;
beforeAll(async () => {
  catcher = await startCatcher();
});
afterAll(() => catcher.close());
beforeEach(() => {
  catcher.messages.clear();
  catcher.trouble.clear();
});

const sms = (key: string | null, body = JSON.stringify({ to: '+4791234567', text: 'Hei <b>du</b>' })) =>
  fetch(`${catcher.url}/sms`, {
    method: 'POST',
    headers: key === null ? {} : { 'idempotency-key': key },
    body,
  });

describe('the catcher', () => {
  it('keeps one of two messages with the same key, and counts the repeat', async () => {
    await sms('ntf_1');
    await sms('ntf_1');
    await sms('ntf_2');
    const shown = await fetch(`${catcher.url}/messages`);
    expect(await shown.json()).toMatchObject({
      messages: [
        { channel: 'SMS', key: 'ntf_1', to: '+4791234567', text: 'Hei <b>du</b>', repeats: 1 },
        { channel: 'SMS', key: 'ntf_2', repeats: 0 },
      ],
    });
  });

  it('keeps the last five hundred', async () => {
    for (let number = 0; number < 501; number += 1)
      catcher.messages.add({
        channel: 'SMS',
        key: `${number}`,
        from: '',
        to: '',
        subject: '',
        text: '',
        html: '',
        files: [],
      });
    const kept = catcher.messages.all();
    expect([kept.length, kept[0]?.key]).toEqual([500, '1']);
  });

  it.each([
    ['BUSY', 503, 0],
    ['REFUSED', 410, 0],
  ] as const)('answers one message as %s when it is told to', async (mishap, status, kept) => {
    catcher.trouble.order(mishap);
    expect((await sms('ntf_3')).status).toBe(status);
    expect(catcher.messages.all()).toHaveLength(kept);
    expect((await sms('ntf_3')).status).toBe(202);
  });

  it.each([
    ['HANG_UP', 0],
    ['HANG_UP_KEPT', 1],
  ] as const)('ends the connection on %s, and has kept %d', async (mishap, kept) => {
    catcher.trouble.order(mishap);
    await expect(sms('ntf_4')).rejects.toThrow('fetch failed');
    expect(catcher.messages.all()).toHaveLength(kept);
  });

  it('refuses what has no key, is no JSON or is too long, and keeps nothing of it', async () => {
    const statuses = [await sms(null), await sms('a', 'no json'), await sms('b', '"text"')];
    expect(statuses.map(({ status }) => status)).toEqual([400, 400, 400]);
    expect((await sms('c', JSON.stringify({ text: 'x'.repeat(100_000) }))).status).toBe(400);
    expect(catcher.messages.all()).toEqual([]);
  });

  it('escapes what it shows, and lets no script run', async () => {
    const nasty = `<script>alert('1')</script>"`;
    const message = {
      channel: 'EMAIL',
      key: nasty,
      from: nasty,
      to: nasty,
      subject: nasty,
      text: nasty,
      files: [{ name: nasty, type: nasty, text: nasty }],
    } as const;
    catcher.messages.add({ ...message, html: nasty });
    catcher.messages.add({ ...message, key: 'b', html: '' });
    const page = await fetch(`${catcher.url}/`);
    const text = await page.text();
    expect(text).not.toContain('<script');
    expect(text).not.toContain(`'1'`);
    expect(text).toContain('&lt;script&gt;');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('answers nobody who came by another name', async () => {
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = createConnection(Number(new URL(catcher.url).port), '127.0.0.1', () =>
        socket.end('GET /messages HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n'),
      );
      socket.on('data', (chunk) => resolve(String(chunk)));
      socket.on('error', reject);
    });
    expect(answer).toContain('403 Forbidden');
  });
});
