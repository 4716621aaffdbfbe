import { customType, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { Id } from '#domain/ids';

/** Bytes. PGlite answers a Uint8Array, pg a Buffer: both come out as a plain Uint8Array. */
export const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => 'bytea',
  fromDriver: (value) => new Uint8Array(value)
});

/** A primary or foreign key holding a branded id. */
export function idColumn<Kind extends string>(name: string) {
  return uuid(name).$type<Id<Kind>>();
}

/** A moment, with time zone, to the millisecond. */
export function moment(name: string) {
  return timestamp(name, { withTimezone: true, precision: 3, mode: 'date' });
}
