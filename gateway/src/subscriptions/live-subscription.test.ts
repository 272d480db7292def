import type { Caller } from '@freehold/kernel/caller/caller';
import type { SubgraphAnswer } from '@freehold/kernel/caller/subgraph-call';
import { Unauthenticated, Unavailable } from '@freehold/kernel/errors/refusals';
import { newId } from '@freehold/kernel/values/id';
import { type ExecutionResult, GraphQLError } from 'graphql';
import { describe, expect, it } from 'vitest';
import { AnswerStream } from '../subgraphs/answer-stream.ts';
import { LiveSubscription } from './live-subscription.ts';

const ID = newId('tnt');

function callerWith(plan: string | null): Caller {
  const tenant = {
    id: ID,
    edition: 'x',
    timeZone: 'UTC',
    currency: 'NOK',
    plan,
    features: [],
    upgrades: {},
    limits: {},
  };
  return { kind: 'public', requestId: 'r', tenant, member: null };
}

/** A subscription whose caller and whose subgraph the test plays. */
function newSubscription() {
  const stage = { caller: callerWith('pro'), refusal: null as Error | null, endings: 0 };
  const upstreams: {
    stream: AnswerStream<SubgraphAnswer>;
    plan: string | null | undefined;
    isLeft: boolean;
  }[] = [];
  const subscription = new LiveSubscription({
    identify: async () => {
      if (stage.refusal) throw stage.refusal;
      return stage.caller;
    },
    subscribe: async ({ tenant }) => {
      const upstream = {
        plan: tenant?.plan,
        isLeft: false,
        stream: new AnswerStream<SubgraphAnswer>(() => {
          upstream.isLeft = true;
        }),
      };
      upstreams.push(upstream);
      return upstream.stream;
    },
    complete: async ({ data }, { tenant }): Promise<ExecutionResult> => ({
      data: { ...data, seenBy: tenant?.plan },
    }),
    refuse: (thrown) => ({ errors: [new GraphQLError(thrown instanceof Error ? thrown.message : '')] }),
    onEnd: () => {
      stage.endings += 1;
    },
  });
  return { subscription, stage, upstreams };
}

describe('LiveSubscription', () => {
  it('withholds an event that was judged by rights that are no more, and asks with the new ones', async () => {
    const { subscription, stage, upstreams } = newSubscription();
    await subscription.start();
    stage.caller = callerWith('starter');
    const next = subscription.next();
    upstreams[0]?.stream.push({ data: { event: 1 } });
    await expect.poll(() => upstreams.length).toBe(2);
    upstreams[1]?.stream.push({ data: { event: 2 } });
    expect((await next).value).toEqual({ data: { event: 2, seenBy: 'starter' } });
    expect(upstreams.map(({ plan, isLeft }) => [plan, isLeft])).toEqual([
      ['pro', true],
      ['starter', false],
    ]);
  });

  it('asks the subgraph once while rights stay what they are', async () => {
    const { subscription, upstreams } = newSubscription();
    await subscription.start();
    await Promise.all([subscription.refresh(), subscription.refresh()]);
    expect(upstreams).toHaveLength(1);
  });

  it('shows no event, and goes on, while it cannot be told what the plan grants', async () => {
    const { subscription, stage, upstreams } = newSubscription();
    await subscription.start();
    stage.caller = callerWith(null);
    upstreams[0]?.stream.push({ data: { event: 1 } });
    expect((await subscription.next()).value).toMatchObject({
      errors: [{ message: expect.stringContaining('plan') }],
    });
    stage.caller = callerWith('pro');
    upstreams[0]?.stream.push({ data: { event: 2 } });
    expect((await subscription.next()).value).toMatchObject({ data: { event: 2 } });
    expect(upstreams).toHaveLength(1);
  });

  it('shows no event, and goes on, while it cannot be told who listens', async () => {
    const { subscription, stage, upstreams } = newSubscription();
    await subscription.start();
    stage.refusal = new Unavailable('Tenancy is away.');
    upstreams[0]?.stream.push({ data: { event: 1 } });
    expect((await subscription.next()).value).toMatchObject({ errors: [{ message: 'Tenancy is away.' }] });
    expect(upstreams[0]?.isLeft).toBe(false);
  });

  it('ends with the refusal when its listener has no access any more', async () => {
    const { subscription, stage, upstreams } = newSubscription();
    await subscription.start();
    stage.refusal = new Unauthenticated('The session has ended.');
    upstreams[0]?.stream.push({ data: { event: 1 } });
    expect((await subscription.next()).value).toMatchObject({
      errors: [{ message: 'The session has ended.' }],
    });
    expect(await subscription.next()).toEqual({ done: true, value: undefined });
    expect([upstreams[0]?.isLeft, stage.endings]).toEqual([true, 1]);
  });

  it('leaves the subgraph and ends a read that waits when the client leaves', async () => {
    const { subscription, stage, upstreams } = newSubscription();
    await subscription.start();
    const next = subscription.next();
    await subscription.return();
    expect(await next).toEqual({ done: true, value: undefined });
    expect([upstreams[0]?.isLeft, stage.endings]).toEqual([true, 1]);
  });

  it('leaves a subgraph that answers after the client has left', async () => {
    const { subscription, stage, upstreams } = newSubscription();
    await subscription.start();
    stage.caller = callerWith('starter');
    const asking = subscription.refresh();
    await subscription.return();
    await asking;
    expect(upstreams.every(({ isLeft }) => isLeft)).toBe(true);
  });
});
