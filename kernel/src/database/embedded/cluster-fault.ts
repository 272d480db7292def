import { StartFault } from '../../config/start-fault.ts';

/** PostgreSQL could not be started, stopped or reached; the message is a sentence that says what to do. */
export class ClusterFault extends StartFault {}
