import { reasonOf, StartFault } from '@freehold/kernel/config/start-fault';
import { prepare } from './prepare.ts';

await prepare().catch((error: unknown) => {
  process.stderr.write(`\n${error instanceof StartFault ? error.message : reasonOf(error)}\n\n`);
  process.exitCode = 1;
});
