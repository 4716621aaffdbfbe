import type { TextRange, Writer } from './comment-thread';
import type { ClauseId, OpenPointId, SpecificationId } from './ids';

export const OPEN_POINT_KINDS = ['contradiction', 'question'] as const;
export type OpenPointKind = (typeof OPEN_POINT_KINDS)[number];

export const OPEN_POINT_NAMES: Record<OpenPointKind, string> = {
  contradiction: 'Contradiction',
  question: 'Open question'
};

export function isOpenPointKind(value: unknown): value is OpenPointKind {
  return OPEN_POINT_KINDS.some((kind) => kind === value);
}

/** Words of the text that a question or a contradiction is about. */
export interface PointPlace {
  /** The words when it was raised. */
  readonly quote: string;
  /** Where they stand in the newest committed text; null when they are gone. */
  readonly range: TextRange | null;
  /** What stands there now, when it reads differently from the quote; otherwise null. */
  readonly wordsNow: string | null;
  /** The clause they stand in, or stood in when they were last there. */
  readonly clause: { readonly id: ClauseId; readonly name: string } | null;
}

export interface OpenPoint {
  readonly id: OpenPointId;
  readonly specificationId: SpecificationId;
  readonly kind: OpenPointKind;
  readonly words: string;
  readonly place: PointPlace;
  /** What a contradiction contradicts: other words of the text, or something outside it. */
  readonly other: PointPlace | null;
  readonly outside: string;
  /** Who is to settle it. */
  readonly owner: Writer;
  readonly raisedBy: Writer;
  readonly raisedAt: Date;
  readonly resolution: { readonly words: string; readonly by: Writer; readonly at: Date } | null;
}

/** Those that wait first, oldest first; then those that were resolved, newest first. */
export function waitingFirst(points: readonly OpenPoint[]): OpenPoint[] {
  const raised = ({ raisedAt }: OpenPoint): number => raisedAt.getTime();
  const settled = ({ resolution }: OpenPoint): number => resolution?.at.getTime() ?? 0;
  const waiting = points.filter(({ resolution }) => resolution === null);
  const resolved = points.filter(({ resolution }) => resolution !== null);
  return [
    ...waiting.sort((a, b) => raised(a) - raised(b)),
    ...resolved.sort((a, b) => settled(b) - settled(a))
  ];
}
