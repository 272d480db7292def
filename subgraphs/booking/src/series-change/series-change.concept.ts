import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { repeats } from '@freehold/kernel/subgraph/job-handler';
import { realignAllSeries } from './realign-all.service.ts';
import { RealignSeries } from './series-change.jobs.ts';
import { seriesChangeActions, seriesChangePermissions } from './series-change.permissions.ts';
import { SeriesChangeResolver } from './series-change.resolver.ts';

export const seriesChangeConcept = defineConcept({
  name: 'series-change',
  resolvers: [SeriesChangeResolver],
  actions: seriesChangeActions,
  permissions: seriesChangePermissions,
  jobs: [repeats(RealignSeries, { everyHours: 168 }, realignAllSeries)],
});
