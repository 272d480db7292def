import type { FormattedExecutionResult, Sink, SubscribePayload } from 'graphql-ws';
import { describe, expect, it } from 'vitest';
import { subscribeResumed } from './resumed.ts';

/** A client whose subscriptions the test plays, and what came out of one that is resumed. */
function newStage() {
  const asked: { payload: SubscribePayload; sink: Sink<FormattedExecutionResult>; isLeft: boolean }[] = [];
  const heard: unknown[] = [];
  const client = {
    subscribe: (payload: SubscribePayload, sink: Sink<never>) => {
      const one = { payload, sink, isLeft: false };
      asked.push(one);
      return () => {
        one.isLeft = true;
      };
    },
  };
  const leave = subscribeResumed(
    client as never,
    { query: 'subscription { x }' },
    {
      next: ({ data }) => heard.push(data),
      error: () => heard.push('error'),
      complete: () => heard.push('complete'),
    },
  );
  return { asked, heard, leave };
}

const refusal = { errors: [{ message: 'Gone.', extensions: { code: 'CURSOR_EXPIRED' } }] } as never;

describe('a resumed subscription', () => {
  it('asks, when it is sent again, for what came after the last event', () => {
    const { asked, heard } = newStage();
    const [one] = asked;
    expect(one?.payload.extensions).toEqual({});
    one?.sink.next({ data: { x: 1 }, extensions: { cursor: 'c1' } });
    one?.sink.next({ data: { x: 2 }, extensions: { cursor: 'c2' } });
    one?.sink.next({ data: { x: 3 } });
    expect(one?.payload.extensions).toEqual({ resumeFrom: 'c2' });
    expect(heard).toEqual([{ x: 1 }, { x: 2 }, { x: 3 }]);
  });

  it('begins anew when its cursor has expired, and says nothing of it', () => {
    const { asked, heard, leave } = newStage();
    asked[0]?.sink.next({ data: { x: 1 }, extensions: { cursor: 'c1' } });
    asked[0]?.sink.next(refusal);
    asked[0]?.sink.complete();
    expect(asked[1]?.payload.extensions).toEqual({});
    asked[1]?.sink.next({ data: { x: 9 } });
    expect(heard).toEqual([{ x: 1 }, { x: 9 }]);
    leave();
    expect(asked[1]?.isLeft).toBe(true);
  });

  it('ends when the server ends it', () => {
    const { asked, heard } = newStage();
    asked[0]?.sink.complete();
    expect([heard, asked.length]).toEqual([['complete'], 1]);
  });
});
