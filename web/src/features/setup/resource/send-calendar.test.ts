import { CombinedError } from '@urql/core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { refusalOf } from '../../../graphql/refusal.ts';
import { sendCalendar } from './send-calendar.ts';

const tokens = (isStale = false) => {
  let token = isStale ? 'old' : 'new';
  return {
    accessToken: () => token,
    isStale: () => isStale,
    renew: () => {
      token = 'renewed';
      return Promise.resolve();
    },
    onChange: () => () => undefined,
  };
};
const TEXT = [
  'BEGIN:VCALENDAR',
  'BEGIN:VEVENT',
  'UID:a',
  'SUMMARY:Doctor',
  'END:VEVENT',
  'END:VCALENDAR',
].join('\r\n');
const sending = { resourceId: 'rsc_1', text: TEXT, idempotencyKey: 'key-1' };

function answering(status: number, body: unknown) {
  const asked = vi.fn<typeof fetch>(() => Promise.resolve(Response.json(body, { status })));
  vi.stubGlobal('fetch', asked);
  return asked;
}
const refusedBy = async () => {
  const error = await sendCalendar(tokens(), sending).catch((caught: unknown) => caught);
  return error instanceof CombinedError ? refusalOf(error).code : error;
};

afterEach(() => vi.unstubAllGlobals());

describe('sending a calendar', () => {
  it('sends its times alone, as who is signed in, under one key, and answers what became of it', async () => {
    const outcome = { taken: 1, failed: 0, failures: [] };
    const asked = answering(200, outcome);
    expect(await sendCalendar(tokens(), sending)).toEqual(outcome);
    const [path, request] = asked.mock.calls[0] ?? [];
    expect(path).toBe('/calendar/import/rsc_1');
    expect(request?.headers).toEqual({
      authorization: 'Bearer new',
      'content-type': 'text/calendar; charset=utf-8',
      'idempotency-key': 'key-1',
    });
    expect(request?.body).toContain('UID:a');
    expect(request?.body).not.toContain('Doctor');
  });

  it('asks for a new token before it sends with one that is over', async () => {
    const asked = answering(200, { taken: 0, failed: 0, failures: [] });
    await sendCalendar(tokens(true), sending);
    expect(asked.mock.calls[0]?.[1]?.headers).toMatchObject({ authorization: 'Bearer renewed' });
  });

  it('tells a refusal by its code', async () => {
    answering(413, { errors: [{ message: 'No.', extensions: { code: 'PAYLOAD_TOO_LARGE' } }] });
    expect(await refusedBy()).toBe('PAYLOAD_TOO_LARGE');
  });

  it.each([
    ['nobody answers', () => Promise.reject(new TypeError('Failed to fetch'))],
    ['something else answers', () => Promise.resolve(new Response('<html>', { status: 502 }))],
  ])('says that the server was not reached when %s', async (_, answer) => {
    vi.stubGlobal('fetch', answer);
    expect(await refusedBy()).toBe('OFFLINE');
  });
});
