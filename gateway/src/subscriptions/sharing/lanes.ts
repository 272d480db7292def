import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ExecutionResult } from 'graphql';
import { LRUCache } from 'lru-cache';
import { Lane, type LaneParts } from './lane.ts';
import type { SharedMemory } from './lane-memory.ts';
import { Meeting } from './meeting.ts';
import { personOf, type Standing } from './standing.ts';
import type { Company, Subscriber } from './subscriber.ts';
import { isTopic, type Topic } from './topic.ts';
import { proven } from './trust.ts';
import type { Upstream } from './upstream.ts';

const PERSONAL_MAX = 2_000;
const SEPARATOR = '\0';
/**
 * So many lanes are planned anew in one turn, in 2 ms those of which no other asks the same; what else there is to do
 * comes between.
 */
const RENEWED_AT_ONCE = 20;

/** What tells one lane from another. */
type LaneOwn = 'key' | 'topic' | 'standing' | 'isPersonal' | 'after' | 'isPatient' | 'turn';

/** What a lane is looked for by. */
interface Wanted {
  readonly subscriber: Subscriber;
  readonly standing: Standing;
  /** Whether to wait for a subgraph that is away. */
  readonly isPatient: boolean;
  /** Stands for the lane that is looked for; when the subscriber has another company, it is looked for no more. */
  readonly transit: Company;
}

/** Whether it was asked for more than is kept. */
function isExpired({ errors = [] }: ExecutionResult): boolean {
  return errors.some(({ extensions }) => extensions.code === 'CURSOR_EXPIRED');
}

/** What is heard with which rights. */
function meetingOf({ topic }: { readonly topic: Topic }, { rights }: Standing): string {
  return topic.key + SEPARATOR + rights;
}

function transitTo({ rights }: Standing): Company {
  return { rights, leave: () => undefined };
}

/**
 * Brings those together who listen to the same with the same rights. Those who come back after places that the others
 * have left behind, and remember no more, share a lane that begins after the first of them, until it has caught up.
 */
export class Lanes {
  readonly #upstream: Upstream;
  readonly #memory: SharedMemory;
  /** Lanes by what is heard there with which rights. */
  readonly #meetings = new Map<string, Meeting>();
  /** What was found to be for one person alone. */
  readonly #personal = new LRUCache<string, true>({ max: PERSONAL_MAX });

  constructor(upstream: Upstream, memory: SharedMemory) {
    this.#upstream = upstream;
    this.#memory = memory;
  }

  /** How many subscriptions the subgraphs are asked for. */
  get size(): number {
    let size = 0;
    for (const meeting of this.#meetings.values()) size += meeting.size;
    return size;
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
    const lanes = [...this.#meetings.values()].flatMap((meeting) => meeting.lanes);
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
      if (subscriber.company !== transit) return refusal;
      if (refusal) return this.#isForOthers(lane, refusal, subscriber) ? await this.#join(wanted) : refusal;
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

  /** Whether a lane was refused for its beginning, which others needed to be so early. */
  #isForOthers({ place }: Lane, refusal: ExecutionResult, { floor }: Subscriber): boolean {
    return isExpired(refusal) && place !== null && floor !== null && place < floor;
  }

  /** What is wanted was planned with a supergraph that is no longer served; the refusal where this one has it not. */
  async #renewTopic({ subscriber, standing }: Wanted): Promise<ExecutionResult | null> {
    const found = await this.#upstream.renew(subscriber.topic, standing.caller);
    if (!isTopic(found)) return found;
    subscriber.topic = found;
    return null;
  }

  #choose({ subscriber, standing, isPatient }: Wanted): Lane {
    const meeting = meetingOf(subscriber, standing);
    const isPersonal = this.#personal.has(meeting);
    const key = [meeting, isPersonal ? `of ${personOf(standing.caller)}` : ''].join(SEPARATOR);
    const { topic, floor } = subscriber;
    const parts = { key, topic, standing, isPersonal, after: floor, isPatient };
    return this.#meetingAt(key).choose(floor, (turn) => this.#open({ ...parts, turn }));
  }

  #meetingAt(key: string): Meeting {
    const known = this.#meetings.get(key);
    if (known) return known;
    const meeting = new Meeting();
    this.#meetings.set(key, meeting);
    return meeting;
  }

  #open(parts: Pick<LaneParts, LaneOwn>): Lane {
    return new Lane({
      ...parts,
      memory: this.#memory,
      upstream: this.#upstream,
      onMove: (each, its) => this.move(each, its),
      onPersonal: (found) => this.#part(found),
      onRenewed: (renewed) => this.#restart(renewed),
      onAdvance: (advanced) => this.#meetings.get(parts.key)?.merge(advanced),
      onEnd: (ended) => this.#forget(ended),
    });
  }

  #forget(lane: Lane): void {
    const { key } = lane.parts;
    const meeting = this.#meetings.get(key);
    meeting?.remove(lane);
    if (meeting?.size === 0) this.#meetings.delete(key);
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
    // What is due from the others is void now, and must not be told should it come back to them.
    subscriber.mailbox.deliver();
    const refusal = await this.#join({ subscriber, standing, isPatient: true, transit });
    if (refusal && subscriber.company === transit) subscriber.end(refusal);
  }
}
