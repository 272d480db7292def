import { describe, expect, it } from 'vitest';
import { Mailbox } from './mailbox.ts';

/** A client that writes down what is done with it. */
function newClient() {
  const log: string[] = [];
  const recipient = { hold: () => void log.push('hold'), release: () => void log.push('release') };
  const mailbox = new Mailbox<typeof recipient>();
  const put = (what: string) => mailbox.put(recipient, () => void log.push(what));
  return { mailbox, recipient, put, log };
}

describe('Mailbox', () => {
  it('tells what is due together, in order, once', () => {
    const { mailbox, put, log } = newClient();
    for (const what of ['1', '2', '3']) put(what);
    expect([mailbox.deliver(), mailbox.deliver()]).toEqual([true, false]);
    expect(log).toEqual(['hold', '1', '2', '3', 'release']);
  });

  it('holds nothing back for one thing alone', () => {
    const { mailbox, put, log } = newClient();
    put('1');
    mailbox.deliver();
    put('2');
    mailbox.deliver();
    expect(log).toEqual(['1', '2']);
  });

  it('keeps for the next time what is put in while it delivers', () => {
    const { mailbox, recipient, put, log } = newClient();
    mailbox.put(recipient, () => put('later'));
    mailbox.deliver();
    expect(log).toEqual([]);
    expect(mailbox.deliver()).toBe(true);
    expect(log).toEqual(['later']);
  });

  it('lets out what was kept also when something cannot be told', () => {
    const { mailbox, recipient, put, log } = newClient();
    put('1');
    mailbox.put(recipient, () => {
      throw new Error('It cannot be told.');
    });
    expect(() => mailbox.deliver()).toThrow('It cannot be told.');
    expect(log).toEqual(['hold', '1', 'release']);
  });
});
