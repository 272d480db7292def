import type { Caller } from '@freehold/kernel/caller/caller';
import type { SubgraphAnswer } from '@freehold/kernel/caller/subgraph-call';
import { systemClock } from '@freehold/kernel/values/clock';
import { newId } from '@freehold/kernel/values/id';
import { OperationTypeNode } from 'graphql';
import { AnswerStream } from '../src/subgraphs/remote/answer-stream.ts';
import { Mailbox } from '../src/subscriptions/delivery/mailbox.ts';
import type { Payload } from '../src/subscriptions/delivery/payload.ts';
import { LIVE_SETTINGS } from '../src/subscriptions/live-settings.ts';
import { Lane } from '../src/subscriptions/sharing/lane.ts';
import { SharedMemory } from '../src/subscriptions/sharing/lane-memory.ts';
import { RightsHolder } from '../src/subscriptions/sharing/rights-holder.ts';
import { type Listener, Subscriber } from '../src/subscriptions/sharing/subscriber.ts';
import type { Topic } from '../src/subscriptions/sharing/topic.ts';
import type { Upstream } from '../src/subscriptions/sharing/upstream.ts';

/** What is listened to. */
export const TOPIC: Topic = {
  key: 'seats',
  request: { query: 'subscription { seats }' },
  primary: {
    kind: 'Fetch',
    serviceName: 'booking',
    operation: 'subscription { seats }',
    operationName: undefined,
    operationKind: OperationTypeNode.SUBSCRIPTION,
  },
  generation: 1,
};
const ids = { id: newId('mbr'), identityId: newId('idn'), sessionId: 's' };

function callerWith(actions: readonly string[]): Caller {
  const member = { ...ids, roles: [], actions: [...actions] };
  return { kind: 'public', requestId: 'r', tenant: null, member };
}

/** A client that writes down what it is told; it cannot be told `13`. */
export class Ear implements Listener {
  readonly log: unknown[] = [];

  hold(): void {
    this.log.push('hold');
  }

  release(): void {
    this.log.push('release');
  }

  tell(payload: Payload): void {
    const [, text = ''] = /data: (.*)/.exec(String(payload.asStreamed())) ?? [];
    const { data, errors } = JSON.parse(text);
    if (data?.seats === 13) throw new Error('It cannot be told.');
    this.log.push(errors ? 'refused' : data.seats);
  }

  end(): void {
    this.log.push('end');
  }

  giveUp(): void {
    this.log.push('given up');
  }
}

/** What a test may turn, and what was counted. */
function newStage() {
  return {
    actions: ['a.read'],
    isTold: true,
    isAway: false,
    generation: 1,
    asked: 0,
    completed: 0,
    moved: 0,
  };
}

type Stage = ReturnType<typeof newStage>;

/** A subgraph of which `99` cannot be completed. */
function upstreamOf(stage: Stage, source: AnswerStream<SubgraphAnswer>): Upstream {
  return {
    clock: systemClock,
    isCurrent: ({ generation }) => generation === stage.generation,
    renew: async (topic) => ({ ...topic, generation: stage.generation }),
    subscribe: async () => source,
    complete: async (_, { data }) => {
      stage.completed += 1;
      if (data?.seats === 99) throw new Error('It cannot be completed.');
      return { result: { data: data ?? null }, isPersonal: false };
    },
    refuse: () => ({ errors: [] }),
  };
}

function holderOf(stage: Stage): RightsHolder {
  return new RightsHolder({
    identify: async () => {
      stage.asked += 1;
      if (stage.isAway) throw new Error('Nobody can tell.');
      return callerWith(stage.actions);
    },
    isTold: () => stage.isTold,
  });
}

/** A lane with those who listen in it, and a hand on what they hear. */
export async function newLane(count: number, memory = new SharedMemory(LIVE_SETTINGS.memory)) {
  const source = new AnswerStream<SubgraphAnswer>(() => undefined);
  source.opening = { place: null, isShareable: true };
  const stage = newStage();
  const holder = holderOf(stage);
  const nothing = () => undefined;
  const lane = new Lane({
    ...{ key: 'k', topic: TOPIC, standing: await holder.check(), isPersonal: false, after: null },
    ...{ isPatient: false, turn: null, memory, upstream: upstreamOf(stage, source) },
    onMove: () => {
      stage.moved += 1;
    },
    ...{ onPersonal: nothing, onRenewed: nothing, onAdvance: nothing, onEnd: nothing },
  });
  await lane.opened;
  const enter = (floor: string | null) => {
    const listener = new Ear();
    const subscriber = new Subscriber({ topic: TOPIC, holder, mailbox: new Mailbox(), listener, floor });
    lane.add(subscriber);
    return { listener, subscriber };
  };
  const members = Array.from({ length: count }, () => enter(null));
  const ears = members.map(({ listener }) => listener);
  const subscribers = members.map(({ subscriber }) => subscriber);
  const happen = (seats: number) =>
    source.push({ data: { seats }, live: { place: String(seats).padStart(4, '0'), isShareable: true } });
  /** Somebody who comes in after the others. */
  const come = (floor: string) => enter(floor).listener;
  return { come, stage, holder, lane, ears, subscribers, happen };
}

/** Everything that needs no other turn is done. */
export async function thisTurn(): Promise<void> {
  for (let step = 0; step < 1_000; step += 1) await Promise.resolve();
}
