import { resolve } from 'node:path';
import { z } from 'zod';
import { readConfig } from '../config/read-config.ts';
import { openDirectoryStore } from './drive-store.ts';
import { ObjectAddresses } from './object-addresses.ts';
import type { ObjectStore } from './object-store.ts';

const SECRET_LENGTH_MIN = 32;

/** By which variables the place of objects is named. With neither a directory nor a bucket no objects are kept. */
export const objectsShape = {
  /** A directory that all processes which keep or serve objects share. */
  OBJECTS_DIR: z
    .string()
    .transform((path) => resolve(path))
    .optional(),
  /** A bucket of S3, or of a store that speaks like it. */
  OBJECTS_BUCKET: z.string().optional(),
  OBJECTS_REGION: z.string().default('us-east-1'),
  /** Of a store that is not S3 itself. */
  OBJECTS_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  OBJECTS_ACCESS_KEY: z.string().default(''),
  OBJECTS_SECRET_KEY: z.string().default(''),
  /** Signs the addresses of objects: the same in all processes, 32 characters or more. */
  OBJECTS_SECRET: z.string().min(SECRET_LENGTH_MIN).optional(),
};

const objectsSchema = z
  .object(objectsShape)
  .refine(({ OBJECTS_DIR, OBJECTS_BUCKET }) => !OBJECTS_DIR || !OBJECTS_BUCKET, {
    path: ['OBJECTS_BUCKET'],
    message: 'is there, and OBJECTS_DIR is there, too',
  })
  .refine(
    ({ OBJECTS_DIR, OBJECTS_BUCKET, OBJECTS_SECRET }) => !(OBJECTS_DIR ?? OBJECTS_BUCKET) || OBJECTS_SECRET,
    {
      path: ['OBJECTS_SECRET'],
      message: 'is missing, and objects are to be kept',
    },
  );

/** What the environment says of the place of objects. */
export type ObjectsConfig = z.infer<typeof objectsSchema>;

/** Where objects are kept, and how their addresses are signed. */
export interface Objects {
  readonly store: ObjectStore;
  readonly addresses: ObjectAddresses;
}

/** Reads where objects are kept. @throws {ConfigurationFault} with all faults at once. */
export function readObjectsConfig(environment?: Readonly<Record<string, string | undefined>>): ObjectsConfig {
  return readConfig(objectsSchema, environment);
}

async function openStore(config: ObjectsConfig): Promise<ObjectStore | null> {
  const { OBJECTS_DIR: directory, OBJECTS_BUCKET: bucket } = config;
  if (directory !== undefined) return openDirectoryStore(directory);
  if (bucket === undefined) return null;
  const { openBucketStore } = await import('./bucket-store.ts');
  return openBucketStore({
    bucket,
    region: config.OBJECTS_REGION,
    endpoint: config.OBJECTS_ENDPOINT ?? null,
    accessKeyId: config.OBJECTS_ACCESS_KEY,
    secretAccessKey: config.OBJECTS_SECRET_KEY,
  });
}

/** Opens the place of objects; null where none is named. */
export async function openObjects(config: ObjectsConfig): Promise<Objects | null> {
  const store = await openStore(config);
  if (!store || config.OBJECTS_SECRET === undefined) return null;
  return { store, addresses: new ObjectAddresses(config.OBJECTS_SECRET) };
}
