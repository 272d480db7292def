import { setTimeout as delay } from 'node:timers/promises';
import type { SubgraphAnswer } from '@freehold/kernel/caller/subgraph-call';
import type { ExecutionResult } from 'graphql';
import { Payload } from '../delivery/payload.ts';
import { Rounds } from '../delivery/rounds.ts';
import { LaneMemory, type SharedMemory } from './lane-memory.ts';
import { isRefusal, LaneSource, type LaneSourceParts } from './lane-source.ts';
import type { Standing } from './standing.ts';
import type { Company, Subscriber } from './subscriber.ts';
import { asksTheSame, isTopic, type Topic } from './topic.ts';
import { NOBODY, Trust } from './trust.ts';
import type { Completed } from './upstream.ts';

const RETRY_MS = 1_000;

/** What a {@link Lane} needs. */
export interface LaneParts extends LaneSourceParts {
  readonly key: string;
  /** Whether it serves one person alone. */
  readonly isPersonal: boolean;
  /** Whether it waits for a subgraph that is away: those it serves were served before. */
  readonly isPatient: boolean;
  /** What it waits for before it begins; null where it begins at once. */
  readonly turn: Promise<unknown> | null;
  /** What it shares its memory with. */
  readonly memory: SharedMemory;
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

function placeIn({ live }: SubgraphAnswer): string | null {
  return live?.place ?? null;
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
  readonly #source: LaneSource;
  readonly #memory: LaneMemory;
  readonly #trust: Trust;
  #topic: Topic;
  /** How many are about to come in. */
  #expected = 0;
  #hasBegun = false;
  #isRunning = false;

  constructor(parts: LaneParts) {
    this.parts = parts;
    this.#source = new LaneSource(parts);
    // Who listens alone takes its lane along when it goes.
    this.#memory = new LaneMemory(parts.memory, !parts.isPersonal);
    this.#trust = new Trust({ ...parts, company: this });
    this.#topic = parts.topic;
    this.opened = this.#begin();
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

  /** Whether the subgraph has let it in. */
  get isOpen(): boolean {
    return this.#source.isOpen && !this.isClosed;
  }

  /** Whether it has not asked the subgraph yet, and so can begin earlier. */
  get isGathering(): boolean {
    return !(this.#hasBegun || this.isClosed);
  }

  /**
   * Everything that happened after this place has been told and is remembered, or is to come; null while that is
   * unknown. What was told under another supergraph is told to nobody who comes under this one.
   */
  get reach(): string | null {
    return (this.#isCurrent ? this.#memory.since : null) ?? this.place;
  }

  /** Whether somebody who has heard everything up to `floor` can come in without missing anything. */
  admits(floor: string | null): boolean {
    const { reach } = this;
    return !this.isClosed && (floor === null || reach === null || reach <= floor);
  }

  /** Begins after an earlier place than it was to. It must not have begun. */
  reachBackTo(floor: string): void {
    this.#source.reachBackTo(floor);
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

  /**
   * Lets somebody in whom it admits. First it is told what it has missed, then what comes: nothing happens between.
   * It has the lane's topic then, which is the same but for blanks: one for all takes less room.
   */
  add(subscriber: Subscriber): void {
    this.#enter(subscriber);
    // What it is told may be made into other frames.
    if (this.#memory.size > 0) this.#memory.weigh();
  }

  leave(subscriber: Subscriber): void {
    this.#subscribers.delete(subscriber);
    this.#rest();
  }

  /** Everybody who listens. */
  members(): readonly Subscriber[] {
    return [...this.#subscribers];
  }

  /** Hands everybody over, once told what is due, to another lane with the same rights, which is open and admits who is here. */
  handOver(to: Lane): void {
    for (const subscriber of this.members()) {
      subscriber.mailbox.deliver();
      this.#subscribers.delete(subscriber);
      to.#enter(subscriber);
    }
    // Afterwards: with more to remember the other forgets, and was to have what everybody here has missed.
    if (to.reach !== null && to.#isCurrent) to.#memory.inherit(this.#memory, to.reach);
    this.#rest();
  }

  /**
   * Another supergraph is served. It goes on where the subgraph is asked the same under it; where it is not, everybody
   * begins anew after the last event; where the supergraph has it no longer, it ends with the refusal.
   */
  async renew(): Promise<void> {
    const { upstream } = this.parts;
    while (!(this.isClosed || this.#isCurrent)) {
      const found = await upstream.renew(this.#topic, this.#trust.caller);
      if (this.isClosed) return;
      if (!isTopic(found)) return this.finish(found);
      if (!asksTheSame(found, this.#topic)) return this.parts.onRenewed(this);
      this.#topic = found;
      this.#memory.forget();
    }
  }

  /** Ends for everybody who is still in it. */
  finish(lastWord: ExecutionResult | null): void {
    this.#close();
    for (const subscriber of this.members()) if (subscriber.company === this) subscriber.end(lastWord);
  }

  get #isCurrent(): boolean {
    return this.parts.upstream.isCurrent(this.#topic);
  }

  #rest(): void {
    if (this.#subscribers.size === 0 && this.#expected === 0) this.#close();
  }

  #close(): void {
    if (this.isClosed) return;
    this.#closed.abort();
    this.#memory.forget();
    this.parts.onEnd(this);
    void this.#source.leave();
  }

  #enter(subscriber: Subscriber): void {
    subscriber.floor ??= this.#source.entry;
    if (subscriber.topic.generation === this.#topic.generation) subscriber.topic = this.#topic;
    subscriber.company = this;
    const missed = this.#isCurrent ? this.#memory.after(subscriber.floor) : [];
    this.#rounds.beginFor(
      subscriber,
      missed.map((payload) => (each: Subscriber) => this.#trust.tell(payload, each, NOBODY)),
    );
    this.#subscribers.add(subscriber);
    if (this.#isRunning) return;
    this.#isRunning = true;
    void this.#run();
  }

  async #begin(): Promise<ExecutionResult | null> {
    await this.parts.turn;
    this.#hasBegun = true;
    return this.isClosed ? null : this.#open();
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
      else await this.#take(heard).catch((error: unknown) => this.#fail(heard, error));
    }
  }

  async #askAgain(): Promise<void> {
    await this.#pause();
    if (this.isClosed || !(await this.#trust.find(this.#subscribers))) return;
    // A subgraph that was heard and is away may come back.
    const refusal = await this.#source.open(this.#trust.caller).catch(() => null);
    if (refusal) this.finish(refusal);
    else if (!this.isShareable) this.parts.onPersonal(this);
  }

  async #take(answer: SubgraphAnswer): Promise<void> {
    const { isPersonal } = this.parts;
    if (!(isPersonal || isRefusal(answer) || answer.live?.isShareable)) return this.parts.onPersonal(this);
    const ready = await this.#trust.find(this.#subscribers);
    if (!ready) return this.#memory.forget(placeIn(answer));
    const completed = await this.#complete(answer);
    if (!completed) return;
    if (isRefusal(answer)) return this.finish(completed.result);
    if (completed.isPersonal && !isPersonal) return this.parts.onPersonal(this);
    const place = placeIn(answer);
    const payload = new Payload(completed.result, place, this.#source.cursorOf(place));
    // In one turn: who comes in finds it in the memory, whoever is here is told by the round.
    this.#memory.remember(payload, this.place);
    this.#source.advance(place);
    this.#rounds.begin(this.#subscribers, (each) => this.#trust.tell(payload, each, ready));
    if (!this.isClosed) this.parts.onAdvance(this);
    await this.#rounds.room();
  }

  /** An event as the supergraph of now completes it: while another comes, what is completed may be of neither. */
  async #complete(answer: SubgraphAnswer): Promise<Completed | null> {
    const { topic, upstream } = this.parts;
    if (!this.#isCurrent) await this.renew();
    if (this.isClosed) return null;
    const completed = await upstream.complete(topic, answer, this.#trust.caller);
    return this.#isCurrent ? completed : this.#complete(answer);
  }

  /** What failed here concerns this event alone. Who comes back after what was before it does not find it here. */
  #fail(answer: SubgraphAnswer, thrown: unknown): void {
    this.#memory.forget(placeIn(answer));
    const payload = new Payload(this.parts.upstream.refuse(thrown));
    this.#rounds.begin(this.#subscribers, (each) => {
      if (each.company === this) each.tell(payload);
    });
  }
}
