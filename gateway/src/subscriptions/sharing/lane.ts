import { setTimeout as delay } from 'node:timers/promises';
import type { SubgraphAnswer } from '@freehold/kernel/caller/subgraph-call';
import type { ExecutionResult } from 'graphql';
import { Rounds } from '../delivery/rounds.ts';
import { bondOf, cursorOf } from './cursor.ts';
import { isRefusal, LaneSource } from './lane-source.ts';
import { Payload } from './payload.ts';
import { proven, type Refused } from './proven.ts';
import type { Standing } from './standing.ts';
import type { Company, Subscriber } from './subscriber.ts';
import { asksTheSame, isTopic, type Topic } from './topic.ts';
import type { Completed, Upstream } from './upstream.ts';

const RETRY_MS = 1_000;

/** What a {@link Lane} needs. */
export interface LaneParts {
  readonly key: string;
  readonly topic: Topic;
  /** In whose name the subgraph is asked. */
  readonly standing: Standing;
  /** Whether it serves one person alone. */
  readonly isPersonal: boolean;
  /** The place after which it begins; null for now. */
  readonly after: string | null;
  /** Whether it waits for a subgraph that is away: those it serves were served before. */
  readonly isPatient: boolean;
  readonly upstream: Upstream;
  /** Somebody's rights are others now. */
  onMove(subscriber: Subscriber, standing: Standing): void;
  /** What was shared is for one person alone. */
  onPersonal(lane: Lane): void;
  /** Under the supergraph that is served now something else is to be subscribed to. */
  onRenewed(lane: Lane): void;
  /** An event has been told. */
  onAdvance(lane: Lane): void;
  onEnd(lane: Lane): void;
}

/**
 * The events of one subscription to a subgraph, each completed and written once for all who listen with the same
 * rights. It is asked again after the last place when the subgraph goes away, so that nothing is missing.
 */
export class Lane implements Company {
  readonly parts: LaneParts;
  /** The result that refuses it, or null once it is open. */
  readonly opened: Promise<ExecutionResult | null>;
  readonly #subscribers = new Set<Subscriber>();
  readonly #rounds = new Rounds<Subscriber>();
  readonly #closed = new AbortController();
  readonly #bond: string;
  readonly #source: LaneSource;
  #trusted: Standing;
  #topic: Topic;
  /** How many are about to come in. */
  #expected = 0;
  #isRunning = false;

  constructor(parts: LaneParts) {
    this.parts = parts;
    this.#source = new LaneSource(parts.topic, parts.upstream, parts.after);
    this.#trusted = parts.standing;
    this.#topic = parts.topic;
    this.#bond = bondOf(parts.topic, parts.standing.caller.tenant?.id);
    this.opened = this.#open();
  }

  get rights(): string {
    return this.parts.standing.rights;
  }

  /** Everything up to here has been told, or is on its way; null while that is unknown. */
  get place(): string | null {
    return this.#source.place;
  }

  get isClosed(): boolean {
    return this.#closed.signal.aborted;
  }

  /** Whether the choice of events is the same for everybody with these rights. */
  get isShareable(): boolean {
    return this.#source.isShareable || this.parts.isPersonal;
  }

  /** Whether somebody who has heard everything up to `floor` can come in without missing anything. */
  admits(floor: string | null): boolean {
    return !this.isClosed && (floor === null || this.place === null || this.place <= floor);
  }

  /** Somebody is about to come in: it stays until then. */
  expect(): void {
    this.#expected += 1;
  }

  /** Whoever was expected has come in, or will not. */
  settle(): void {
    this.#expected -= 1;
    this.#rest();
  }

  /** Lets somebody in. It has the lane's topic then, which is the same but for blanks: one for all takes less room. */
  add(subscriber: Subscriber): void {
    subscriber.floor ??= this.#source.entry;
    if (subscriber.topic.generation === this.#topic.generation) subscriber.topic = this.#topic;
    subscriber.company = this;
    this.#subscribers.add(subscriber);
    if (this.#isRunning) return;
    this.#isRunning = true;
    void this.#run();
  }

  leave(subscriber: Subscriber): void {
    this.#subscribers.delete(subscriber);
    this.#rest();
  }

  /** Everybody who listens. */
  members(): readonly Subscriber[] {
    return [...this.#subscribers];
  }

  /** Hands everybody over, once told what is due, to another lane with the same rights, which has told no more. */
  handOver(to: Lane): void {
    for (const subscriber of this.members()) {
      subscriber.mailbox.deliver();
      this.#subscribers.delete(subscriber);
      to.add(subscriber);
    }
    this.#rest();
  }

  /**
   * Another supergraph is served. It goes on where the subgraph is asked the same under it; where it is not, everybody
   * begins anew after the last event; where the supergraph has it no longer, it ends with the refusal.
   */
  async renew(): Promise<void> {
    const { upstream } = this.parts;
    while (!(this.isClosed || upstream.isCurrent(this.#topic))) {
      const found = await upstream.renew(this.#topic, this.#trusted.caller);
      if (this.isClosed) return;
      if (!isTopic(found)) return this.finish(found);
      if (!asksTheSame(found, this.#topic)) return this.parts.onRenewed(this);
      this.#topic = found;
    }
  }

  /** Ends for everybody who is still in it. */
  finish(lastWord: ExecutionResult | null): void {
    this.#close();
    for (const subscriber of this.members()) if (subscriber.company === this) subscriber.end(lastWord);
  }

  #rest(): void {
    if (this.#subscribers.size === 0 && this.#expected === 0) this.#close();
  }

  #close(): void {
    if (this.isClosed) return;
    this.#closed.abort();
    this.parts.onEnd(this);
    void this.#source.leave();
  }

  async #open(): Promise<ExecutionResult | null> {
    const { upstream, isPatient, standing } = this.parts;
    try {
      const refusal = await this.#source.open(standing.caller);
      if (refusal) this.#close();
      return refusal;
    } catch (error) {
      if (!isPatient || this.isClosed) {
        this.#close();
        return upstream.refuse(error);
      }
      await this.#pause();
      return this.#open();
    }
  }

  #pause(): Promise<unknown> {
    return delay(RETRY_MS, undefined, { signal: this.#closed.signal }).catch(() => undefined);
  }

  async #run(): Promise<void> {
    while (!this.isClosed) {
      const heard = await this.#source.hear();
      if (this.isClosed) return;
      if (heard === 'lost') await this.#askAgain();
      else if (heard === 'ended') this.finish(null);
      else await this.#take(heard).catch((error: unknown) => this.#tellAll(error));
    }
  }

  async #askAgain(): Promise<void> {
    await this.#pause();
    if (this.isClosed || !(await this.#findTrusted())) return;
    // A subgraph that was heard and is away may come back.
    const refusal = await this.#source.open(this.#trusted.caller).catch(() => null);
    if (refusal) this.finish(refusal);
    else if (!this.isShareable) this.parts.onPersonal(this);
  }

  async #take(answer: SubgraphAnswer): Promise<void> {
    const { upstream, isPersonal } = this.parts;
    if (!(isPersonal || isRefusal(answer) || answer.live?.isShareable)) return this.parts.onPersonal(this);
    const ready = await this.#findTrusted();
    if (!ready) return;
    const completed = await this.#complete(answer);
    if (!completed) return;
    if (isRefusal(answer)) return this.finish(completed.result);
    if (completed.isPersonal && !isPersonal) return this.parts.onPersonal(this);
    const place = answer.live?.place ?? null;
    this.#source.advance(place);
    const nowMs = upstream.clock.now().getTime();
    const cursor = place === null ? null : cursorOf(this.#bond, place, nowMs);
    const payload = new Payload(completed.result, place, cursor);
    this.#rounds.begin(this.#subscribers, (each) => this.#tryToTell(payload, each, ready));
    if (!this.isClosed) this.parts.onAdvance(this);
    await this.#rounds.room();
  }

  /** An event as the supergraph of now completes it: while another comes, what is completed may be of neither. */
  async #complete(answer: SubgraphAnswer): Promise<Completed | null> {
    const { topic, upstream } = this.parts;
    if (!upstream.isCurrent(this.#topic)) await this.renew();
    if (this.isClosed) return null;
    const completed = await upstream.complete(topic, answer, this.#trusted.caller);
    return upstream.isCurrent(this.#topic) ? completed : this.#complete(answer);
  }

  /** What failed here concerns this event alone. */
  #tellAll(thrown: unknown): void {
    const payload = new Payload(this.parts.upstream.refuse(thrown));
    this.#rounds.begin(this.#subscribers, (each) => {
      if (each.company === this) each.tell(payload);
    });
  }

  /**
   * Finds somebody in whose name the subgraphs can be asked. Where nobody's rights are certain, everybody's are asked
   * for, and those are the answer who may hear what comes next; null when nobody is left.
   */
  async #findTrusted(): Promise<ReadonlySet<Subscriber> | null> {
    for (const { holder } of this.#subscribers) {
      const standing = holder.known();
      if (standing?.rights !== this.rights) continue;
      this.#trusted = standing;
      return new Set();
    }
    const judged = await Promise.all(
      this.members().map(async (each) => [each, await this.#prove(each)] as const),
    );
    const ready = new Set(judged.flatMap(([each, standing]) => (standing ? [each] : [])));
    this.#trusted = judged.find(([, standing]) => standing)?.[1] ?? this.#trusted;
    return ready.size > 0 ? ready : null;
  }

  /** Its rights if they are still those of the lane; whoever has others is moved, and whoever has none is told. */
  async #prove(subscriber: Subscriber): Promise<Standing | null> {
    const found: Standing | Refused = await proven(subscriber, this.parts.upstream);
    if ('refusal' in found) {
      if (found.isFinal) subscriber.end(found.refusal);
      else subscriber.say(new Payload(found.refusal));
      return null;
    }
    if (found.rights === this.rights) return found;
    if (subscriber.company === this) this.parts.onMove(subscriber, found);
    return null;
  }

  #tryToTell(payload: Payload, subscriber: Subscriber, ready: ReadonlySet<Subscriber>): void {
    // Who has left hears nothing, who is with others hears it there.
    if (subscriber.company !== this) return;
    try {
      this.#tellOne(payload, subscriber, ready);
    } catch (error) {
      subscriber.tell(new Payload(this.parts.upstream.refuse(error)));
    }
  }

  /** By the rights of the moment at which its turn comes. */
  #tellOne(payload: Payload, subscriber: Subscriber, ready: ReadonlySet<Subscriber>): void {
    const { holder } = subscriber;
    const isSure = holder.surelyHas(this.rights);
    const standing = isSure ? null : holder.known();
    if (standing) {
      this.parts.onMove(subscriber, standing);
      return;
    }
    if (!isSure && (!ready.has(subscriber) || holder.isInDoubt)) this.#waitFor(subscriber);
    subscriber.tell(payload);
  }

  /** What it is told is kept until its rights are known. */
  #waitFor(subscriber: Subscriber): void {
    const waiting = subscriber.wait();
    if (waiting) void this.#prove(subscriber).then((proof) => subscriber.goOn(waiting, proof !== null));
  }
}
