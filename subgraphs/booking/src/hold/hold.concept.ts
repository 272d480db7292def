import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { repeats, runs } from '@freehold/kernel/subgraph/job-handler';
import { sweepExpired } from './held-seats.service.ts';
import { Hold } from './hold.entity.ts';
import { SweepHolds, SweepSeats } from './hold.jobs.ts';
import { holdActions, holdPermissions } from './hold.permissions.ts';
import { HoldResolver, SessionSeatsResolver } from './hold.resolver.ts';
import { sweepHolds } from './sweep.service.ts';

export const holdConcept = defineConcept({
  name: 'hold',
  entities: [Hold],
  resolvers: [HoldResolver, SessionSeatsResolver],
  actions: holdActions,
  permissions: holdPermissions,
  jobs: [
    runs(SweepSeats, async (ctx, { sessionId }) => void (await sweepExpired(ctx, sessionId))),
    repeats(SweepHolds, { everyHours: 24 }, async (ctx) => void (await sweepHolds(ctx))),
  ],
});
