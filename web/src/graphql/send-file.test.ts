import { describe, expect, it } from 'vitest';
import { refusalIn } from './send-file.ts';

describe('the answer to a file', () => {
  it('is no refusal when it arrived', () => {
    expect(refusalIn({ status: 201, text: '{"jobPhoto":{}}' })).toBeNull();
  });

  it('is a refusal with its code, its words and what stands beside', () => {
    const text = '{"errors":[{"message":"Full.","extensions":{"code":"LIMIT_EXCEEDED","used":3,"limit":3}}]}';
    expect(refusalIn({ status: 409, text })).toEqual({
      code: 'LIMIT_EXCEEDED',
      message: 'Full.',
      details: { used: 3, limit: 3 },
    });
  });

  it.each([
    [0, '', 'OFFLINE'],
    [502, '<html>Bad Gateway</html>', 'INTERNAL'],
    [500, '{"errors":[]}', 'INTERNAL'],
    [500, 'null', 'INTERNAL'],
  ])('with status %i and the text %s is %s', (status, text, code) => {
    expect(refusalIn({ status, text })?.code).toBe(code);
  });
});
