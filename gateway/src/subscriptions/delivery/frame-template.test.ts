import { on, once } from 'node:events';
import type { Socket } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { type FrameSink, FrameTemplate } from './frame-template.ts';

/** A client of the ws library, and the connection under its other end, to which frames are written. */
let client: WebSocket;
let stream: Socket;
const connection: FrameSink = {
  write(frame) {
    stream.write(frame);
    return stream.writableLength > 0;
  },
};
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

/** The next messages that the client reads. */
async function read(count: number, send: () => void): Promise<string[]> {
  const texts: string[] = [];
  const messages = on(client, 'message');
  send();
  for await (const [data] of messages) if (texts.push(String(data)) === count) break;
  return texts;
}

/** A sink that says of everything that its bytes are, or are not, needed afterwards; and what it was given. */
function newSink(isNeeded: boolean) {
  const given: Buffer[] = [];
  const write = (frame: Buffer) => {
    given.push(frame);
    return isNeeded;
  };
  return { given, write };
}

describe('FrameTemplate', () => {
  it.each([0, 50, 125, 126, 200, 65_000, 65_535, 65_536, 200_000])(
    'makes frames that a client reads, with a payload of %i letters',
    async (length) => {
      const payload = JSON.stringify({ data: 'x'.repeat(length) });
      const template = new FrameTemplate(payload, 3);
      const texts = await read(2, () => {
        for (const id of ['"1"', '"2"']) template.send(id, connection);
      });
      expect(texts.map((text) => JSON.parse(text))).toEqual(
        ['1', '2'].map((id) => ({ id, type: 'next', payload: JSON.parse(payload) })),
      );
    },
  );

  it('carries every id and every text as they are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), async (id, text) => {
        const written = JSON.stringify(id);
        const template = new FrameTemplate(JSON.stringify({ text }), Buffer.byteLength(written));
        const [message = ''] = await read(1, () => template.send(written, connection));
        expect(JSON.parse(message)).toEqual({ id, type: 'next', payload: { text } });
      }),
    );
  });

  it('never changes what waits for a client that reads late', async () => {
    const ids = Array.from({ length: 90 }, (_, index) => `${10 + index}`);
    const template = new FrameTemplate(JSON.stringify('x'.repeat(200_000)), 4);
    client.pause();
    const texts = await read(ids.length, () => {
      for (const id of ids) template.send(JSON.stringify(id), connection);
      expect(stream.writableLength).toBeGreaterThan(1_000_000);
      client.resume();
    });
    expect(texts.map((text) => JSON.parse(text).id)).toEqual(ids);
  });

  it('writes all ids into the same bytes as long as nobody needs them afterwards', () => {
    const template = new FrameTemplate('{}', 3);
    const [hasty, slow] = [newSink(false), newSink(true)];
    for (const id of ['"1"', '"2"']) template.send(id, hasty);
    expect(new Set(hasty.given).size).toBe(1);
    for (const id of ['"3"', '"3"', '"4"', '"4"']) template.send(id, slow);
    expect(new Set(slow.given).size).toBe(2);
    expect(slow.given.map((frame) => String(frame).slice(2, 11))).toEqual(
      ['3', '3', '4', '4'].map((id) => `{"id":"${id}"`),
    );
  });
});
