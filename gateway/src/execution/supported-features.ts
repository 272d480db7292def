import { DEFAULT_SUPPORTED_SUPERGRAPH_FEATURES } from '@apollo/federation-internals';

/**
 * What a supergraph may ask of whoever serves it. Beside what @apollo/gateway serves that is `@context`; what would be
 * answered without being enforced (`@authenticated`, `@requiresScopes`, `@policy`) is refused.
 */
export const SUPPORTED_FEATURES: Set<string> = new Set([
  ...DEFAULT_SUPPORTED_SUPERGRAPH_FEATURES,
  'https://specs.apollo.dev/context/v0.1',
]);
