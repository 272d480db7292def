import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { Meter } from './meter.entity.ts';
import { meterPermissions } from './meter.permissions.ts';
import { MeterResolver } from './meter.resolver.ts';
import { findMeterByKey } from './meter.service.ts';

export const meterConcept = defineConcept({
  name: 'meter',
  types: [Meter],
  resolvers: [MeterResolver],
  references: { Meter: findMeterByKey },
  permissions: meterPermissions,
});
