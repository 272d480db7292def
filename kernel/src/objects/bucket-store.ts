import { Disk } from 'flydrive';
import { S3Driver } from 'flydrive/drivers/s3';
import { DriveStore } from './drive-store.ts';
import type { ObjectStore } from './object-store.ts';

const CONNECT_MS_MAX = 2_000;
const SILENCE_MS_MAX = 20_000;

/** A bucket of S3, or of what speaks like it. */
export interface BucketSettings {
  readonly bucket: string;
  readonly region: string;
  /** Null for S3 itself. */
  readonly endpoint: string | null;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

const silent = () => undefined;
/** What the client of S3 would say it throws as well, and whoever catches that tells the log. */
const QUIET = { debug: silent, info: silent, warn: silent, error: silent };

/** Objects in a bucket. Nobody but who holds its keys may read there: addresses are signed and served by ourselves. */
export function openBucketStore(settings: BucketSettings): ObjectStore {
  const { bucket, region, endpoint, accessKeyId, secretAccessKey } = settings;
  const driver = new S3Driver({
    bucket,
    region,
    visibility: 'private',
    // Stores that are like S3 have no lists of who may read, and new buckets of S3 neither.
    supportsACL: false,
    credentials: { accessKeyId, secretAccessKey },
    requestHandler: { connectionTimeout: CONNECT_MS_MAX, requestTimeout: SILENCE_MS_MAX },
    logger: QUIET,
    // The checksums that S3 alone knows are left away.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    ...(endpoint === null ? {} : { endpoint, forcePathStyle: true }),
  });
  return new DriveStore(new Disk(driver));
}
