/** What the server under test is told, and says. */
export interface ServerOrder {
  /** `settle`: to measure itself after it has collected its garbage. */
  readonly kind: 'settle' | 'measure' | 'fire';
  /** How many events are published, in one turn. */
  readonly times?: number;
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
  /** What each socket subscribes to. */
  readonly queries: readonly string[];
  /** Messages that each socket hears whenever something is fired. */
  readonly messages: number;
}

/** Everything has come to all sockets of a process: each message when, in milliseconds since 1970. */
export interface Heard {
  readonly kind: 'heard';
  readonly atMs: readonly number[];
  /** What one of them was told, in order. */
  readonly texts: readonly string[];
}

/** The time now, finer than a millisecond, comparable between processes of one machine. */
export function nowMs(): number {
  return performance.timeOrigin + performance.now();
}

const trainer = { name: 'Name of trainer-of-s1' };

/** Subscriptions, and what each is told of an event. */
export const SUBSCRIPTIONS: readonly { readonly query: string; told(seatsTaken: number): object }[] = [
  // A field of each of three subgraphs.
  {
    query: 'subscription { seatsChanged { id seatsTaken revenueMinor priceMinor trainer { name } } }',
    told: (seatsTaken) => ({ id: 's1', seatsTaken, revenueMinor: 4200, priceMinor: 100, trainer }),
  },
  {
    query: 'subscription { seatsChanged { id seatsTaken } }',
    told: (seatsTaken) => ({ id: 's1', seatsTaken }),
  },
  {
    query: 'subscription { seatsChanged { seatsTaken trainer { name } } }',
    told: (seatsTaken) => ({ seatsTaken, trainer }),
  },
];

/** Events that who comes back has missed at most. */
export const MISSED_MAX = 160;
/** The number of the last event: of the first, everybody has a cursor. */
export const LAST = MISSED_MAX + 1;

/** A server to which clients come back. */
export interface BackServer extends Ready {
  /** By subscription, and by the event after which they come back. */
  readonly cursors: readonly (readonly string[])[];
}

/** What clients that come back are started with. */
export interface BackOrder extends BackServer {
  readonly clients: number;
  /** Each has missed so many events more than the one before, and begins again where that is too many. */
  readonly stride: number;
}

/** How long after they began to come each was told all that it had missed. */
export interface Told {
  readonly kind: 'told';
  readonly tookMs: readonly number[];
}

/** What the gateway did meanwhile. */
export interface Worked {
  readonly kind: 'worked';
  /** Subscriptions that the subgraph was asked for. */
  readonly subscriptions: number;
  /** Events that were executed. */
  readonly executions: number;
}
