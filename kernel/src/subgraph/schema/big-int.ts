import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';

const DIGITS = /^-?\d{1,100}$/;

function parse(value: unknown): bigint {
  if (typeof value === 'bigint' || (typeof value === 'number' && Number.isSafeInteger(value)))
    return BigInt(value);
  if (typeof value === 'string' && DIGITS.test(value)) return BigInt(value);
  throw new GraphQLError(`BigInt cannot represent ${JSON.stringify(value)}.`);
}

function serialize(value: unknown): number | string {
  const whole = parse(value);
  const number = Number(whole);
  return Number.isSafeInteger(number) ? number : String(whole);
}

/** Whole numbers of any size: JSON numbers while JavaScript holds them exactly, else strings of digits. */
export const BigIntScalar = new GraphQLScalarType<bigint, number | string>({
  name: 'BigInt',
  description: 'A whole number of any size. A JSON number up to 2^53 - 1, beyond that a string of digits.',
  serialize,
  parseValue: parse,
  parseLiteral: (node) => parse(node.kind === Kind.INT || node.kind === Kind.STRING ? node.value : null),
});
