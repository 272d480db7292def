import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Mailbox, Recipient } from './mailbox.ts';

/** So many clients are told in one turn; what else there is to do comes between. */
const TOLD_AT_ONCE = 1_000;
/** Rounds that may be under way. */
const ROUNDS_MAX = 16;

/** Somebody with the mailbox of its client. */
export interface Addressed<R extends Recipient> {
  readonly mailbox: Mailbox<R>;
}

/** One thing on its way to everybody. */
interface Round<R extends Recipient> {
  readonly mailboxes: readonly Mailbox<R>[];
  /** So many of them have had their turn. */
  passed: number;
}

/**
 * Brings what there is to tell to everybody, a number of clients in each turn. A client whose turn comes is told all that
 * is due to it, also what later rounds or those of others have for it, which then find nothing left to do: the longer a
 * round takes, the more goes out together, and nothing waits for what may come.
 */
export class Rounds<R extends Recipient & Addressed<R>> {
  readonly #rounds: Round<R>[] = [];

  /** Begins a round: from the next turn on, everybody is told. */
  begin(recipients: Iterable<R>, tell: (recipient: R) => void): void {
    const mailboxes: Mailbox<R>[] = [];
    for (const recipient of recipients) {
      recipient.mailbox.put(recipient, tell);
      mailboxes.push(recipient.mailbox);
    }
    this.#add(mailboxes);
  }

  /** Begins a round for somebody who has come later than the others: it is told all of this, one after the other. */
  beginFor(recipient: R, tells: readonly ((recipient: R) => void)[]): void {
    if (tells.length === 0) return;
    for (const tell of tells) recipient.mailbox.put(recipient, tell);
    this.#add([recipient.mailbox]);
  }

  /** Waits while too many rounds are under way. */
  async room(): Promise<void> {
    while (this.#rounds.length >= ROUNDS_MAX) await nextTurn();
  }

  #add(mailboxes: readonly Mailbox<R>[]): void {
    this.#rounds.push({ mailboxes, passed: 0 });
    if (this.#rounds.length === 1) void this.#run();
  }

  async #run(): Promise<void> {
    while (this.#rounds.length > 0) {
      await nextTurn();
      this.#turn();
    }
  }

  #turn(): void {
    let told = 0;
    let round = this.#rounds[0];
    while (round && told < TOLD_AT_ONCE) {
      const mailbox = round.mailboxes[round.passed];
      round.passed += 1;
      if (mailbox?.deliver()) told += 1;
      if (round.passed < round.mailboxes.length) continue;
      this.#rounds.shift();
      round = this.#rounds[0];
    }
  }
}
