import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { referenceBy } from '@freehold/kernel/subgraph/schema/reference-by';
import { WaitlistEntry } from './waitlist.entity.ts';
import { waitlistActions, waitlistPermissions } from './waitlist.permissions.ts';
import { SessionWaitlistResolver, WaitlistRecordResolver, WaitlistResolver } from './waitlist.resolver.ts';
import { waitlistEntryById } from './waitlist.service.ts';
import { WaitlistRecord } from './waitlist-log.entity.ts';

export const waitlistConcept = defineConcept({
  name: 'waitlist',
  entities: [WaitlistEntry, WaitlistRecord],
  resolvers: [WaitlistResolver, SessionWaitlistResolver, WaitlistRecordResolver],
  references: { WaitlistEntry: referenceBy('wle', waitlistEntryById) },
  actions: waitlistActions,
  permissions: waitlistPermissions,
});
