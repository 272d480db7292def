import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

// Most of a start is compiling what was compiled by the one before. It is kept beside the dependencies: whoever may
// write there may change what runs anyway. Where nobody may, nothing is kept, and that is all.
enableCompileCache(fileURLToPath(new URL('../../node_modules/.cache/compiled', import.meta.url)));

// Kept is what is imported from here on.
const [{ runHouse }, { startStandalone }] = await Promise.all([
  import('./run-house.ts'),
  import('./standalone.ts'),
]);
await runHouse(startStandalone);
