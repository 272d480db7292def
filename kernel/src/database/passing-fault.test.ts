import { describe, expect, it } from 'vitest';
import { isLostConnection, isPassingFault } from './passing-fault.ts';

const coded = (code: string) => Object.assign(new Error('It failed.'), { code });

describe('a fault of the database', () => {
  it.each([
    ['a deadlock', coded('40P01')],
    ['a lock that was not to be had in time', coded('55P03')],
    ['a server that is starting', coded('57P03')],
    ['no connection in time', new Error('timeout exceeded when trying to connect')],
  ])('passes and has changed nothing: %s', (_what, error) => {
    expect([isPassingFault(error), isLostConnection(error)]).toEqual([true, false]);
  });

  it.each([
    ['a server that is shut down', coded('57P01')],
    ['a server that does not listen', coded('ECONNREFUSED')],
    ['a socket that is not there', coded('ENOENT')],
    ['a server that died in the middle', new Error('Connection terminated unexpectedly')],
    [
      'a connection that was broken before',
      new Error('Client has encountered a connection error and is not queryable'),
    ],
  ])('is a lost connection, after which nobody knows: %s', (_what, error) => {
    expect([isPassingFault(error), isLostConnection(error)]).toEqual([false, true]);
  });

  it.each([
    ['a constraint', coded('23505')],
    ['our own mistake', new Error('x is not a function')],
    ['something that is no error', 'x'],
  ])('is a bug otherwise: %s', (_what, error) => {
    expect([isPassingFault(error), isLostConnection(error)]).toEqual([false, false]);
  });
});
