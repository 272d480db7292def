/** What is done to one session, by people who are known by number. */
export type Step =
  | { readonly kind: 'book'; readonly who: number; readonly seats: number }
  | { readonly kind: 'join'; readonly who: number; readonly seats: number }
  | { readonly kind: 'prioritize'; readonly who: number; readonly priority: number }
  | { readonly kind: 'cancel' | 'leave' | 'accept' | 'decline'; readonly who: number }
  | { readonly kind: 'bookElsewhere' | 'cancelElsewhere'; readonly who: number }
  | { readonly kind: 'dayPasses' };

/** How the waitlist of the model is ruled. */
export interface ModelRules {
  readonly mode: 'AUTO' | 'OFFER';
  readonly unfit: 'SKIP_ONCE' | 'HOLD_LINE';
  readonly capacity: number;
}

interface Waiter {
  readonly who: number;
  readonly seats: number;
  readonly since: number;
  priority: number;
}

/**
 * One session and its waitlist in plain arrays, written a second time and as simply as possible. A member may have
 * one booking at a time, here or elsewhere. Each step answers the code of its refusal, or `done`.
 */
export class WaitlistModel {
  readonly rules: ModelRules;
  readonly booked = new Map<number, number>();
  readonly elsewhere = new Set<number>();
  readonly waiting: Waiter[] = [];
  readonly offered = new Map<number, { seats: number; day: number }>();
  /** Who was promoted or offered seats, in order. */
  readonly given: number[] = [];
  #joined = 0;
  #day = 0;

  constructor(rules: ModelRules) {
    this.rules = rules;
  }

  get free(): number {
    const seats = [...this.booked.values(), ...[...this.offered.values()].map((offer) => offer.seats)];
    return this.rules.capacity - seats.reduce((sum, each) => sum + each, 0);
  }

  do(step: Step): string {
    switch (step.kind) {
      case 'book':
        return this.#book(step.who, step.seats);
      case 'join':
        return this.#join(step.who, step.seats);
      case 'prioritize':
        return this.#prioritize(step.who, step.priority);
      case 'cancel':
        return this.#end(this.booked.delete(step.who), 'BOOKING_NOT_CONFIRMED');
      case 'leave':
        return this.#end(this.#forget(step.who) || this.offered.delete(step.who), 'NOT_WAITING');
      case 'decline':
        return this.#end(this.offered.delete(step.who), 'NOTHING_OFFERED');
      case 'accept':
        return this.#accept(step.who);
      case 'bookElsewhere':
        if (this.elsewhere.has(step.who)) return 'ALREADY_BOOKED';
        if (this.booked.has(step.who)) return 'BOOKING_LIMIT_REACHED';
        this.elsewhere.add(step.who);
        return 'done';
      case 'cancelElsewhere':
        return this.elsewhere.delete(step.who) ? 'done' : 'BOOKING_NOT_CONFIRMED';
      case 'dayPasses':
        return this.#passDay();
    }
  }

  /** The step about somebody whom it concerns, so that most of a history means something. */
  aim(step: Step): Step {
    if (!('who' in step)) return step;
    const whom = this.#concerned(step.kind);
    const who = whom[step.who % Math.max(whom.length, 1)];
    return who === undefined ? step : { ...step, who };
  }

  #concerned(kind: Step['kind']): readonly number[] {
    const waiting = this.waiting.map(({ who }) => who);
    if (kind === 'cancel') return [...this.booked.keys()];
    if (kind === 'accept' || kind === 'decline') return [...this.offered.keys()];
    if (kind === 'cancelElsewhere') return [...this.elsewhere];
    if (kind === 'join') return [];
    return kind === 'book' ? [] : waiting;
  }

  #book(who: number, seats: number): string {
    if (seats > this.free) return 'SLOT_TAKEN';
    if (this.booked.has(who)) return 'ALREADY_BOOKED';
    if (this.elsewhere.has(who)) return 'BOOKING_LIMIT_REACHED';
    this.booked.set(who, seats);
    if (this.#forget(who) || this.offered.delete(who)) this.#give();
    return 'done';
  }

  #join(who: number, seats: number): string {
    if (this.booked.has(who)) return 'ALREADY_BOOKED';
    if (this.offered.has(who) || this.waiting.some((each) => each.who === who)) return 'ALREADY_WAITING';
    if (seats <= this.free) return 'SEATS_FREE';
    this.#joined += 1;
    this.waiting.push({ who, seats, since: this.#joined, priority: 0 });
    return 'done';
  }

  #prioritize(who: number, priority: number): string {
    const found = this.waiting.find((each) => each.who === who);
    if (!found && !this.offered.has(who)) return 'NOT_WAITING';
    if (found) found.priority = priority;
    this.#give();
    return 'done';
  }

  #accept(who: number): string {
    const offer = this.offered.get(who);
    if (!offer) return 'NOTHING_OFFERED';
    if (this.elsewhere.has(who)) return 'BOOKING_LIMIT_REACHED';
    this.offered.delete(who);
    this.booked.set(who, offer.seats);
    return 'done';
  }

  #end(isDone: boolean, refusal: string): string {
    if (!isDone) return refusal;
    this.#give();
    return 'done';
  }

  #passDay(): string {
    this.#day += 1;
    const over = [...this.offered].filter(([, { day }]) => day < this.#day);
    for (const [who] of over) this.offered.delete(who);
    if (over.length > 0) this.#give();
    return 'done';
  }

  #forget(who: number): boolean {
    const index = this.waiting.findIndex((each) => each.who === who);
    if (index >= 0) this.waiting.splice(index, 1);
    return index >= 0;
  }

  #give(): void {
    const line = [...this.waiting].sort(
      (left, right) => right.priority - left.priority || left.since - right.since,
    );
    for (const waiter of line) if (!this.#takeTurn(waiter)) return;
  }

  /** Whether the next one has a turn, too. */
  #takeTurn({ who, seats }: Waiter): boolean {
    if (this.free === 0) return false;
    if (seats > this.free) return this.rules.unfit === 'SKIP_ONCE';
    if (this.elsewhere.has(who)) return true;
    this.#forget(who);
    this.given.push(who);
    if (this.rules.mode === 'AUTO') this.booked.set(who, seats);
    else this.offered.set(who, { seats, day: this.#day });
    return true;
  }
}
