import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { seriesChangeActions, seriesChangePermissions } from './series-change.permissions.ts';
import { SeriesChangeResolver } from './series-change.resolver.ts';

export const seriesChangeConcept = defineConcept({
  name: 'series-change',
  resolvers: [SeriesChangeResolver],
  actions: seriesChangeActions,
  permissions: seriesChangePermissions,
});
