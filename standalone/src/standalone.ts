import type { StandaloneConfig } from './config.ts';
import { openHouse } from './house.ts';
import { type RunningHouse, type StartOverrides, startHouse } from './start-house.ts';

/**
 * Starts the whole product in this process: database, subgraphs, gateway, web, demo.
 * @throws {StartFault} with a sentence, after stopping what was started.
 */
export function startStandalone(
  config: StandaloneConfig,
  overrides: StartOverrides = {},
): Promise<RunningHouse> {
  return startHouse(config, overrides, openHouse);
}
