import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { Plan } from './plan.entity.ts';
import { planPermissions } from './plan.permissions.ts';
import { PlanResolver } from './plan.resolver.ts';
import { findPlanByKey } from './plan.service.ts';

export const planConcept = defineConcept({
  name: 'plan',
  resolvers: [PlanResolver],
  types: [Plan],
  references: { Plan: findPlanByKey },
  permissions: planPermissions,
});
