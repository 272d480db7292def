import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { attendanceActions, attendancePermissions } from './attendance.permissions.ts';
import { AgreedPolicyResolver, AttendanceResolver, StrikeBookingResolver } from './attendance.resolver.ts';

export const attendanceConcept = defineConcept({
  name: 'attendance',
  resolvers: [AttendanceResolver, AgreedPolicyResolver, StrikeBookingResolver],
  actions: attendanceActions,
  permissions: attendancePermissions,
});
