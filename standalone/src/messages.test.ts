import { once } from 'node:events';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { openTestHouse, type TestHouse } from '../test/test-house.ts';
import { readStandaloneConfig } from './config.ts';

const SIGN_IN = 'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }';
const SESSIONS = `query ($from: DateTime!, $to: DateTime!) { sessions(from: $from, to: $to, first: 100) {
  edges { node { id seatsLeft offering { name } } } } }`;
const BOOK = `mutation ($input: BookSessionInput!) { bookSession(input: $input) { booking { id } } }`;
const MINE = '{ myNotifications(first: 1) { edges { node { id kind subject } } } }';
const DAY_MS = 86_400_000;

const sessionsSchema = z.object({
  sessions: z.object({
    edges: z.array(
      z.object({
        node: z.object({
          id: z.string(),
          seatsLeft: z.number(),
          offering: z.object({ name: z.string() }),
        }),
      }),
    ),
  }),
});
const mineSchema = z.object({
  myNotifications: z.object({ edges: z.array(z.object({ node: z.object({ id: z.string() }) })) }),
});
const caughtSchema = z.object({
  messages: z.array(
    z.object({ key: z.string(), to: z.string(), from: z.string(), subject: z.string(), repeats: z.number() }),
  ),
});

let opened: TestHouse;
beforeAll(async () => {
  opened = await openTestHouse('fence', { logger: pino({ level: 'error' }) });
}, 120_000);
afterAll(() => opened?.close());

async function ask(query: string, variables: object, token?: string): Promise<unknown> {
  const sent = request({
    host: '127.0.0.1',
    port: opened.house.port,
    path: '/graphql',
    method: 'POST',
    headers: {
      host: `acme.localhost:${opened.house.port}`,
      'content-type': 'application/json',
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
  }).end(JSON.stringify({ query, variables }));
  const [response] = await once(sent, 'response');
  const { data, errors } = JSON.parse(await text(response));
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

async function caught() {
  const answer = await fetch(`${opened.house.messagesUrl}/messages`);
  return caughtSchema.parse(await answer.json()).messages;
}

describe('a booking in the house', () => {
  it('is told to its customer by one mail with the right words, which stays on this machine', async () => {
    const input = { email: 'customer@acme.test', password: 'freehold-demo' };
    const { signIn } = z
      .object({ signIn: z.object({ accessToken: z.string() }) })
      .parse(await ask(SIGN_IN, { input }));
    const [from, to] = [new Date(Date.now() + DAY_MS), new Date(Date.now() + 14 * DAY_MS)];
    const { sessions } = sessionsSchema.parse(await ask(SESSIONS, { from, to }, signIn.accessToken));
    const free = sessions.edges.find(({ node }) => node.seatsLeft > 0)?.node;
    const booking = { sessionId: free?.id, idempotencyKey: 'the-only-one' };
    await ask(BOOK, { input: booking }, signIn.accessToken);
    await ask(BOOK, { input: booking }, signIn.accessToken);
    const mine = mineSchema.parse(await ask(MINE, {}, signIn.accessToken));
    const key = `<${mine.myNotifications.edges[0]?.node.id}@freehold.localhost>`;
    const mails = await vi.waitFor(
      async () => {
        const found = (await caught()).filter((message) => message.key === key);
        expect(found).not.toEqual([]);
        return found;
      },
      { timeout: 30_000, interval: 200 },
    );
    expect(mails).toEqual([
      {
        key,
        to: 'customer@acme.test',
        from: expect.stringMatching(/^Acme .*<messages@freehold\.localhost>$/),
        subject: expect.stringContaining(`Booked: ${free?.offering.name}, `),
        repeats: 0,
      },
    ]);
  }, 90_000);

  it('is shown to people, too', async () => {
    const page = await fetch(`${opened.house.messagesUrl}/`);
    expect(await page.text()).toContain('customer@acme.test');
    expect(new URL(opened.house.messagesUrl ?? '').hostname).toBe('127.0.0.1');
  });
});

describe('a house in production', () => {
  it.each([
    ['catches nothing', { DEMO: 'false' }],
    [
      'catches nothing that has somewhere to go',
      { SMTP_URL: 'smtp://mail.example.com', MAIL_FROM: 'a@b.no' },
    ],
  ])('%s', async (_, environment) => {
    expect(await readStandaloneConfig(environment)).toMatchObject({ messagesPort: null });
  });

  it('is refused with a way out that lacks its sender', async () => {
    await expect(readStandaloneConfig({ SMTP_URL: 'smtp://mail.example.com' })).rejects.toThrow('MAIL_FROM');
  });
});
