import { onAll } from '@freehold/kernel/events/consumer/listener';
import { usageRecordedBy } from '@freehold/kernel/metering/usage-recorded';
import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { Usage } from './usage.entity.ts';
import { usageActions, usagePermissions } from './usage.permissions.ts';
import { MeterUsageResolver, TenantUsageResolver, UsageResolver } from './usage.resolver.ts';
import { findUsage, recordUsage } from './usage.service.ts';

export const usageConcept = defineConcept({
  name: 'usage',
  entities: [Usage],
  resolvers: [UsageResolver, MeterUsageResolver, TenantUsageResolver],
  references: { Usage: findUsage },
  actions: usageActions,
  permissions: usagePermissions,
  listeners: [onAll(usageRecordedBy('booking'), recordUsage), onAll(usageRecordedBy('tenancy'), recordUsage)],
});
