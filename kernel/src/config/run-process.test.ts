import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const program = (name: string) => JSON.stringify(join(import.meta.dirname, name));

/** Runs a `start` in a process of its own; it prints what it does. */
function run(start: string): {
  child: ChildProcess;
  output: () => string;
  printed: (text: string) => Promise<void>;
} {
  const source = `
    import { runProcess } from ${program('run-process.ts')};
    import { StartFault } from ${program('start-fault.ts')};
    setInterval(() => undefined, 1000);
    await runProcess(${start});`;
  const child = spawn(process.execPath, ['--input-type=module', '--no-warnings', '-e', source], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let text = '';
  const take = (part: Buffer) => {
    text += part.toString();
  };
  child.stdout?.on('data', take);
  child.stderr?.on('data', take);
  const printed = (wanted: string) => expect.poll(() => text).toContain(wanted);
  return { child, output: () => text, printed };
}

const exitOf = async (child: ChildProcess) => (await once(child, 'exit'))[0];
const RUNNING = `async () => {
  process.stdout.write('running');
  return { close: async () => { process.stdout.write(' closed'); } };
}`;

describe('the life of a process', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('ends with 0 after closing at %s', async (signal) => {
    const { child, output, printed } = run(RUNNING);
    await printed('running');
    child.kill(signal);
    expect(await exitOf(child)).toBe(0);
    expect(output()).toBe('running closed');
  });

  it('ends with its parent', async () => {
    const { child, printed } = run(RUNNING);
    await printed('running');
    child.disconnect();
    expect(await exitOf(child)).toBe(0);
  });

  it('does not wait for the closing at a second signal a while later', async () => {
    const { child, printed } = run(
      `async () => { process.stdout.write('running'); return { close: () => new Promise(() => undefined) }; }`,
    );
    await printed('running');
    child.kill('SIGINT');
    setTimeout(() => child.kill('SIGINT'), 1200);
    expect(await exitOf(child)).toBe(130);
  });

  it('ends with 0 when it is stopped while it starts', async () => {
    const { child, printed } = run(`async (signal) => {
      process.stdout.write('starting');
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      signal.throwIfAborted();
    }`);
    await printed('starting');
    child.kill('SIGINT');
    expect(await exitOf(child)).toBe(0);
  });

  it('ends with 1 and one sentence when it cannot start', async () => {
    const { child, output } = run(`async () => { throw new StartFault('The port is taken.'); }`);
    expect(await exitOf(child)).toBe(1);
    expect(output().trim()).toBe('The port is taken.');
  });

  it('ends with 1 and a stack when it breaks', async () => {
    const { child, output } = run(`async () => { throw new TypeError('a bug'); }`);
    expect(await exitOf(child)).toBe(1);
    expect(output()).toMatch(/TypeError: a bug\n +at /);
  });
});
