import { describe, expect, it } from 'vitest';
import { checkFolder, checkFree, checkMigrationName, checkName, checkSubgraph } from './check.ts';
import type { Taken } from './taken.ts';

const nothing: Taken = {
  types: new Set(),
  rootFields: new Set(),
  actions: new Set(),
  tables: new Set(),
  prefixes: new Set(),
  pagedSubgraphs: new Set(),
};

describe('a new concept', () => {
  it('is refused in a subgraph that is not there', () => {
    expect(() => checkSubgraph('bookings')).toThrow(
      /^There is no subgraph "bookings"; there are .*booking, .*\.$/,
    );
  });

  it.each(['deposit', 'waiting-list', 'fee', 'a'.repeat(40)])('may be called %s', (name) => {
    expect(() => checkName(name)).not.toThrow();
  });

  it.each([
    '',
    'ab',
    'a'.repeat(41),
    'WaitingList',
    'waiting_list',
    'waiting--list',
    '-waiting',
    'list-',
    'list2',
    '../x',
    'ørn',
  ])('may not be called "%s"', (name) => {
    expect(() => checkName(name)).toThrow(
      `"${name}" is no name for a concept: it has 3 to 40 letters in kebab-case, such as "waiting-list".`,
    );
  });

  it('may not be called as another part of a subgraph is', () => {
    expect(() => checkName('migrations')).toThrow('it names another part of a subgraph.');
  });

  it('is refused where it is already, and where git would not see it', async () => {
    await expect(checkFolder('booking', 'session')).rejects.toThrow(
      'The subgraph "booking" already has a folder "session".',
    );
    await expect(checkFolder('booking', 'coverage')).rejects.toThrow('git ignores that folder.');
    await expect(checkFolder('booking', 'lost-property')).resolves.toBeUndefined();
  });

  it.each([
    ['type', { types: new Set(['WaitingListEdge']) }, 'the GraphQL type WaitingListEdge is taken'],
    ['query', { rootFields: new Set(['waitingLists']) }, 'the GraphQL field waitingLists is taken'],
    ['mutation', { rootFields: new Set(['createWaitingList']) }, 'field createWaitingList is taken'],
    ['action', { actions: new Set(['waitingList.read']) }, 'the action waitingList.read is taken'],
    ['table', { tables: new Set(['waiting_list']) }, 'the table waiting_list is taken'],
  ])('is refused when its %s is taken', (_, taken, reason) => {
    expect(() => checkFree('waiting-list', nothing)).not.toThrow();
    expect(() => checkFree('waiting-list', { ...nothing, ...taken })).toThrow(reason);
  });

  it.each([
    ['date', "the class Date is JavaScript's own"],
    ['context', 'Context means something else in its files'],
    ['define', 'defineConcept means something else in its files'],
  ])('may not be called %s, since %s', (name, reason) => {
    expect(() => checkFree(name, nothing)).toThrow(reason);
  });
});

describe('a new migration', () => {
  it.each(['deposit-amount', '2nd-address'])('may be called %s', (name) => {
    expect(() => checkMigrationName(name)).not.toThrow();
  });

  it.each(['', 'Deposit', '../deposit', 'a b', 'a'.repeat(41)])('may not be called "%s"', (name) => {
    expect(() => checkMigrationName(name)).toThrow('is no name for a migration');
  });
});
