import { describe, expect, it } from 'vitest';
import { WrittenData } from '../execution/written-data.ts';
import { noteShared, writeAnswer, writeResult } from './write-result.ts';

const TEXT = '{"name":"Zoë – ☃"}';

describe('writeAnswer', () => {
  it('gives all who share data the same bytes, which are those of its text', () => {
    const data = new WrittenData(TEXT, 1);
    noteShared(data);
    const bytes = writeAnswer({ data });
    expect(bytes).toEqual(Buffer.from(writeResult({ data })));
    noteShared(data);
    expect(writeAnswer({ data })).toBe(bytes);
  });

  it('writes text for who is alone', () => {
    expect(writeAnswer({ data: new WrittenData(TEXT, 1) })).toBe(`{"data":${TEXT}}\n`);
    noteShared({});
    expect(writeAnswer({ data: {} })).toBe('{"data":{}}\n');
  });

  it('lets go of a text that nobody else sends', () => {
    const data = new WrittenData(TEXT, 1);
    expect(data.toJSON()).toEqual(JSON.parse(TEXT));
    writeAnswer({ data });
    expect(() => data.text).toThrow('have been sent');
  });

  it('writes for each what is told beside the data', () => {
    const data = new WrittenData(TEXT, 1);
    noteShared(data);
    const [cost, errors] = [{ actual: 1 }, [{ message: 'no' }]];
    const told = (actual: number) => Buffer.from(writeResult({ data, extensions: { cost: { actual } } }));
    expect(writeAnswer({ data, extensions: { cost } })).toEqual(told(1));
    expect(writeAnswer({ data, extensions: { cost: { actual: 2 } } })).toEqual(told(2));
    expect(writeAnswer({ data })).toEqual(Buffer.from(writeResult({ data })));
    expect(writeAnswer({ data, errors })).toBe(`{"errors":[{"message":"no"}],"data":${TEXT}}\n`);
  });
});
