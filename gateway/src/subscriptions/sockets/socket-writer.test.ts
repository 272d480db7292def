import { describe, expect, it } from 'vitest';
import { FrameBundle } from '../delivery/frame-bundle.ts';
import { SocketWriter } from './socket-writer.ts';

const FRAME = Buffer.alloc(10);

/** A writer to a connection that takes nothing while it is blocked. */
function newWriter(bundle = new FrameBundle()) {
  const stage = { written: 0, waiting: 0, isBlocked: true, isOpen: true, slow: 0, texts: [''] };
  stage.texts.length = 0;
  const stream = {
    get writableLength() {
      return stage.waiting;
    },
    write: (frame: Buffer) => {
      stage.written += 1;
      stage.texts.push(String(frame));
      if (stage.isBlocked) stage.waiting += frame.length;
      return true;
    },
  };
  const writer = new SocketWriter({
    stream,
    bundle,
    settings: { waitingBytesMax: 100, waitingMessagesMax: 5 },
    isOpen: () => stage.isOpen,
    onSlow: () => {
      stage.slow += 1;
    },
  });
  return { writer, stage };
}

describe('SocketWriter', () => {
  it('gives a client up for good whose waiting messages are too many', () => {
    const { writer, stage } = newWriter();
    for (let count = 0; count < 20; count += 1) writer.write(FRAME);
    expect([stage.written, stage.slow]).toEqual([6, 1]);
    stage.waiting = 0;
    writer.write(FRAME);
    expect([stage.written, stage.slow]).toEqual([6, 1]);
  });

  it('gives a client up whose waiting messages are too large', () => {
    const { writer, stage } = newWriter();
    writer.write(Buffer.alloc(101));
    writer.write(FRAME);
    expect([stage.written, stage.slow]).toEqual([1, 1]);
  });

  it('counts anew when the client has caught up', () => {
    const { writer, stage } = newWriter();
    for (let round = 0; round < 10; round += 1) {
      for (let count = 0; count < 5; count += 1) writer.write(FRAME);
      stage.waiting = 0;
    }
    expect([stage.written, stage.slow]).toEqual([50, 0]);
  });

  it('says whether the connection still needs the bytes', () => {
    const { writer, stage } = newWriter();
    expect(writer.write(FRAME)).toBe(true);
    Object.assign(stage, { isBlocked: false, waiting: 0 });
    expect(writer.write(FRAME)).toBe(false);
    stage.isOpen = false;
    expect(writer.write(FRAME)).toBe(false);
  });

  it('writes nothing to a client that has gone', () => {
    const { writer, stage } = newWriter();
    stage.isOpen = false;
    writer.write(FRAME);
    expect([stage.written, stage.slow]).toEqual([0, 0]);
  });
});
