import { rateSettings } from '../../gateway/src/rates/rate-settings.ts';
import { startTinyGateway } from '../../gateway/test/tiny-gateway.ts';
import { TinyHouse } from '../../gateway/test/tiny-house.ts';
import type { Start } from './contestant.ts';
import { remotes } from './freehold.ts';

/** More than any run asks: everything is counted, and nobody is refused. */
const REQUESTS_PER_MINUTE = 10_000_000;
/** So many that no two requests that are under way at once are of the same tenant. */
const TENANTS = 64;

/** How the product is asked. */
export interface Served {
  /** Everybody is of one tenant, and shares what is under way. */
  readonly shares: boolean;
  /** False for who asks for weighed types, and so is answered by Apollo Server's pipeline. */
  readonly isShort: boolean;
}

/** The gateway as the product runs it, with everything that stands before execution, over the shop and a tiny tenancy. */
export function served({ shares, isShort }: Served): Start {
  return async ({ supergraphSdl, urls }) => {
    const house = new TinyHouse();
    const clients = [...remotes(urls), house.tenancy, house.billing];
    const options = { supergraphSdl, production: true, rates: rateSettings(REQUESTS_PER_MINUTE) };
    const gateway = await startTinyGateway(options, house, clients);
    const slugs = Array.from({ length: shares ? 1 : TENANTS }, (_, index) => `t${index}`);
    const hosts = slugs.map((slug) => gateway.world.addTenant(slug).host);
    const accept = isShort ? 'application/json' : 'application/json;q=1';
    return { url: `${gateway.url}/graphql`, hosts, accept };
  };
}
