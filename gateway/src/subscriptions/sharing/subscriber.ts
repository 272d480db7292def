import type { ExecutionResult } from 'graphql';
import type { Mailbox, Recipient } from '../delivery/mailbox.ts';
import type { Payload } from '../delivery/payload.ts';
import type { RightsHolder } from './rights-holder.ts';
import type { Topic } from './topic.ts';

/** Payloads that wait for a subscriber whose rights are being asked for. */
const WAITING_MAX = 1_000;

/** What is kept for a subscriber that waits. */
export type Waiting = readonly Payload[];

/** Where what a subscriber hears is carried to. */
export interface Listener extends Recipient {
  tell(payload: Payload): void;
  /** Nothing more will come, but for a last word. */
  end(lastWord: ExecutionResult | null): void;
  /** It does not take what it is told fast enough. */
  giveUp(): void;
}

/** Whom a subscriber listens with; it changes with its rights. */
export interface Company {
  /** The rights of everybody in it. */
  readonly rights: string;
  leave(subscriber: Subscriber): void;
}

/** One client's subscription. */
export class Subscriber implements Recipient {
  /** As it was planned last. */
  topic: Topic;
  readonly holder: RightsHolder;
  /** Of its client. */
  readonly mailbox: Mailbox<Subscriber>;
  readonly #listener: Listener;
  /** Everything up to here it has heard, or was there before it. */
  floor: string | null;
  company: Company | null = null;
  #waiting: Payload[] | null = null;
  #isEnded = false;

  constructor(parts: {
    topic: Topic;
    holder: RightsHolder;
    mailbox: Mailbox<Subscriber>;
    listener: Listener;
    floor: string | null;
  }) {
    this.topic = parts.topic;
    this.holder = parts.holder;
    this.mailbox = parts.mailbox;
    this.#listener = parts.listener;
    this.floor = parts.floor;
  }

  get isEnded(): boolean {
    return this.#isEnded;
  }

  hold(): void {
    this.#listener.hold();
  }

  release(): void {
    this.#listener.release();
  }

  /** Tells the client, unless it knows already. While it waits, it is told afterwards. */
  tell(payload: Payload): void {
    if (this.#isEnded) return;
    if (this.#waiting) this.#keep(payload, this.#waiting);
    else if (!this.#knows(payload)) this.#hear(payload);
  }

  /** Says at once what is no event, after what is due, in the place of what was kept. */
  say(payload: Payload): void {
    this.mailbox.deliver();
    this.#waiting = null;
    if (!this.#isEnded) this.#listener.tell(payload);
  }

  /** Keeps what it is told until it is known whether it may hear it; null when it waits already. */
  wait(): Waiting | null {
    if (this.#waiting) return null;
    this.#waiting = [];
    return this.#waiting;
  }

  /** It may hear what was kept, or none of it; unless it has been led elsewhere meanwhile. */
  goOn(waiting: Waiting, mayHear: boolean): void {
    if (this.#waiting !== waiting) return;
    this.#waiting = null;
    if (mayHear) for (const payload of waiting) this.tell(payload);
  }

  /** Listens in other company from now on; what was kept in the old one is told there anew. */
  accompany(company: Company): void {
    this.company = company;
    this.#waiting = null;
  }

  /** Ends it from inside, when it has been told what is due. */
  end(lastWord: ExecutionResult | null): void {
    if (this.#isEnded) return;
    this.mailbox.deliver();
    this.leave();
    this.#listener.end(lastWord);
  }

  /** The client has left. */
  leave(): void {
    this.#isEnded = true;
    this.company?.leave(this);
    this.company = null;
  }

  #knows({ place }: Payload): boolean {
    return place !== null && this.floor !== null && place <= this.floor;
  }

  #hear(payload: Payload): void {
    this.floor = payload.place ?? this.floor;
    this.#listener.tell(payload);
  }

  #keep(payload: Payload, waiting: Payload[]): void {
    waiting.push(payload);
    if (waiting.length > WAITING_MAX) this.#listener.giveUp();
  }
}
