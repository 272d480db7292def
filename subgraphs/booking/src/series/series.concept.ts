import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { repeats } from '@freehold/kernel/subgraph/job-handler';
import { referenceBy } from '@freehold/kernel/subgraph/schema/reference-by';
import { extendOpenSeries } from './extend-open-series.service.ts';
import { Occurrence } from './occurrence.entity.ts';
import { Series } from './series.entity.ts';
import { ExtendSeries } from './series.jobs.ts';
import { seriesActions, seriesPermissions } from './series.permissions.ts';
import { OccurrenceResolver, SeriesResolver, SessionOccurrenceResolver } from './series.resolver.ts';
import { occurrenceById, seriesById } from './series.service.ts';

export const seriesConcept = defineConcept({
  name: 'series',
  entities: [Series, Occurrence],
  resolvers: [SeriesResolver, OccurrenceResolver, SessionOccurrenceResolver],
  references: { Series: referenceBy('srs', seriesById), Occurrence: referenceBy('occ', occurrenceById) },
  actions: seriesActions,
  permissions: seriesPermissions,
  jobs: [repeats(ExtendSeries, { everyHours: 24 }, extendOpenSeries)],
});
