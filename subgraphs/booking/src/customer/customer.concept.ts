import { on } from '@freehold/kernel/events/consumer/listener';
import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { MemberJoined } from '@freehold/tenancy/events';
import { Customer } from './customer.entity.ts';
import { customerActions, customerPermissions } from './customer.permissions.ts';
import { CustomerResolver, MemberProfileResolver } from './customer.resolver.ts';
import { welcome } from './customer.service.ts';

export const customerConcept = defineConcept({
  name: 'customer',
  entities: [Customer],
  resolvers: [CustomerResolver, MemberProfileResolver],
  actions: customerActions,
  permissions: customerPermissions,
  listeners: [on(MemberJoined, welcome)],
});
