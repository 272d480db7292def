import { describe, expect, it } from 'vitest';
import { AnswerStream } from './answer-stream.ts';

function newStream() {
  const leaving = { times: 0 };
  const stream = new AnswerStream<number>(() => {
    leaving.times += 1;
  });
  return { stream, leaving };
}

describe('AnswerStream', () => {
  it('keeps values until they are read, in order, the end last', async () => {
    const { stream, leaving } = newStream();
    const first = stream.next();
    for (const value of [1, 2, 3]) stream.push(value);
    stream.end();
    stream.push(4);
    expect([await first, await stream.next(), await stream.next(), await stream.next()]).toEqual([
      { done: false, value: 1 },
      { done: false, value: 2 },
      { done: false, value: 3 },
      { done: true, value: undefined },
    ]);
    expect(leaving.times).toBe(0);
  });

  it('throws its failure to the reader that waits, or to the next', async () => {
    const { stream } = newStream();
    const waiting = stream.next();
    stream.end(new Error('lost'));
    await expect(waiting).rejects.toThrow('lost');
    await expect(stream.next()).rejects.toThrow('lost');
  });

  it('ends a read that waits when the reader leaves, and says so once', async () => {
    const { stream, leaving } = newStream();
    const waiting = stream.next();
    await stream.return();
    await stream.return();
    expect(await waiting).toEqual({ done: true, value: undefined });
    expect(leaving.times).toBe(1);
  });

  it('cuts off a reader that is 1,000 values behind', async () => {
    const { stream, leaving } = newStream();
    for (let value = 0; value <= 1_000; value += 1) stream.push(value);
    await expect(stream.next()).rejects.toThrow('too far behind');
    expect(leaving.times).toBe(1);
  });
});
