/** What the process asks of the thread in which the embedded database runs. */
export interface Question {
  readonly id: number;
  readonly statement: string;
  readonly values: readonly unknown[];
  readonly rowMode: 'array' | 'object';
}

/** Rows as the driver expects them; of an error everything that can be copied. */
export type Answer =
  | { readonly id: number; readonly rows: readonly unknown[]; readonly affectedRows: number | undefined }
  | { readonly id: number; readonly error: Readonly<Record<string, unknown>> };

/** Said once, before any answer. */
export const READY = 'ready';
/** Asked last: the thread ends when everything is written. */
export const CLOSE = 'close';
