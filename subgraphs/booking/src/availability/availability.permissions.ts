import { anyone, type Permissions } from '@freehold/kernel/permissions/rules';

/** What can be booked is public, as the schedule is; why something cannot is not told. */
export const availabilityPermissions: Permissions = {
  Query: { availableSlots: anyone },
  Slot: { startsAt: anyone, endsAt: anyone, seatsLeft: anyone, resourcesLeft: anyone, resource: anyone },
};
