import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { runs } from '@freehold/kernel/subgraph/job-handler';
import { CompleteBookings } from './attendance.jobs.ts';
import { attendanceActions, attendancePermissions } from './attendance.permissions.ts';
import { AgreedPolicyResolver, AttendanceResolver, StrikeBookingResolver } from './attendance.resolver.ts';
import { completeSession } from './attendance.service.ts';

export const attendanceConcept = defineConcept({
  name: 'attendance',
  resolvers: [AttendanceResolver, AgreedPolicyResolver, StrikeBookingResolver],
  actions: attendanceActions,
  permissions: attendancePermissions,
  jobs: [runs(CompleteBookings, (ctx, { sessionId }) => completeSession(ctx, sessionId))],
});
