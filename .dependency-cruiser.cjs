/**
 * The walls of the house. Each rule is named by the sentence it enforces.
 * Read bottom-up: kernel < subgraphs < editions; gateway and web stand beside.
 * @type {import('dependency-cruiser').IConfiguration}
 */
const graphqlLibraries = 'node_modules/(type-graphql|graphql|graphql-shield|@apollo)/';
const databaseLibraries = 'node_modules/(@mikro-orm|kysely|pg)/';

const wall = (name, from, to) => ({ name, severity: 'error', from, to });

module.exports = {
  forbidden: [
    wall('arrows-go-one-way', {}, { circular: true }),

    wall('everything-resolves', {}, { couldNotResolve: true }),

    // between houses
    wall('kernel-knows-no-domain', { path: '^kernel/' }, { path: '^(subgraphs|editions|gateway|web)/' }),
    wall('core-knows-no-edition', { path: '^(kernel|subgraphs|gateway)/' }, { path: '^editions/' }),
    wall(
      'subgraphs-are-strangers',
      { path: '^subgraphs/([^/]+)/' },
      { path: '^subgraphs/', pathNot: '^subgraphs/($1/|[^/]+/src/events\\.ts$)' },
    ),
    wall(
      'editions-enter-by-the-door',
      { path: '^editions/' },
      { path: '^subgraphs/', pathNot: '/src/(ports|events)\\.ts$' },
    ),
    wall(
      'editions-are-strangers',
      { path: '^editions/([^/]+)/' },
      { path: '^editions/', pathNot: '^editions/$1/' },
    ),
    wall('gateway-knows-no-subgraph', { path: '^gateway/' }, { path: '^(subgraphs|web)/' }),
    wall('web-knows-no-server', { path: '^web/' }, { path: '^(gateway|subgraphs)/|^kernel/src/(?!values/)' }),

    wall(
      'gateway-stands-on-the-ground-of-the-kernel',
      { path: '^gateway/', pathNot: '\\.test\\.ts$' },
      {
        path: '^kernel/src/(?!(memory|values|errors|config|caller|tracing|objects)/|permissions/(access|judge|rules)\\.ts$)',
      },
    ),
    wall(
      'nobody-knows-the-whole-house',
      { pathNot: '^(standalone|e2e|bench|scripts)/' },
      { path: '^standalone/' },
    ),
    wall(
      'sandbox-is-for-standalone-and-tests',
      { pathNot: '(^(sandbox|standalone|e2e|bench)/|^subgraphs/[^/]+/test/|\\.test\\.ts$)' },
      { path: '^sandbox/' },
    ),

    // inside the kernel
    wall(
      'caller-stands-on-the-ground',
      { path: '^kernel/src/caller/' },
      { path: '^kernel/src/(?!(memory|values|errors|config|caller)/)' },
    ),
    wall(
      'kernel-ground-stands-on-nothing',
      { path: '^kernel/src/(memory|values|errors|config)/' },
      { path: '^kernel/src/', pathNot: '^kernel/src/($1|memory)/' },
    ),
    wall(
      'tracing-stands-on-the-ground',
      { path: '^kernel/src/tracing/' },
      { path: '^kernel/src/(?!(values|errors|config|caller|tracing)/)' },
    ),
    wall(
      'objects-stand-on-the-ground',
      { path: '^kernel/src/objects/' },
      { path: '^kernel/src/(?!(values|errors|config|caller|objects)/)' },
    ),
    wall(
      'kernel-rooms-have-an-order',
      {
        path: '^kernel/src/(caller|permissions|events|database|jobs|messaging|metering)/',
        pathNot: '\\.test\\.ts$',
      },
      { path: '^kernel/src/(subgraph|testing)/' },
    ),

    // inside an edition: its server half and its screens are strangers
    wall(
      'edition-server-knows-no-screen',
      { path: '^editions/[^/]+/', pathNot: '^editions/[^/]+/(web\\.ts$|screens/)' },
      { path: '^web/|^editions/[^/]+/(web\\.ts$|screens/)' },
    ),
    wall(
      'edition-screens-know-no-server',
      { path: '^editions/[^/]+/(web\\.ts$|screens/)' },
      {
        path: '^subgraphs/|^gateway/|^kernel/src/(?!values/)|^editions/[^/]+/(?!web\\.ts$|screens/)|^web/src/(?!ui/|session/|graphql/)',
      },
    ),

    // inside a subgraph or an edition
    wall(
      'resolver-input-permissions-are-private',
      { path: '/src/([^/]+)/' },
      { path: '^subgraphs/.+\\.(resolver|input|permissions|concept)\\.ts$', pathNot: '/src/$1/' },
    ),
    wall(
      'policy-is-pure',
      { path: '\\.policy\\.ts$' },
      {
        path: `${graphqlLibraries}|${databaseLibraries}|^kernel/src/(database|subgraph|config)/|\\.(service|resolver)\\.ts$`,
      },
    ),
    wall(
      'service-knows-no-graphql',
      { path: '\\.service\\.ts$' },
      { path: `${graphqlLibraries}|\\.(resolver|permissions)\\.ts$` },
    ),
    wall(
      'resolver-knows-no-database',
      { path: '\\.resolver\\.ts$' },
      { path: `${databaseLibraries}|^kernel/src/database/` },
    ),
    wall(
      'permissions-know-no-service',
      { path: '\\.permissions\\.ts$' },
      { path: '\\.(service|resolver)\\.ts$' },
    ),
    wall('migrations-are-frozen', { path: '/migrations/' }, { pathNot: 'node_modules/@mikro-orm/' }),

    // inside the web
    wall(
      'features-are-strangers',
      { path: '^web/src/features/([^/]+)/' },
      { path: '^web/src/features/', pathNot: '^web/src/features/$1/' },
    ),
    wall(
      'features-know-no-app',
      { path: '^web/src/(features|session|graphql|ui)/' },
      { path: '^web/src/(app/|main)' },
    ),
    wall('ui-knows-nothing', { path: '^web/src/ui/' }, { path: '^web/src/(features|session|graphql)/' }),

    // tests are leaves
    wall('nobody-imports-a-test', {}, { path: '\\.test\\.tsx?$' }),
    wall(
      'testing-is-for-tests',
      { pathNot: '(\\.test\\.tsx?|/testing/.*|/test/.*)$' },
      { path: '^kernel/src/testing/' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/|^web/src/graphql/generated/' },
    // TypeScript 7 has no API to parse with; swc reads type-only imports, too.
    parser: 'swc',
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'types', 'import', 'node', 'default'],
    },
  },
};
