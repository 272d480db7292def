import { beforeEach, describe, expect, it } from 'vitest';
import { heardIn, Listening } from '../../../test/listening.ts';
import type { TestSocket } from '../../../test/test-socket.ts';
import { eventually } from '../../../test/tiny-gateway.ts';
import type { TinyTenant } from '../../../test/tiny-world.ts';

const SEATS = 'subscription { seatsChanged { seatsTaken } }';

describe('a client that comes back with a cursor', () => {
  const at = new Listening();
  let tenant: TinyTenant;
  let number = 0;
  beforeEach(() => {
    number += 1;
    tenant = at.gateway.world.addTenant(`back-${number}`);
  });

  async function hear(socket: TestSocket): Promise<{ seats: number; cursor: string }> {
    const { data, cursor } = heardIn(await socket.next('1'));
    return { seats: data.seatsChanged.seatsTaken, cursor };
  }

  it('hears what happened while it was away, then what happens, and nothing twice', async () => {
    const first = await at.listen(tenant, SEATS);
    at.move(tenant, 1);
    const { cursor } = await hear(first);
    first.socket.terminate();
    await eventually(() => at.gateway.world.seatsChanged.size === 0);
    at.move(tenant, 2);
    at.move(tenant, 3);
    const second = await at.listen(tenant, SEATS, { resumeFrom: cursor });
    at.move(tenant, 4);
    expect([await hear(second), await hear(second), await hear(second)].map(({ seats }) => seats)).toEqual([
      2, 3, 4,
    ]);
    expect(second.messages).toEqual([]);
  });

  it('catches up with those who stayed, and then shares with them', async () => {
    const staying = await at.listen(tenant, SEATS);
    const leaving = await at.listen(tenant, SEATS);
    at.move(tenant, 1);
    const [{ cursor }] = [await hear(leaving), await hear(staying)];
    leaving.socket.terminate();
    at.move(tenant, 2);
    await hear(staying);
    const back = await at.listen(tenant, SEATS, { resumeFrom: cursor });
    expect((await hear(back)).seats).toBe(2);
    at.move(tenant, 3);
    expect([(await hear(back)).seats, (await hear(staying)).seats]).toEqual([3, 3]);
    await eventually(() => at.gateway.world.seatsChanged.size === 1);
    at.move(tenant, 4);
    expect([(await hear(back)).seats, (await hear(staying)).seats]).toEqual([4, 4]);
    expect([...back.messages, ...staying.messages]).toEqual([]);
  });

  it('shares at once with those who have heard no more than it has', async () => {
    const staying = await at.listen(tenant, SEATS);
    at.move(tenant, 1);
    const { cursor } = await hear(staying);
    const before = at.subscribed;
    const back = await at.listen(tenant, SEATS, { resumeFrom: cursor });
    at.move(tenant, 2);
    expect([(await hear(back)).seats, (await hear(staying)).seats]).toEqual([2, 2]);
    expect(at.subscribed).toBe(before);
  });

  it.each([
    ['another subscription', 'subscription { seatsChanged { id } }', (cursor: string) => cursor],
    ['another tenant', SEATS, (cursor: string) => cursor],
    ['nobody', SEATS, () => 'nonsense'],
    ['nothing, which is no text,', SEATS, () => 7],
    ['an hour ago', SEATS, (cursor: string) => `${cursor.slice(0, 16)}0mwqa0000${cursor.slice(25)}`],
    ['the end of time', SEATS, (cursor: string) => `${cursor.slice(0, 16)}zzzzzzzz${cursor.slice(24, 40)}`],
  ])('of %s is refused with CURSOR_EXPIRED, and hears nothing', async (whose, query, change) => {
    const socket = await at.listen(tenant, SEATS);
    at.move(tenant, 1);
    const { cursor } = await hear(socket);
    const who = whose === 'another tenant' ? at.gateway.world.addTenant(`other-${number}`) : tenant;
    const refused = await at.listen(who, query, { resumeFrom: change(cursor) });
    expect(heardIn(await refused.next('1'))).toEqual({
      data: undefined,
      codes: ['CURSOR_EXPIRED'],
      cursor: undefined,
    });
    expect(await refused.next('1')).toMatchObject({ type: 'complete' });
    expect(refused.messages).toEqual([]);
  });

  it('misses nothing and hears nothing twice, however often sockets and subgraphs are cut off', async () => {
    const count = 120;
    const heard: number[] = [];
    let cursor: string | undefined;
    let isTelling = true;
    const other = await at.listen(tenant, SEATS);
    const first = await at.listen(tenant, SEATS);
    at.move(tenant, 1);
    const start = await hear(first);
    heard.push(start.seats);
    cursor = start.cursor;
    first.socket.terminate();
    const telling = (async () => {
      for (let seats = 2; seats <= count; seats += 1) {
        at.move(tenant, seats);
        if (Math.random() < 0.02) at.gateway.world.seatsChanged.end(new Error('cut'));
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 8));
      }
      isTelling = false;
    })();
    while (isTelling || heard.length < count) {
      const socket = await at.listen(tenant, SEATS, { resumeFrom: cursor });
      for (let left = Math.floor(Math.random() * 12); left >= 0 && heard.length < count; left -= 1) {
        const next = await hear(socket);
        heard.push(next.seats);
        ({ cursor } = next);
      }
      socket.socket.terminate();
    }
    await telling;
    const all = Array.from({ length: count }, (_, index) => index + 1);
    expect(heard).toEqual(all);
    await eventually(() => other.messages.length === count);
    expect(other.messages.map((message) => heardIn(message).data.seatsChanged.seatsTaken)).toEqual(all);
  }, 60_000);
});
