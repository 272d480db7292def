/** What the server under test is told, and says. */
export interface ServerOrder {
  /** `settle`: to measure itself after it has collected its garbage. */
  readonly kind: 'settle' | 'measure' | 'fire';
}

/** What a server under test has used so far. */
export interface ServerMeasure {
  readonly kind: 'measured';
  readonly userMs: number;
  readonly systemMs: number;
  /** How long its loop was at work. */
  readonly busyMs: number;
  readonly rssBytes: number;
}

/** An event has been published, or its transaction has committed; in milliseconds since 1970. */
export interface Fired {
  readonly kind: 'fired';
  readonly atMs: number;
}

/** A server that listens. */
export interface Ready {
  readonly kind: 'ready';
  readonly port: number;
  readonly host: string;
  /** Values of `connection_init`'s `authorization`, to be used in turn; none where nobody signs in. */
  readonly authorizations: readonly string[];
}

/** What clients are started with. */
export interface ClientOrder extends Ready {
  readonly sockets: number;
}

/** An event has come to all sockets of a process: when to each, in milliseconds since 1970. */
export interface Heard {
  readonly kind: 'heard';
  readonly atMs: readonly number[];
  readonly text: string;
}

/** The time now, finer than a millisecond, comparable between processes of one machine. */
export function nowMs(): number {
  return performance.timeOrigin + performance.now();
}

/** What is subscribed to: a field of each of three subgraphs. */
export const QUERY =
  'subscription { seatsChanged { id seatsTaken revenueMinor priceMinor trainer { name } } }';
