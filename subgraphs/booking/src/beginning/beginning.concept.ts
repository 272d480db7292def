import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { runs } from '@freehold/kernel/subgraph/job-handler';
import { BeginSession } from '../session/session.jobs.ts';
import { beginSession } from './begin-session.service.ts';

/** What ends because a session begins: requests that nobody decided on, and waiting. */
export const beginningConcept = defineConcept({
  name: 'beginning',
  permissions: {},
  jobs: [runs(BeginSession, (ctx, { sessionId }) => beginSession(ctx, sessionId))],
});
