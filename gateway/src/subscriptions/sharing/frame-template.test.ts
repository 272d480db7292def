import { on, once } from 'node:events';
import type { Socket } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { FrameTemplate } from './frame-template.ts';

/** A client of the ws library, and the connection under its other end, to which frames are written. */
let client: WebSocket;
let stream: Socket;
let server: WebSocketServer;
beforeAll(async () => {
  server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  const connected = once(server, 'connection');
  const address = server.address();
  client = new WebSocket(`ws://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`);
  const [, request] = await connected;
  stream = request.socket;
  await once(client, 'open');
});
afterAll(() => {
  client.terminate();
  server.close();
});

/** What the client reads out of frames. */
async function read(...frames: readonly Buffer[]): Promise<string[]> {
  const texts: string[] = [];
  const messages = on(client, 'message');
  for (const frame of frames) stream.write(frame);
  for await (const [data] of messages) if (texts.push(String(data)) === frames.length) break;
  return texts;
}

describe('FrameTemplate', () => {
  it.each([0, 50, 125, 126, 200, 65_000, 65_535, 65_536, 200_000])(
    'makes frames that a client reads, with a payload of %i letters',
    async (length) => {
      const payload = JSON.stringify({ data: 'x'.repeat(length) });
      const ids = ['"1"', '"2"'];
      const template = new FrameTemplate(payload, 3);
      expect((await read(...ids.map((id) => template.frameFor(id)))).map((text) => JSON.parse(text))).toEqual(
        ['1', '2'].map((id) => ({ id, type: 'next', payload: JSON.parse(payload) })),
      );
    },
  );

  it('carries every id and every text as they are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), async (id, text) => {
        const written = JSON.stringify(id);
        const template = new FrameTemplate(JSON.stringify({ text }), Buffer.byteLength(written));
        const [message = ''] = await read(template.frameFor(written));
        expect(JSON.parse(message)).toEqual({ id, type: 'next', payload: { text } });
      }),
    );
  });

  it('makes the same bytes for the same id, and never changes those that were handed out', () => {
    const template = new FrameTemplate('{}', 3);
    const first = template.frameFor('"1"');
    const copy = Buffer.from(first);
    expect(template.frameFor('"1"')).toBe(first);
    template.frameFor('"2"');
    expect(first).toEqual(copy);
  });
});
