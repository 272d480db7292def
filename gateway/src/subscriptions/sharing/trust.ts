import type { Caller } from '@freehold/kernel/caller/caller';
import type { ExecutionResult } from 'graphql';
import { endsAccess } from '../../authentication/callers.ts';
import { Payload } from '../delivery/payload.ts';
import type { Standing } from './standing.ts';
import type { Company, Subscriber } from './subscriber.ts';
import type { Upstream } from './upstream.ts';

/** Why somebody's rights could not be told. */
export interface Refused {
  readonly refusal: ExecutionResult;
  /** Whether its access has ended; otherwise it may be told later. */
  readonly isFinal: boolean;
}

/** The rights of a subscriber as they are now, or why they cannot be told. */
export async function proven(
  { holder }: Subscriber,
  { refuse }: Pick<Upstream, 'refuse'>,
): Promise<Standing | Refused> {
  try {
    return await holder.check();
  } catch (error) {
    return { refusal: refuse(error), isFinal: endsAccess(error) };
  }
}

/** For whom nobody was asked just now. */
export const NOBODY: ReadonlySet<Subscriber> = new Set();

/** What {@link Trust} stands on. */
export interface TrustParts {
  readonly company: Company;
  /** In whose name the subgraph is asked first. */
  readonly standing: Standing;
  readonly upstream: Pick<Upstream, 'refuse'>;
  /** Somebody's rights are others now. */
  onMove(subscriber: Subscriber, standing: Standing): void;
}

/** Whose rights are certain among those who listen together: who may hear, and in whose name subgraphs are asked. */
export class Trust {
  readonly #parts: TrustParts;
  #trusted: Standing;

  constructor(parts: TrustParts) {
    this.#parts = parts;
    this.#trusted = parts.standing;
  }

  /** In whose name the subgraphs are asked. */
  get caller(): Caller {
    return this.#trusted.caller;
  }

  /**
   * Finds somebody in whose name the subgraphs can be asked. Where nobody's rights are certain, everybody's are asked
   * for, and those are the answer who may hear what comes next; null when nobody is left.
   */
  async find(members: ReadonlySet<Subscriber>): Promise<ReadonlySet<Subscriber> | null> {
    const asked = new Set<Subscriber>();
    for (;;) {
      if (this.#findKnown(members)) return NOBODY;
      // Whoever comes in while others are asked for was promised what comes next, and is asked for as well.
      const some = [...members].filter((each) => !asked.has(each));
      if (some.length === 0) return null;
      const ready = await this.#ask(some);
      if (ready) return ready;
      for (const each of some) asked.add(each);
    }
  }

  /** Tells somebody by the rights of the moment at which its turn comes; who is `ready` was asked for just now. */
  tell(payload: Payload, subscriber: Subscriber, ready: ReadonlySet<Subscriber>): void {
    // Who has left hears nothing, who is with others hears it there.
    if (subscriber.company !== this.#parts.company) return;
    try {
      this.#tell(payload, subscriber, ready);
    } catch (error) {
      subscriber.tell(new Payload(this.#parts.upstream.refuse(error)));
    }
  }

  /** Whether there is somebody whose rights are certain. */
  #findKnown(members: ReadonlySet<Subscriber>): boolean {
    for (const { holder } of members) {
      const standing = holder.known();
      if (standing?.rights !== this.#parts.company.rights) continue;
      this.#trusted = standing;
      return true;
    }
    return false;
  }

  async #ask(some: readonly Subscriber[]): Promise<ReadonlySet<Subscriber> | null> {
    const judged = await Promise.all(some.map(async (each) => [each, await this.#prove(each)] as const));
    const ready = new Set(judged.flatMap(([each, standing]) => (standing ? [each] : [])));
    this.#trusted = judged.find(([, standing]) => standing)?.[1] ?? this.#trusted;
    return ready.size > 0 ? ready : null;
  }

  #tell(payload: Payload, subscriber: Subscriber, ready: ReadonlySet<Subscriber>): void {
    const { holder } = subscriber;
    const isSure = holder.surelyHas(this.#parts.company.rights);
    const standing = isSure ? null : holder.known();
    if (standing) {
      this.#parts.onMove(subscriber, standing);
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

  /** Its rights if they are still those of all; whoever has others is moved, and whoever has none is told. */
  async #prove(subscriber: Subscriber): Promise<Standing | null> {
    const { company, upstream, onMove } = this.#parts;
    const found = await proven(subscriber, upstream);
    if ('refusal' in found) {
      if (found.isFinal) subscriber.end(found.refusal);
      else subscriber.say(new Payload(found.refusal));
      return null;
    }
    if (found.rights === company.rights) return found;
    // It may have been handed over meanwhile, with what is kept for it.
    if (subscriber.company?.rights === company.rights) onMove(subscriber, found);
    return null;
  }
}
