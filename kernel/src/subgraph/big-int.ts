import { GraphQLScalarType } from 'graphql';
import { GraphQLBigInt } from 'graphql-scalars';

function serialize(value: unknown): number | string {
  const whole = BigInt(String(value));
  const number = Number(whole);
  return Number.isSafeInteger(number) ? number : String(whole);
}

/** Whole numbers of any size: JSON numbers while JavaScript holds them exactly, else strings of digits. */
export const BigIntScalar = new GraphQLScalarType({ ...GraphQLBigInt.toConfig(), serialize });
