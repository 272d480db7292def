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
}

/**
 * What is due to one client, in order, whatever of its subscriptions it is for. It goes out together: a message more
 * costs next to nothing, a write more is most of what a message costs.
 */
export class Mailbox<R extends Recipient> {
  // One thing is the rule, so it stands here by itself, and takes no room of its own.
  #recipient: R | null = null;
  #tell: ((recipient: R) => void) | null = null;
  #more: Due<R>[] | null = null;

  /** Puts in what is due to one of the client's recipients. */
  put(recipient: R, tell: (recipient: R) => void): void {
    if (this.#tell) {
      this.#more ??= [];
      this.#more.push({ recipient, tell });
    } else {
      this.#recipient = recipient;
      this.#tell = tell;
    }
  }

  /** Tells all that is due, at once; false when nothing was. */
  deliver(): boolean {
    const recipient = this.#recipient;
    const tell = this.#tell;
    const more = this.#more;
    if (!(recipient && tell)) return false;
    this.#recipient = null;
    this.#tell = null;
    this.#more = null;
    if (more) tellTogether({ recipient, tell }, more);
    else tell(recipient);
    return true;
  }
}

function tellTogether<R extends Recipient>(first: Due<R>, more: readonly Due<R>[]): void {
  first.recipient.hold();
  try {
    first.tell(first.recipient);
    for (const { recipient, tell } of more) tell(recipient);
  } finally {
    first.recipient.release();
  }
}
