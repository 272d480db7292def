import { describe, expect, it } from 'vitest';
import { EventStream } from './event-stream.ts';

describe('a stream of events', () => {
  it('hands values on in order, to a reader who waits and to one who comes later', async () => {
    const stream = new EventStream<number>(() => undefined);
    const waiting = stream.next();
    stream.push(1);
    stream.push(2);
    expect([await waiting, await stream.next()]).toEqual([
      { done: false, value: 1 },
      { done: false, value: 2 },
    ]);
  });

  it('ends at once for a reader who waits, and tells its source once', async () => {
    const ended: string[] = [];
    const stream = new EventStream<number>(() => ended.push('ended'));
    const waiting = stream.next();
    await stream.return();
    await stream.return();
    expect(await waiting).toEqual({ done: true, value: undefined });
    expect(ended).toEqual(['ended']);
  });

  it('cuts off a reader who falls 1,000 values behind', async () => {
    const stream = new EventStream<number>(() => undefined);
    Array.from({ length: 1001 }, (_, index) => stream.push(index));
    expect(await stream.next()).toEqual({ done: true, value: undefined });
  });
});
