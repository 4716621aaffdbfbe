/**
 * Counts up whenever an editor of an earlier build could damage text that a newer one wrote: a node, mark or
 * attribute was added or has come to mean something else. A page from before is then asked to reload.
 */
export const SCHEMA_VERSION = 2;
