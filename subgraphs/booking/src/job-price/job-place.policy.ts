import { isCountry } from '@freehold/kernel/values/country';
import { z } from 'zod';

const SQUARE_METERS_MAX = 1_000_000;

/** The code of a country. */
export const countrySchema = z.string().refine(isCountry, 'must be a country of ISO 3166-1 alpha-2');
/** A postal code as people write it, with a letter or a digit in it. */
export const postalCodeSchema = z
  .string()
  .trim()
  .min(1)
  .max(16)
  .regex(/^[A-Za-z0-9 -]*[A-Za-z0-9][A-Za-z0-9 -]*$/, 'must be letters, digits, spaces and hyphens');
/** How large a property is. */
export const squareMetersSchema = z.number().int().min(1).max(SQUARE_METERS_MAX);
