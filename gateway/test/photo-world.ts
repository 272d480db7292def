import type { Readable } from 'node:stream';
import { Readable as ReadableStream } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { SubgraphAnswer, SubgraphCall, SubgraphClient } from '@freehold/kernel/caller/subgraph-call';
import { ObjectAddresses } from '@freehold/kernel/objects/object-addresses';
import { newObjectKey, type ObjectEnding, type ObjectKey } from '@freehold/kernel/objects/object-key';
import type { KeptObject, ObjectStore } from '@freehold/kernel/objects/object-store';
import { newId } from '@freehold/kernel/values/id';
import { GraphQLError } from 'graphql';

/** Objects in memory, that can be told to fail. */
export class TinyStore implements ObjectStore {
  readonly kept = new Map<ObjectKey, Buffer>();
  /** Bytes that have come of what is being put. */
  arriving = 0;
  isBroken = false;

  async put(key: ObjectKey, bytes: Readable): Promise<void> {
    if (this.isBroken) throw new Error('The disk is full.');
    bytes.on('data', (part: Buffer) => {
      this.arriving += part.length;
    });
    this.kept.set(key, await buffer(bytes));
  }

  async read(key: ObjectKey): Promise<KeptObject | null> {
    if (this.isBroken) throw new Error('The disk is gone.');
    const bytes = this.kept.get(key);
    return bytes ? { bytes: ReadableStream.from([bytes]), size: bytes.length } : null;
  }

  async remove(key: ObjectKey): Promise<void> {
    this.kept.delete(key);
  }
}

interface Input {
  readonly bookingId: string;
  readonly ending: ObjectEnding;
  readonly idempotencyKey: string;
  readonly photoUploadId: string;
}

/** Booking as it answers about photos, in front of a subgraph that answers everything else. */
export class TinyPhotos implements SubgraphClient {
  readonly name: string;
  readonly calls: SubgraphCall[] = [];
  /** What it refuses to open or to keep with. */
  refusals: { open?: string; keep?: string } = {};
  /** It keeps, and is not heard. */
  isMute = false;
  readonly #behind: SubgraphClient;
  readonly #uploads = new Map<string, ObjectKey>();
  readonly #kept = new Map<string, ObjectKey>();

  constructor(behind: SubgraphClient) {
    this.name = behind.name;
    this.#behind = behind;
  }

  async execute(call: SubgraphCall): Promise<SubgraphAnswer> {
    const isOpening = call.query.includes('_openPhotoUpload');
    if (!isOpening && !call.query.includes('_keepJobPhoto')) return this.#behind.execute(call);
    this.calls.push(call);
    const code = isOpening ? this.refusals.open : this.refusals.keep;
    if (code)
      return { errors: [new GraphQLError(`No: ${code}.`, { extensions: { code, limit: 3 } }).toJSON()] };
    const input = call.variables?.input as Input;
    return isOpening ? this.#open(call, input) : this.#keep(input);
  }

  subscribe(call: SubgraphCall) {
    return this.#behind.subscribe(call);
  }

  close(): Promise<void> {
    return this.#behind.close();
  }

  #open({ caller }: SubgraphCall, { ending }: Input): SubgraphAnswer {
    const id = newId('pup');
    const objectKey = newObjectKey(caller.tenant?.id ?? newId('tnt'), 'job-photos', ending);
    this.#uploads.set(id, objectKey);
    return { data: { _openPhotoUpload: { id, objectKey } } };
  }

  #keep({ idempotencyKey, photoUploadId }: Input): SubgraphAnswer {
    const objectKey = this.#kept.get(idempotencyKey) ?? this.#uploads.get(photoUploadId);
    if (!objectKey) throw new Error('There is no such upload.');
    this.#kept.set(idempotencyKey, objectKey);
    if (this.isMute) throw new Error('connect ECONNRESET 10.0.0.7:4102');
    return { data: { _keepJobPhoto: { jobPhoto: { id: `jph of ${idempotencyKey}` }, objectKey } } };
  }
}

/** Where objects of a test are kept, and how their addresses are signed. */
export function tinyObjects(): { store: TinyStore; addresses: ObjectAddresses } {
  return { store: new TinyStore(), addresses: new ObjectAddresses('s'.repeat(32)) };
}
