import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ExecutionResult } from 'graphql';
import { LRUCache } from 'lru-cache';
import { Lane } from './lane.ts';
import { proven } from './proven.ts';
import { personOf, type Standing } from './standing.ts';
import type { Company, Subscriber } from './subscriber.ts';
import { isTopic, type Topic } from './topic.ts';
import type { Upstream } from './upstream.ts';

const PERSONAL_MAX = 2_000;
const SEPARATOR = '\0';
/**
 * So many lanes are planned anew in one turn, in 2 ms those of which no other asks the same; what else there is to do
 * comes between.
 */
const RENEWED_AT_ONCE = 20;

/** What a lane is looked for by. */
interface Wanted {
  readonly subscriber: Subscriber;
  readonly standing: Standing;
  /** Whether to wait for a subgraph that is away. */
  readonly isPatient: boolean;
  /** Stands for the lane that is looked for; when the subscriber has another company, it is looked for no more. */
  readonly transit: Company;
}

/** What is heard with which rights. */
function meetingOf({ topic }: { readonly topic: Topic }, { rights }: Standing): string {
  return topic.key + SEPARATOR + rights;
}

function transitTo({ rights }: Standing): Company {
  return { rights, leave: () => undefined };
}

/**
 * Brings those together who listen to the same with the same rights. Who comes back after a place that the others have
 * left behind gets a lane of its own, until it has caught up with them.
 */
export class Lanes {
  readonly #upstream: Upstream;
  /** Lanes by what is heard there with which rights; those that catch up, by their beginning as well. */
  readonly #lanes = new Map<string, Lane>();
  /** What was found to be for one person alone. */
  readonly #personal = new LRUCache<string, true>({ max: PERSONAL_MAX });

  constructor(upstream: Upstream) {
    this.#upstream = upstream;
  }

  /** How many subscriptions the subgraphs are asked for. */
  get size(): number {
    return new Set(this.#lanes.values()).size;
  }

  /** Lets somebody listen from now on, or after its floor; the result that refuses it, or null. */
  join(subscriber: Subscriber, standing: Standing): Promise<ExecutionResult | null> {
    const transit = transitTo(standing);
    subscriber.accompany(transit);
    return this.#join({ subscriber, standing, isPatient: false, transit });
  }

  /** Brings somebody whose rights are others now to those with the same. */
  move(subscriber: Subscriber, standing: Standing): void {
    const { company } = subscriber;
    if (company?.rights === standing.rights || subscriber.isEnded) return;
    void this.#continue(subscriber, standing);
    company?.leave(subscriber);
  }

  /** Another supergraph is served: every lane goes on under it, begins anew, or ends. */
  async renew(): Promise<void> {
    const lanes = [...new Set(this.#lanes.values())];
    while (lanes.length > 0) {
      await Promise.all(lanes.splice(0, RENEWED_AT_ONCE).map((lane) => lane.renew()));
      await nextTurn();
    }
  }

  async #join(wanted: Wanted): Promise<ExecutionResult | null> {
    const { subscriber, transit } = wanted;
    if (!this.#upstream.isCurrent(subscriber.topic))
      return (await this.#renewTopic(wanted)) ?? this.#join(wanted);
    const lane = this.#choose(wanted);
    lane.expect();
    try {
      const refusal = await lane.opened;
      if (refusal || subscriber.company !== transit) return refusal;
      if (lane.isShareable && lane.admits(subscriber.floor)) {
        lane.add(subscriber);
        return null;
      }
      if (!lane.isShareable) this.#personal.set(meetingOf(wanted.subscriber, wanted.standing), true);
      return await this.#join(wanted);
    } finally {
      lane.settle();
    }
  }

  /** What is wanted was planned with a supergraph that is no longer served; the refusal where this one has it not. */
  async #renewTopic({ subscriber, standing }: Wanted): Promise<ExecutionResult | null> {
    const found = await this.#upstream.renew(subscriber.topic, standing.caller);
    if (!isTopic(found)) return found;
    subscriber.topic = found;
    return null;
  }

  #choose(wanted: Wanted): Lane {
    const { subscriber, standing } = wanted;
    const { floor } = subscriber;
    const meeting = meetingOf(subscriber, standing);
    const isPersonal = this.#personal.has(meeting);
    const key = [meeting, isPersonal ? `of ${personOf(standing.caller)}` : ''].join(SEPARATOR);
    const main = this.#lanes.get(key);
    if (!main) return this.#open(key, key, isPersonal, wanted);
    if (main.admits(floor)) return main;
    const aside = [key, floor].join(SEPARATOR);
    const other = this.#lanes.get(aside);
    return other?.admits(floor) ? other : this.#open(aside, key, isPersonal, wanted);
  }

  #open(place: string, key: string, isPersonal: boolean, { subscriber, standing, isPatient }: Wanted): Lane {
    const { topic, floor: after } = subscriber;
    const lane = new Lane({
      ...{ key, topic, standing, isPersonal, after, isPatient },
      upstream: this.#upstream,
      onMove: (each, its) => this.move(each, its),
      onPersonal: (found) => this.#part(found),
      onRenewed: (renewed) => this.#restart(renewed),
      onAdvance: (advanced) => this.#merge(advanced),
      onEnd: (ended) => {
        for (const each of [place, key]) if (this.#lanes.get(each) === ended) this.#lanes.delete(each);
      },
    });
    this.#lanes.set(place, lane);
    return lane;
  }

  /** Everybody listens alone from now on, after what they have heard together. */
  #part(lane: Lane): void {
    this.#personal.set(meetingOf(lane.parts, lane.parts.standing), true);
    this.#restart(lane);
  }

  /** Everybody listens anew, after what they have heard in this lane and what is due to them. */
  #restart(lane: Lane): void {
    for (const subscriber of lane.members()) {
      const transit = transitTo(lane.parts.standing);
      subscriber.mailbox.deliver();
      subscriber.accompany(transit);
      void this.#listenAnew(subscriber, transit);
    }
    lane.finish(null);
  }

  /** In its own name: that of the lane is somebody else's. */
  async #listenAnew(subscriber: Subscriber, transit: Company): Promise<void> {
    const found = await proven(subscriber, this.#upstream);
    if (subscriber.company !== transit) return;
    if ('refusal' in found) subscriber.end(found.refusal);
    else await this.#continue(subscriber, found);
  }

  async #continue(subscriber: Subscriber, standing: Standing): Promise<void> {
    const transit = transitTo(standing);
    subscriber.accompany(transit);
    const refusal = await this.#join({ subscriber, standing, isPatient: true, transit });
    if (refusal && subscriber.company === transit) subscriber.end(refusal);
  }

  /** Joins a lane that has caught up with the one that it was to catch up with. */
  #merge(lane: Lane): void {
    const main = this.#lanes.get(lane.parts.key);
    if (!main) return void this.#lanes.set(lane.parts.key, lane);
    if (main !== lane && lane.place !== null && main.admits(lane.place)) lane.handOver(main);
  }
}
