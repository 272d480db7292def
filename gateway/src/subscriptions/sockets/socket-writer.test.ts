import { describe, expect, it } from 'vitest';
import { FrameBundle } from '../delivery/frame-bundle.ts';
import { SocketWriter } from './socket-writer.ts';

const FRAME = Buffer.alloc(10);

/** A writer to a connection that takes nothing while it is blocked. */
function newWriter(bundle = new FrameBundle(), settings = { waitingBytesMax: 100, waitingMessagesMax: 5 }) {
  const texts: string[] = [];
  const chunks: Buffer[] = [];
  const stage = { written: 0, waiting: 0, isBlocked: true, isOpen: true, slow: 0, texts, chunks };
  const stream = {
    get writableLength() {
      return stage.waiting;
    },
    write: (frame: Buffer) => {
      stage.written += 1;
      stage.texts.push(String(frame));
      stage.chunks.push(frame);
      if (stage.isBlocked) stage.waiting += frame.length;
      return true;
    },
  };
  const writer = new SocketWriter({
    stream,
    bundle,
    settings,
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

  it('writes what is held as one, in order, when it is released', () => {
    const { writer, stage } = newWriter();
    writer.hold();
    for (const text of ['one ', 'two ', 'three']) writer.write(Buffer.from(text));
    expect(stage.texts).toEqual([]);
    writer.release();
    expect(stage.texts).toEqual(['one two three']);
    writer.write(Buffer.from('four'));
    expect(stage.texts).toEqual(['one two three', 'four']);
  });

  it('needs the bytes of a frame no more that is held', () => {
    const { writer, stage } = newWriter();
    const frame = Buffer.from('one ');
    writer.hold();
    expect(writer.write(frame)).toBe(false);
    frame.write('two ');
    expect(writer.write(frame)).toBe(false);
    frame.write('....');
    writer.release();
    expect(stage.texts).toEqual(['one two ']);
  });

  it('counts what is held among what waits, in bytes', () => {
    const { writer, stage } = newWriter();
    writer.hold();
    for (let count = 0; count < 4; count += 1) writer.write(Buffer.alloc(26));
    expect(stage.slow).toBe(0);
    writer.write(FRAME);
    expect(stage.slow).toBe(1);
    writer.release();
    expect(stage.written).toBe(0);
  });

  it('counts what is held among what waits, in messages', () => {
    const { writer, stage } = newWriter();
    writer.write(FRAME);
    writer.hold();
    for (let count = 0; count < 5; count += 1) writer.write(FRAME);
    expect(stage.slow).toBe(0);
    writer.write(FRAME);
    expect(stage.slow).toBe(1);
    writer.release();
    expect(stage.written).toBe(1);
  });

  it('takes nobody for slow who takes everything, however much goes out together', () => {
    const { writer, stage } = newWriter(new FrameBundle(), {
      waitingBytesMax: 20_000,
      waitingMessagesMax: 200,
    });
    stage.isBlocked = false;
    writer.hold();
    for (let count = 0; count < 1_000; count += 1) writer.write(Buffer.alloc(100));
    writer.release();
    expect(stage.slow).toBe(0);
    expect(stage.texts.join('')).toHaveLength(100_000);
    expect(Math.max(...stage.texts.map(({ length }) => length))).toBeLessThanOrEqual(8_192);
  });

  it('writes a frame that is too large to be held after what was', () => {
    const { writer, stage } = newWriter(new FrameBundle(), {
      waitingBytesMax: 20_000,
      waitingMessagesMax: 200,
    });
    stage.isBlocked = false;
    writer.hold();
    for (const text of ['one', 'x'.repeat(8_193), 'two', 'three']) writer.write(Buffer.from(text));
    writer.release();
    expect(stage.texts).toEqual(['one', 'x'.repeat(8_193), 'twothree']);
  });

  it('writes nothing of what is held to a client that goes meanwhile, and nothing of it to the next', () => {
    const bundle = new FrameBundle();
    const [gone, next] = [newWriter(bundle), newWriter(bundle)];
    gone.writer.hold();
    gone.writer.write(FRAME);
    gone.stage.isOpen = false;
    gone.writer.release();
    next.writer.hold();
    next.writer.write(Buffer.from('mine'));
    next.writer.release();
    expect([gone.stage.texts, next.stage.texts]).toEqual([[], ['mine']]);
  });

  it('leaves bytes alone that a connection still needs', () => {
    const bundle = new FrameBundle();
    const [slow, other] = [newWriter(bundle), newWriter(bundle)];
    const said: readonly [typeof slow, string][] = [
      [slow, 'one'],
      [other, 'two'],
      [slow, 'six'],
      [other, 'ten'],
    ];
    for (const [{ writer }, text] of said) {
      writer.hold();
      writer.write(Buffer.from(text));
      writer.release();
    }
    expect([slow, other].map(({ stage }) => stage.chunks.map(String))).toEqual([
      ['one', 'six'],
      ['two', 'ten'],
    ]);
  });

  it('holds nothing while another holds, and writes it straight', () => {
    const bundle = new FrameBundle();
    const [one, other] = [newWriter(bundle), newWriter(bundle)];
    one.writer.hold();
    one.writer.write(Buffer.from('one'));
    other.writer.hold();
    other.writer.write(Buffer.from('other'));
    other.writer.release();
    one.writer.write(Buffer.from(' more'));
    one.writer.release();
    expect([one.stage.texts, other.stage.texts]).toEqual([['one more'], ['other']]);
  });
});
