import { Agent, request } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { heardIn, Listening } from '../../test/listening.ts';
import { eventually } from '../../test/tiny-gateway.ts';
import type { TinyTenant } from '../../test/tiny-world.ts';

const SEATS = 'subscription($all: Boolean!) { seatsChanged { priceMinor takingsMinor @include(if: $all) } }';
const SESSION =
  'query($all: Boolean!) { session(id: "s1") { priceMinor takingsMinor @include(if: $all) trainer { id @include(if: $all) } } }';

describe('what variables choose is told, and no more is asked:', () => {
  const at = new Listening();
  const agent = new Agent();
  let tenant: TinyTenant;
  beforeAll(() => {
    tenant = at.gateway.world.addTenant('choices');
  });
  afterAll(() => agent.destroy());

  /** The data of the first event of a stream. */
  async function streamed(query: string, variables: object): Promise<unknown> {
    const answer = await request(`${at.gateway.url}/graphql/stream`, {
      method: 'POST',
      headers: {
        host: `${tenant.host}:4000`,
        'content-type': 'application/json',
        accept: 'text/event-stream',
      },
      body: JSON.stringify({ query, variables }),
      dispatcher: agent,
    });
    let text = '';
    for await (const chunk of answer.body) {
      text += chunk;
      const [, payload] = /event: next\n(?:id: .*\n)?data: (.*)\n/.exec(text) ?? [];
      if (payload !== undefined) return JSON.parse(payload).data;
    }
    return null;
  }

  it('an event over a socket, whose owner is asked for what is chosen', async () => {
    const { booking } = at.gateway.house;
    const before = booking.calls.length;
    const less = await at.listen(tenant, SEATS, { variables: { all: false } });
    const [asked] = booking.calls.slice(before);
    const more = await at.listen(tenant, SEATS, { variables: { all: true } });
    at.move(tenant, 7);
    expect(heardIn(await less.next('1')).data).toEqual({ seatsChanged: { priceMinor: 100 } });
    expect(heardIn(await more.next('1')).data).toEqual({
      seatsChanged: { priceMinor: 100, takingsMinor: 700 },
    });
    expect(asked?.query).toMatch(/seatsChanged/);
    expect(asked?.query).not.toMatch(/seatsTaken/);
    expect(at.gateway.world.seatsChanged.size).toBe(2);
  });

  it('an event over a stream', async () => {
    const first = streamed(SEATS, { all: false });
    await eventually(() => at.gateway.world.seatsChanged.size === 1);
    at.move(tenant, 5);
    expect(await first).toEqual({ seatsChanged: { priceMinor: 100 } });
  });

  it('the answer of a query over a socket, and over a stream', async () => {
    const socket = await at.gateway.connect(tenant);
    const chosen = { session: { priceMinor: 100, trainer: {} } };
    socket.subscribe('q', SESSION, { all: false });
    expect(heardIn(await socket.next('q')).data).toEqual(chosen);
    expect(await streamed(SESSION, { all: false })).toEqual(chosen);
    socket.socket.terminate();
  });

  it('a subscription whose choice is null is refused, and asks nobody', async () => {
    const { booking } = at.gateway.house;
    const before = booking.calls.length;
    const query = 'subscription($all: Boolean = true) { seatsChanged { id priceMinor @include(if: $all) } }';
    const socket = await at.listen(tenant, query, { variables: { all: null } });
    expect(heardIn(await socket.next('1')).codes).toEqual(['BAD_USER_INPUT']);
    expect(booking.calls.length).toBe(before);
  });
});
