import type { SubgraphClient } from '@freehold/kernel/caller/subgraph-call';
import type { GatewayMetrics } from '../metrics/gateway-metrics.ts';
import type { LiveParts } from './live-client.ts';
import { LivePlaces } from './live-places.ts';
import type { LiveSettings } from './live-settings.ts';
import { Rechecks } from './rechecks.ts';
import { SharedMemory } from './sharing/lane-memory.ts';
import { Lanes } from './sharing/lanes.ts';
import { SocketServer } from './sockets/socket-server.ts';
import { StreamServer } from './streams/stream-server.ts';
import { UpstreamSubgraphs } from './upstream-subgraphs.ts';

/** What {@link Live} is made of. */
export interface LiveOptions extends Omit<LiveParts, 'lanes' | 'places' | 'rechecks'> {
  readonly subgraphs: readonly SubgraphClient[];
  /** Which of the supergraphs is served now. */
  generation(): number;
  readonly settings: LiveSettings;
  readonly metrics: GatewayMetrics;
}

/** Everything that stays open: sockets and streams over the same lanes, within the same bounds. */
export class Live {
  readonly #lanes: Lanes;
  readonly sockets: SocketServer;
  readonly streams: StreamServer;

  constructor(options: LiveOptions) {
    const { metrics, settings } = options;
    const lanes = new Lanes(new UpstreamSubgraphs(options), new SharedMemory(settings.memory));
    this.#lanes = lanes;
    const parts = { ...options, lanes, places: new LivePlaces(settings), rechecks: new Rechecks() };
    const onSlow = () => metrics.slowClientDropped();
    this.sockets = new SocketServer({ ...parts, onSlow });
    const onOpen = () => {
      metrics.socketOpened();
      return () => metrics.socketClosed();
    };
    this.streams = new StreamServer({ ...parts, onSlow, onOpen });
    metrics.watchLanes(() => lanes.size);
  }

  /** Another supergraph is served: subscriptions go on under it where it has them, or end with `SUBSCRIPTION_OUTDATED`. */
  renew(): Promise<void> {
    return this.#lanes.renew();
  }

  /** Tells every client when to come back. */
  close(): void {
    this.sockets.close();
    this.streams.close();
  }
}
