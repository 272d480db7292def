import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FrameSink } from '../delivery/frame-template.ts';
import { Payload } from '../delivery/payload.ts';
import { LaneMemory, SharedMemory } from './lane-memory.ts';

const BOUNDS = { payloads: 8, bytes: 12_000, bytesOfAll: 30_000 };
const LANES = 4;
const NOWHERE: FrameSink = { write: () => false };

function placeOf(number: number): string {
  return String(number).padStart(4, '0');
}

function payloadAt(number: number, length = 10): Payload {
  return new Payload({ data: { text: 'x'.repeat(length) } }, placeOf(number), `cursor${number}`);
}

/** A memory of what was told from 1 to a number. */
function memoryOf(shared: SharedMemory, count: number, before = 0): LaneMemory {
  const memory = new LaneMemory(shared, true);
  for (let number = before + 1; number <= count; number += 1)
    memory.remember(payloadAt(number), placeOf(number - 1));
  return memory;
}

function placesAfter(memory: LaneMemory, number: number): (string | null)[] {
  return memory.after(placeOf(number)).map(({ place }) => place);
}

const placesFrom = (first: number, last: number) =>
  Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => placeOf(first + index));

const KINDS = ['tell', 'tell', 'tell', 'frame', 'fail', 'tellPlaceless', 'inherit', 'forget'] as const;

/** A lane that tells events which are numbered in the same way for all. */
class Teller {
  readonly memory: LaneMemory;
  #number: number;
  /** Of the last that did not fail. */
  #place: string;

  constructor(shared: SharedMemory, begin: number) {
    this.memory = new LaneMemory(shared, true);
    this.#number = begin;
    this.#place = placeOf(begin);
  }

  tell(size: number): void {
    this.#number += 1;
    const payload = payloadAt(this.#number, size);
    this.memory.remember(payload, this.#place);
    payload.asStreamed();
    this.#place = placeOf(this.#number);
  }

  frame(size: number): void {
    for (const each of this.memory.after(this.memory.since)) each.sendFrame(`"${size}"`, size, NOWHERE);
    this.memory.weigh();
  }

  fail(): void {
    this.#number += 1;
    this.memory.forget(placeOf(this.#number));
  }

  tellPlaceless(): void {
    this.memory.remember(new Payload({ data: null }), this.#place);
  }

  forget(): void {
    this.memory.forget();
  }

  inherit(_size: number, giver: Teller): void {
    const reach = this.memory.since ?? this.#place;
    if (giver !== this && giver.#place >= reach) this.memory.inherit(giver.memory, reach);
  }

  check(): void {
    const { memory } = this;
    const since = memory.since ?? this.#place;
    expect(memory.size).toBeLessThanOrEqual(BOUNDS.payloads);
    expect(memory.bytes).toBeLessThanOrEqual(BOUNDS.bytes);
    expect(memory.after(since).map(({ place }) => place)).toEqual(
      placesFrom(Number(since) + 1, this.#number),
    );
  }
}

function check(shared: SharedMemory, lanes: readonly Teller[]): void {
  for (const each of lanes) each.check();
  expect(shared.bytes).toBeLessThanOrEqual(BOUNDS.bytesOfAll);
  expect(shared.bytes).toBe(lanes.reduce((bytes, { memory }) => bytes + memory.bytes, 0));
}

describe('LaneMemory', () => {
  it('knows everything that was told after a place, in order, and since which place that is so', () => {
    const memory = memoryOf(new SharedMemory(BOUNDS), 5);
    expect(memory.since).toBe(placeOf(0));
    expect(placesAfter(memory, 2)).toEqual(placesFrom(3, 5));
    expect(placesAfter(memory, 5)).toEqual([]);
    expect(memory.after(null)).toEqual([]);
  });

  it('forgets the oldest when there is more than it may hold', () => {
    const memory = memoryOf(new SharedMemory(BOUNDS), 20);
    expect([memory.size, memory.since]).toEqual([8, placeOf(12)]);
    expect(placesAfter(memory, 12)).toEqual(placesFrom(13, 20));
  });

  it('holds nothing that is larger than all that it may hold', () => {
    const memory = memoryOf(new SharedMemory(BOUNDS), 2);
    memory.remember(payloadAt(3, BOUNDS.bytes), placeOf(2));
    expect([memory.size, memory.bytes, memory.since]).toEqual([0, 0, placeOf(3)]);
  });

  it('remembers nothing where nobody else will ask for it', () => {
    const memory = new LaneMemory(new SharedMemory(BOUNDS), false);
    memory.remember(payloadAt(1), placeOf(0));
    expect([memory.size, memory.since]).toEqual([0, placeOf(1)]);
  });

  it('has no gap after what has no place, what failed, and what began nowhere', () => {
    const memory = memoryOf(new SharedMemory(BOUNDS), 3);
    memory.remember(new Payload({ data: null }), placeOf(3));
    expect([memory.size, memory.since]).toEqual([0, placeOf(3)]);
    memory.forget(placeOf(4));
    memory.remember(payloadAt(5), placeOf(4));
    expect([placesAfter(memory, 4), memory.since]).toEqual([[placeOf(5)], placeOf(4)]);
    memory.forget(placeOf(6));
    memory.remember(payloadAt(7), placeOf(5));
    expect([placesAfter(memory, 6), memory.since]).toEqual([[placeOf(7)], placeOf(6)]);
    const other = new LaneMemory(new SharedMemory(BOUNDS), true);
    other.remember(payloadAt(1), null);
    expect([other.size, other.since]).toEqual([0, placeOf(1)]);
  });

  it('takes over what another knows from further back, and nothing twice', () => {
    const shared = new SharedMemory(BOUNDS);
    const memory = memoryOf(shared, 6, 4);
    memory.inherit(memoryOf(shared, 5), placeOf(4));
    expect([placesAfter(memory, 0), memory.since]).toEqual([placesFrom(1, 6), placeOf(0)]);
    memory.inherit(memoryOf(shared, 5, 3), placeOf(0));
    expect(placesAfter(memory, 0)).toEqual(placesFrom(1, 6));
  });

  it('counts the frames that payloads have been made into', () => {
    const memory = memoryOf(new SharedMemory(BOUNDS), 0);
    const payload = payloadAt(1, 1_000);
    memory.remember(payload, placeOf(0));
    const { bytes } = memory;
    for (const id of ['"1"', '"12"', '"123"']) payload.sendFrame(id, id.length, NOWHERE);
    payload.asStreamed();
    memory.weigh();
    expect(memory.bytes).toBeGreaterThan(bytes + 4_000);
  });

  it('of the lane that was used least lately goes first when all hold too much', () => {
    const shared = new SharedMemory({ ...BOUNDS, bytesOfAll: 2_600 });
    const [quiet, busy] = [memoryOf(shared, 2), memoryOf(shared, 2)];
    expect([quiet.size, busy.size]).toEqual([2, 2]);
    for (const number of [3, 4]) busy.remember(payloadAt(number), placeOf(number - 1));
    expect([quiet.size, quiet.since, busy.size]).toEqual([0, placeOf(2), 4]);
  });

  it('gives back what it held when its lane ends', () => {
    const shared = new SharedMemory(BOUNDS);
    const memories = [memoryOf(shared, 5), memoryOf(shared, 3)];
    expect(shared.bytes).toBe(memories.reduce((bytes, each) => bytes + each.bytes, 0));
    for (const memory of memories) memory.forget();
    expect(shared.bytes).toBe(0);
  });

  it('is never above its bounds and never has a gap, whatever is told, made into frames, failed or inherited', () => {
    const step = fc.record({
      lane: fc.nat(LANES - 1),
      what: fc.constantFrom(...KINDS),
      size: fc.oneof(fc.nat(200), fc.nat(14_000)),
      other: fc.nat(LANES - 1),
    });
    const property = fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
      const shared = new SharedMemory(BOUNDS);
      const lanes = Array.from({ length: LANES }, (_, index) => new Teller(shared, index * 3));
      for (const { lane, what, size, other } of steps) {
        const [one, another] = [lanes[lane], lanes[other]];
        if (one && another) one[what](size, another);
        check(shared, lanes);
      }
    });
    fc.assert(property, { numRuns: 300 });
  });
});
