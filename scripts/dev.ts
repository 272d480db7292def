import { spawn } from 'node:child_process';

const LOADER = ['-C', 'source', '--import', '@oxc-node/core/register'];

/** Runs the house from its sources and starts it anew when one changes; the web reloads by itself. */
const children = [
  spawn(process.execPath, ['--watch', '--watch-preserve-output', ...LOADER, 'standalone/src/main.ts'], {
    stdio: 'inherit',
  }),
  spawn('npm', ['run', 'dev', '--silent', '--workspace', '@freehold/web'], { stdio: 'inherit' }),
];

const stop = (): void => {
  for (const child of children) child.kill('SIGTERM');
};
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
for (const child of children) child.once('exit', stop);
