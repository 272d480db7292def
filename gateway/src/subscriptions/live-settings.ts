import type { MemoryBounds } from './sharing/lane-memory.ts';

/** How many may listen, and how far behind. */
export interface LiveSettings {
  /** Sockets and streams of one tenant, unless its plan says otherwise. */
  readonly connectionsPerTenant: number;
  /** The same by plan, such as `fitness:starter`; `limits.liveConnections` of a tenant's entitlements goes before. */
  readonly connectionsByPlan: Readonly<Record<string, number>>;
  /** Sockets and streams from one address, introduced or not; an IPv6 address stands for its /64. */
  readonly connectionsPerAddress: number;
  /** Sockets and streams of everybody in this process. */
  readonly connectionsMax: number;
  /** Operations at a time over one socket. */
  readonly operationsPerSocket: number;
  /** Bytes that may wait for a client that does not take them. */
  readonly waitingBytesMax: number;
  /** Messages that may wait for it. */
  readonly waitingMessagesMax: number;
  /** What is remembered of what was told, for those who come back. */
  readonly memory: MemoryBounds;
  /** How long clients are to stay away after a restart, at most; each is told a time of its own. */
  readonly comeBackWithinMs: number;
  /** How long what is under way may take when the gateway goes. */
  readonly drainMs: number;
}

/** The settings that hold unless others are given. */
export const LIVE_SETTINGS: LiveSettings = {
  connectionsPerTenant: 20_000,
  connectionsByPlan: {},
  connectionsPerAddress: 50_000,
  connectionsMax: 50_000,
  operationsPerSocket: 100,
  waitingBytesMax: 1_000_000,
  waitingMessagesMax: 1_000,
  // What some hundred events of half a kilobyte take.
  memory: { payloads: 256, bytes: 262_144, bytesOfAll: 33_554_432 },
  comeBackWithinMs: 5_000,
  drainMs: 250,
};
