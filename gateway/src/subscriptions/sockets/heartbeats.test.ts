import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Beating, Heartbeats } from './heartbeats.ts';

const ROUND_MS = 20_000;

/** A socket that answers pings, or not, and counts what is done with it. */
class Stage extends EventEmitter implements Beating {
  answers = true;
  pings = 0;
  cuts = 0;

  ping(): void {
    this.pings += 1;
    if (this.answers) this.emit('pong');
  }

  terminate(): void {
    this.cuts += 1;
  }
}

function watched(count: number) {
  const heartbeats = new Heartbeats();
  const sockets = Array.from({ length: count }, () => new Stage());
  const leave = sockets.map((socket) => heartbeats.watch(socket));
  return { heartbeats, sockets, leave };
}

describe('Heartbeats', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('pings each socket once a round, a few at a time', () => {
    const { sockets } = watched(80);
    const pings = () => sockets.reduce((sum, socket) => sum + socket.pings, 0);
    vi.advanceTimersByTime(ROUND_MS / 40);
    expect(pings()).toBe(2);
    vi.advanceTimersByTime(ROUND_MS - ROUND_MS / 40);
    expect(sockets.map((socket) => socket.pings)).toEqual(sockets.map(() => 1));
    vi.advanceTimersByTime(2 * ROUND_MS);
    expect(sockets.map((socket) => [socket.pings, socket.cuts])).toEqual(sockets.map(() => [3, 0]));
  });

  it('cuts off who has not answered by the next ping, and nobody else', () => {
    const { sockets } = watched(2);
    const [dead, alive] = sockets;
    if (dead) dead.answers = false;
    vi.advanceTimersByTime(ROUND_MS);
    expect(dead?.cuts).toBe(0);
    vi.advanceTimersByTime(ROUND_MS);
    expect([dead?.cuts, dead?.pings, alive?.cuts, alive?.pings]).toEqual([1, 1, 0, 2]);
  });

  it('leaves those alone who have gone, and everybody when it is stopped', () => {
    const { heartbeats, sockets, leave } = watched(2);
    leave[0]?.();
    vi.advanceTimersByTime(ROUND_MS);
    heartbeats.stop();
    vi.advanceTimersByTime(ROUND_MS);
    expect(sockets.map(({ pings }) => pings)).toEqual([0, 1]);
  });
});
