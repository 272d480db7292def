import { runHouse } from './run-house.ts';
import { startStandalone } from './standalone.ts';

await runHouse(startStandalone);
