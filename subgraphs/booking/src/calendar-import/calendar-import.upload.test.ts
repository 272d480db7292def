import type { Caller } from '@freehold/kernel/caller/caller';
import type { SubgraphAnswer } from '@freehold/kernel/caller/subgraph-call';
import { newTenant } from '@freehold/kernel/testing/callers';
import { ask, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { newId } from '@freehold/kernel/values/id';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { givenRoom } from '../../test/booking-scene.ts';
import { calendar } from '../../test/busy-scene.ts';
import { anyKey, faces } from '../../test/scene.ts';
import { takenBy } from '../../test/series-scene.ts';
import { bookingSubgraph } from '../booking.subgraph.ts';

let test: TestSubgraph;
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph, { faces });
});
afterAll(() => test.close());

const IMPORT = `mutation ($input: ImportCalendarInput!) { importCalendar(input: $input) {
  taken freed failed failures { uid } } }`;
const TEXT = calendar(['UID:a', 'DTSTART:20261201T100000Z', 'DURATION:PT1H']);
const TAKEN = { taken: 1, freed: 0, failed: 0, failures: [] };

async function gymWithRoom() {
  const gym = newTenant(bookingSubgraph, {});
  return { gym, resourceId: await givenRoom(test, gym.owner) };
}

/** A body that comes in pieces; what is thrown by `breaks` comes at its end. */
async function* bodyOf(text: string, breaks?: Error): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let from = 0; from < bytes.length; from += 7) yield bytes.subarray(from, from + 7);
  if (breaks) throw breaks;
}

interface Sending {
  readonly name?: string;
  readonly key?: string;
  readonly body?: AsyncIterable<Uint8Array>;
}

async function upload(caller: Caller, resourceId: string, sending: Sending = {}): Promise<SubgraphAnswer> {
  const { name = 'calendar', key = anyKey(), body = bodyOf(TEXT) } = sending;
  const parameters = { resourceId, idempotencyKey: key };
  const answer = await test.subgraph.upload?.({ name, parameters, body, caller });
  if (!answer) throw new Error('The subgraph takes no files.');
  return answer;
}
const codeOf = ({ errors }: SubgraphAnswer) => errors?.[0]?.extensions?.code;

describe('a calendar that comes as a file', () => {
  it('is imported as by the mutation, under one key with it', async () => {
    const { gym, resourceId } = await gymWithRoom();
    const key = anyKey();
    expect(await upload(gym.trainer, resourceId, { key })).toEqual({ data: TAKEN });
    expect(await upload(gym.trainer, resourceId, { key })).toEqual({ data: TAKEN });
    const input = { resourceId, text: TEXT, idempotencyKey: key };
    expect(await ask(test.subgraph, gym.trainer, IMPORT, { input })).toEqual({ importCalendar: TAKEN });
    expect((await takenBy(test, gym.owner)).claims).toBe(1);
    const other = await upload(gym.trainer, resourceId, { key, body: bodyOf(`${TEXT}\r\n`) });
    expect(codeOf(other)).toBe('IDEMPOTENCY_CONFLICT');
  });

  it('is for staff of the tenant, and nothing of it is read before that is known', async () => {
    const { gym, resourceId } = await gymWithRoom();
    const { gym: other } = await gymWithRoom();
    let isRead = false;
    async function* watched() {
      isRead = true;
      yield* bodyOf(TEXT);
    }
    expect(codeOf(await upload(gym.customer, resourceId, { body: watched() }))).toBe('FORBIDDEN');
    expect(codeOf(await upload(gym.anonymous, resourceId, { body: watched() }))).toBe('UNAUTHENTICATED');
    expect(codeOf(await upload(gym.owner, resourceId, { name: 'photo', body: watched() }))).toBe('NOT_FOUND');
    expect(isRead).toBe(false);
    expect(await upload(other.owner, resourceId)).toEqual(await upload(gym.owner, newId('rsc')));
    expect(codeOf(await upload(other.owner, resourceId))).toBe('NOT_FOUND');
    expect((await takenBy(test, gym.owner)).claims).toBe(0);
  });

  it.each([
    ['breaks off', bodyOf(TEXT, new Error('ECONNRESET')), 'INVALID'],
    ['breaks off in the middle of an event', bodyOf(TEXT.slice(0, 60), new Error('aborted')), 'INVALID'],
    ['is prose', bodyOf('Kari is away.'), 'INVALID'],
    ['is prose without an end', endless('Kari is away. '), 'INVALID'],
    ['is nothing', bodyOf(''), 'INVALID'],
    ['is no UTF-8', latin1(), 'INVALID'],
    [
      'has more than 10 MB',
      endless('BEGIN:VCALENDAR\r\n', 'X-ODD:1\r\n'.repeat(10_000)),
      'PAYLOAD_TOO_LARGE',
    ],
  ])('that %s is refused, and nothing is taken', async (_, body, code) => {
    const { gym, resourceId } = await gymWithRoom();
    expect(codeOf(await upload(gym.owner, resourceId, { body }))).toBe(code);
    expect((await takenBy(test, gym.owner)).claims).toBe(0);
  });

  it.each([
    ['a resource that is none', { resourceId: 'room 1' }],
    ['no resource', {}],
    ['text that no database keeps', { resourceId: newId('rsc'), idempotencyKey: 'a\0' }],
  ])('for %s is refused', async (_, wrong) => {
    const { gym } = await gymWithRoom();
    const parameters = { idempotencyKey: anyKey(), ...wrong };
    const answer = await test.subgraph.upload?.({
      ...{ name: 'calendar', parameters, body: bodyOf(TEXT), caller: gym.owner },
    });
    expect(answer && codeOf(answer)).toBe('INVALID');
  });
});

async function* endless(first: string, then = first): AsyncGenerator<Uint8Array> {
  yield Buffer.from(first);
  const piece = Buffer.from(then.repeat(Math.ceil(100_000 / then.length)));
  for (let piecesLeft = 200; piecesLeft > 0; piecesLeft -= 1) yield piece;
}

async function* latin1(): AsyncGenerator<Uint8Array> {
  yield Buffer.from(TEXT.replace('UID:a', 'UID:Åse'), 'latin1');
}
