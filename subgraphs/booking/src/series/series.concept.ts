import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { referenceBy } from '@freehold/kernel/subgraph/reference-by';
import { Occurrence } from './occurrence.entity.ts';
import { Series } from './series.entity.ts';
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
});
