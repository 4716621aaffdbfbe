import type { Passage } from '#domain/comment-thread';

/** What stands in the address: `from`, `to` and `quote` of words, or `clause` ("clause-scope"). */
export function historyAsked(address: URLSearchParams) {
  return {
    clause: address.get('clause'),
    from: address.get('from'),
    to: address.get('to'),
    quote: address.get('quote')
  };
}

/** The address's query for these words, and for the clause in which they were chosen. */
export function queryOf({ from, to, quote }: Passage, clause?: string): string {
  const words = { from: String(from), to: String(to), quote };
  return `?${new URLSearchParams(clause === undefined ? words : { clause, ...words })}`;
}
