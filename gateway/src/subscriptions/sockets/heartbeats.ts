/** Between two pings of a socket. */
const ROUND_MS = 20_000;
/** Those of a round are spread over so many turns, which are no bursts. */
const TURNS = 40;

/** What a {@link Heartbeats} watches. */
export interface Beating {
  ping(): void;
  terminate(): void;
  on(event: 'pong', listener: () => void): unknown;
}

/** One watched socket. */
class Heart {
  readonly #socket: Beating;
  #isAwaited = false;

  constructor(socket: Beating) {
    this.#socket = socket;
    socket.on('pong', () => {
      this.#isAwaited = false;
    });
  }

  /** Asks for a sign of life, or cuts off who has not given one since the last time. */
  beat(): void {
    const isLost = this.#isAwaited;
    this.#isAwaited = true;
    if (isLost) this.#socket.terminate();
    else this.#socket.ping();
  }
}

/** Pings each socket every 20 seconds, all with one timer; whoever has not answered by the next ping is cut off. */
export class Heartbeats {
  readonly #turns = Array.from({ length: TURNS }, () => new Set<Heart>());
  #timer: NodeJS.Timeout | undefined;
  #watched = 0;
  #turn = 0;

  /** Watches an open socket until the returned function is called. */
  watch(socket: Beating): () => void {
    this.#timer ??= setInterval(() => this.#beat(), ROUND_MS / TURNS).unref();
    const heart = new Heart(socket);
    const turn = this.#turns[this.#watched % TURNS];
    this.#watched += 1;
    turn?.add(heart);
    return () => {
      turn?.delete(heart);
    };
  }

  /** Pings nobody any more. */
  stop(): void {
    clearInterval(this.#timer);
  }

  #beat(): void {
    this.#turn = (this.#turn + 1) % TURNS;
    for (const heart of this.#turns[this.#turn] ?? []) heart.beat();
  }
}
