/** The queue of all jobs of a subgraph. */
export const JOB_QUEUE = 'job';
/** Where jobs stand that failed for good, until somebody looks. */
export const SET_ASIDE_QUEUE = 'set-aside';
