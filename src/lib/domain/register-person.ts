import type { MemberId } from './ids';

/** Who did it, with the names as they were then: people move on and organisations merge. */
export interface RegisterPerson {
  readonly memberId: MemberId;
  readonly name: string;
  /** The organisation's name. */
  readonly organisation: string;
}
