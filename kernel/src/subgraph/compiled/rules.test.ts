import fc from 'fast-check';
import { buildSchema, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import type { Caller } from '../../caller/caller.ts';
import { DomainError } from '../../errors/domain-error.ts';
import { judge } from '../../permissions/judge.ts';
import {
  allOf,
  anyOf,
  anyone,
  can,
  feature,
  gatewayOnly,
  isOwn,
  type Rule,
  signedIn,
} from '../../permissions/rules.ts';
import { shieldSchema } from '../../permissions/shield.ts';
import { newId } from '../../values/id.ts';
import type { Context } from '../context.ts';
import { compileQuery } from './compile-query.ts';
import { runQuery } from './run-query.ts';

const SDL =
  'type Note { text: String } type _Service { sdl: String } type Query { notes: [Note] _service: _Service }';

class Note {
  readonly text = 'text';
  readonly authorId: string;

  constructor(authorId: string) {
    this.authorId = authorId;
  }
}

const me = newId('mbr');
const leaf = fc.constantFrom<Rule>(
  anyone,
  signedIn,
  gatewayOnly,
  can('note.read'),
  can('note.write'),
  feature('portal'),
  isOwn(Note, ({ authorId }, { id }) => authorId === id),
);
const rules = fc.letrec<{ rule: Rule }>((tie) => ({
  rule: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.array(tie('rule'), { maxLength: 3 }).map((parts) => allOf(...parts)),
    fc.array(tie('rule'), { maxLength: 3 }).map((parts) => anyOf(...parts)),
  ),
})).rule;
const callers = fc.record({
  kind: fc.constantFrom<Caller['kind']>('public', 'gateway'),
  requestId: fc.constant('r'),
  member: fc.option(
    fc.record({
      id: fc.constantFrom(me, newId('mbr')),
      identityId: fc.constant(newId('idn')),
      sessionId: fc.constant('s'),
      roles: fc.constant([]),
      actions: fc.subarray(['note.read', 'note.write']),
    }),
  ),
  tenant: fc.option(
    fc.record({
      id: fc.constant(newId('tnt')),
      edition: fc.constant('test'),
      timeZone: fc.constant('UTC'),
      currency: fc.constant('NOK'),
      plan: fc.constant(null),
      features: fc.subarray(['portal']),
      upgrades: fc.constant({}),
      limits: fc.constant({}),
    }),
  ),
});

describe('rules in a compiled query', () => {
  it('let through and refuse as each rule says of the caller and the parent, with the same code', async () => {
    await fc.assert(
      fc.asyncProperty(rules, fc.array(callers, { minLength: 1, maxLength: 3 }), async (rule, asking) => {
        const notes = [new Note(me), new Note('another')];
        const open = buildSchema(SDL);
        const field = open.getQueryType()?.getFields().notes;
        if (field) field.resolve = () => notes;
        const schema = shieldSchema(open, { Query: { notes: anyone }, Note: { text: rule } });
        const compiled = compileQuery(schema, parse('{ notes { text } }'));
        if (!compiled) throw new Error('It was not compiled.');
        // One plan for all of them, so that nothing of one caller may stay for the next.
        for (const caller of asking) {
          const { data, errors = [] } = await runQuery(compiled, { caller } as unknown as Context, {});
          const verdicts = notes.map((note) => judge(rule, caller as Caller, note));
          expect(JSON.parse(JSON.stringify(data))).toEqual({
            notes: verdicts.map((refusal) => ({ text: refusal ? null : 'text' })),
          });
          const codes = errors.map(
            ({ originalError }) => originalError instanceof DomainError && originalError.code,
          );
          expect(codes).toEqual(verdicts.flatMap((refusal) => (refusal ? [refusal.code] : [])));
        }
      }),
      { numRuns: 150 },
    );
  });
});
