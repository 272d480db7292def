import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveWeb } from './web.ts';

describe('the web', () => {
  let directory: string;
  let app: FastifyInstance;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'freehold-web-'));
    await mkdir(join(directory, 'assets'));
    await writeFile(join(directory, 'index.html'), '<!doctype html><title>Freehold</title>');
    await writeFile(join(directory, 'assets', 'main-4f3a.js'), 'export {};');
    app = Fastify();
    await serveWeb(app, directory);
  });
  afterAll(async () => {
    await app.close();
    await rm(directory, { recursive: true });
  });
  const page = (url: string) => app.inject({ url, headers: { accept: 'text/html' } });

  it.each(['/', '/schedule', '/bookings/bkg_01?from=mail'])(
    'answers %s with its one page, asked for every time',
    async (url) => {
      const { statusCode, headers, body } = await page(url);
      expect(statusCode).toBe(200);
      expect(headers['cache-control']).toBe('no-cache');
      expect(body).toContain('<title>Freehold</title>');
    },
  );

  it('lets files with a hash in their name be kept for ever', async () => {
    const { headers } = await page('/assets/main-4f3a.js');
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
  });

  it.each(['/assets/main-0000.js', '/../../package.json', '/secrets.json'])(
    'refuses %s in JSON',
    async (url) => {
      const { statusCode, headers } = await page(url);
      expect(statusCode).toBe(404);
      expect(headers['content-type']).toContain('application/json');
    },
  );

  it('sends the security headers with every answer', async () => {
    for (const url of ['/', '/nothing.txt', '/assets/main-4f3a.js']) {
      const { headers } = await page(url);
      expect(headers['content-security-policy']).toContain("script-src 'self';");
      expect(headers['x-content-type-options']).toBe('nosniff');
    }
  });
});
