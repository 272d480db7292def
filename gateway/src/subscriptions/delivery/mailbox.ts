/** Somebody who can be told several things together. */
export interface Recipient {
  /** What it is told from now on may be kept until {@link Recipient.release}. */
  hold(): void;
  /** What was kept goes out. */
  release(): void;
}

/** One thing that somebody is to be told. */
interface Due<R> {
  readonly recipient: R;
  readonly tell: (recipient: R) => void;
  next: Due<R> | null;
}

/**
 * What is due to one client, in order, whatever of its subscriptions it is for. It goes out together: a message more
 * costs next to nothing, a write more is most of what a message costs.
 */
export class Mailbox<R extends Recipient> {
  #first: Due<R> | null = null;
  #last: Due<R> | null = null;

  /** Puts in what is due to one of the client's recipients. */
  put(recipient: R, tell: (recipient: R) => void): void {
    const due: Due<R> = { recipient, tell, next: null };
    if (this.#last) this.#last.next = due;
    else this.#first = due;
    this.#last = due;
  }

  /** Tells all that is due, at once; false when nothing was. */
  deliver(): boolean {
    const first = this.#first;
    if (!first) return false;
    this.#first = null;
    this.#last = null;
    if (first.next) tellTogether(first);
    else first.tell(first.recipient);
    return true;
  }
}

function tellTogether<R extends Recipient>(first: Due<R>): void {
  first.recipient.hold();
  try {
    for (let due: Due<R> | null = first; due; due = due.next) due.tell(due.recipient);
  } finally {
    first.recipient.release();
  }
}
