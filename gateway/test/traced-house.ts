import { generateKeyPairSync } from 'node:crypto';
import {
  createPassportIssuer,
  createPassportVerifier,
  type PassportVerifier,
} from '@freehold/kernel/caller/passport';
import type { SubgraphClient } from '@freehold/kernel/caller/subgraph-call';
import { openTracer } from '@freehold/kernel/tracing/open-tracer';
import { tracedSubgraph } from '@freehold/kernel/tracing/traced-subgraph';
import type { Tracer } from '@freehold/kernel/tracing/tracer';
import { systemClock } from '@freehold/kernel/values/clock';
import { type Logger, pino } from 'pino';
import { remoteSubgraph } from '../src/subgraphs/remote/remote-subgraph.ts';
import { type Asking, startTinyGateway, type TinyGateway } from './tiny-gateway.ts';
import { TinyHouse } from './tiny-house.ts';
import type { TinyTenant } from './tiny-world.ts';

const KEYS = generateKeyPairSync('ed25519', {
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

interface Served {
  readonly url: string;
  close(): Promise<void>;
}

/** How a subgraph is served beyond HTTP; tests say it, since the gateway knows only the ground of the kernel. */
export type Serve = (
  subgraph: SubgraphClient,
  options: {
    readonly host: string;
    readonly port: number;
    readonly passports: PassportVerifier;
    readonly logger: Logger;
  },
) => Promise<Served>;

/** A gateway in whose house booking stands beyond HTTP and billing in the same process. */
export class TracedHouse {
  readonly house = new TinyHouse();
  /** What was said of traces that could not be sent. */
  readonly warnings: string[] = [];
  readonly #endpoint: string;
  readonly #serve: Serve;
  readonly #tracers: Tracer[] = [];
  #booking: Served | null = null;
  #gateway: TinyGateway | null = null;
  #tenant: TinyTenant | null = null;

  constructor(endpoint: string, serve: Serve) {
    this.#endpoint = endpoint;
    this.#serve = serve;
  }

  async open({ tracesFromClients = false, share = 1, headers = '' } = {}): Promise<this> {
    const tracers = ['freehold-gateway', 'freehold-booking', 'freehold-billing'].map((service) =>
      openTracer(
        {
          OTEL_EXPORTER_OTLP_ENDPOINT: this.#endpoint,
          ...(headers ? { OTEL_EXPORTER_OTLP_HEADERS: headers } : {}),
          OTEL_TRACES_SAMPLER_ARG: share,
        },
        service,
        { warn: (told: unknown) => void this.warnings.push(JSON.stringify(told)) },
      ),
    );
    const [tracer = null, ofBooking = null, ofBilling = null] = await Promise.all(tracers);
    this.#tracers.push(...[tracer, ofBooking, ofBilling].filter((each) => each !== null));
    const { tenancy, booking, billing } = this.house;
    this.#booking = await this.#serve(tracedSubgraph(booking, ofBooking), {
      host: '127.0.0.1',
      port: 0,
      passports: createPassportVerifier(KEYS.publicKey, systemClock, 'booking'),
      logger: pino({ level: 'silent' }),
    });
    const passports = createPassportIssuer(KEYS.privateKey, systemClock, 'booking');
    const remote = remoteSubgraph({ name: 'booking', url: this.#booking.url, passports });
    const clients = [tenancy, remote, tracedSubgraph(billing, ofBilling)];
    this.#gateway = await startTinyGateway({ tracer, tracesFromClients }, this.house, clients);
    this.#tenant = this.#gateway.world.addTenant('fitzone');
    return this;
  }

  get tenant(): TinyTenant {
    if (!this.#tenant) throw new Error('The house is not open.');
    return this.#tenant;
  }

  get gateway(): TinyGateway {
    if (!this.#gateway) throw new Error('The house is not open.');
    return this.#gateway;
  }

  async ask(query: string, asking: Asking = {}) {
    return this.gateway.ask(this.tenant, query, asking);
  }

  /** Sends what has been traced, and closes. */
  async close(): Promise<void> {
    await this.#gateway?.close();
    await this.#booking?.close();
    await Promise.all(this.#tracers.splice(0).map((tracer) => tracer.close()));
  }
}
