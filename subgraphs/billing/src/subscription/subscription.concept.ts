import { on } from '@freehold/kernel/events/consumer/listener';
import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { TenantProvisioned } from '@freehold/tenancy/events';
import { Subscription } from './subscription.entity.ts';
import { subscriptionActions, subscriptionPermissions } from './subscription.permissions.ts';
import { SubscriptionResolver } from './subscription.resolver.ts';
import { startSubscription } from './subscription.service.ts';

export const subscriptionConcept = defineConcept({
  name: 'subscription',
  entities: [Subscription],
  resolvers: [SubscriptionResolver],
  actions: subscriptionActions,
  permissions: subscriptionPermissions,
  listeners: [on(TenantProvisioned, (em, event, { faces }) => startSubscription(em, event, faces))],
});
