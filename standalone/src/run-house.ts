import { runProcess } from '@freehold/kernel/config/run-process';
import { readStandaloneConfig, type StandaloneConfig } from './config.ts';
import type { RunningHouse, StartOverrides } from './start-house.ts';
import { welcomeText } from './welcome.ts';

const say = (text: string): void => {
  process.stdout.write(text);
};

/** The life of the process that starts the house: reads the environment, starts, greets, stops on Ctrl-C. */
export async function runHouse(
  start: (config: StandaloneConfig, overrides: StartOverrides) => Promise<RunningHouse>,
): Promise<void> {
  await runProcess(async (signal) => {
    const config = await readStandaloneConfig();
    const house = await start(config, { signal, onProgress: (sentence) => say(`  ${sentence}\n`) });
    const [baseDomain = 'localhost'] = config.baseDomains;
    say(welcomeText({ ...house, baseDomain, seconds: performance.now() / 1000 }));
    return house;
  });
}
