import { z } from 'zod';

/** Where tenants are reached from outside, such as `https://{slug}.example.com`; empty where nobody has said so. */
export const tenantUrl = z
  .string()
  .regex(/^$|^https?:\/\/\{slug\}\.[^/?#\s]+$/, 'is like https://{slug}.example.com')
  .default('');
