import type { SubgraphClient } from '@freehold/kernel/caller/subgraph-call';
import type { Logger } from 'pino';
import { z } from 'zod';
import { Feed } from './feed.ts';
import type { RightsChange } from './rights-changes.ts';

const accessEvent = z.object({
  _accessChanged: z.object({ tenantId: z.string().nullable(), sessionId: z.string().nullable() }),
});
const entitlementsEvent = z.object({ _entitlementsChanged: z.object({ tenantId: z.string() }) });
const EVERYBODY: RightsChange = { tenantId: null, sessionId: null };

/** What a feed of changes needs. */
export interface ChangeFeedOptions {
  readonly client: SubgraphClient;
  readonly logger: Logger;
  /** Called with each change, and with everybody when the feed begins: what came before was not heard. */
  onChange(change: RightsChange): void;
}

/** The feed of ended sessions, changed roles and changed access, from tenancy. */
export function accessFeed({ client, logger, onChange }: ChangeFeedOptions): Feed<typeof accessEvent> {
  return new Feed({
    client,
    logger,
    query: 'subscription AccessChanges { _accessChanged { tenantId sessionId } }',
    event: accessEvent,
    onEvent: ({ _accessChanged: change }) => onChange(change),
    onLive: () => onChange(EVERYBODY),
  });
}

/** The feed of changed entitlements, from billing. */
export function entitlementsFeed({
  client,
  logger,
  onChange,
}: ChangeFeedOptions): Feed<typeof entitlementsEvent> {
  return new Feed({
    client,
    logger,
    query: 'subscription EntitlementChanges { _entitlementsChanged { tenantId } }',
    event: entitlementsEvent,
    onEvent: ({ _entitlementsChanged: { tenantId } }) => onChange({ tenantId, sessionId: null }),
    onLive: () => onChange(EVERYBODY),
  });
}
