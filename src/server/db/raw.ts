/** The plain connections of pg, for hot paths that speak SQL themselves. */
export type { ClientBase, Pool, PoolClient } from 'pg';
