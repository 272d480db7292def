import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { runs } from '@freehold/kernel/subgraph/job-handler';
import { within } from '@freehold/kernel/subgraph/within';
import { JobPhotoAdded } from '../job-photo/job-photo.events.ts';
import { CompleteBookings } from './attendance.jobs.ts';
import { attendanceActions, attendancePermissions } from './attendance.permissions.ts';
import { AgreedPolicyResolver, AttendanceResolver, StrikeBookingResolver } from './attendance.resolver.ts';
import { completeProven, completeSession } from './attendance.service.ts';

export const attendanceConcept = defineConcept({
  name: 'attendance',
  resolvers: [AttendanceResolver, AgreedPolicyResolver, StrikeBookingResolver],
  reactions: [within(JobPhotoAdded, completeProven)],
  actions: attendanceActions,
  permissions: attendancePermissions,
  jobs: [runs(CompleteBookings, (ctx, { sessionId }) => completeSession(ctx, sessionId))],
});
