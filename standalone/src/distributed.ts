import { openProcesses } from './distributed/open-processes.ts';
import { runHouse } from './run-house.ts';
import { startHouse } from './start-house.ts';

await runHouse((config, overrides) => startHouse(config, overrides, openProcesses));
