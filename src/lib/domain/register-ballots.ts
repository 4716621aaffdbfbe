import type { BallotId } from './ids';
import type { RegisterPerson } from './register-person';

/** What the register keeps of ballots, by the kind of entry. */
export interface BallotContents {
  'ballot-opened': {
    readonly ballotId: BallotId;
    readonly title: string;
    readonly question: string;
    readonly method: 'borda';
    readonly options: readonly { readonly key: string; readonly name: string }[];
    /** How many people are on the electoral roll. */
    readonly voters: number;
    /** How many of them have no account, so that a helper enters their votes. Left out where there are none. */
    readonly assisted?: number;
    /** ISO 8601 UTC with milliseconds. */
    readonly closesAt: string;
    readonly by: RegisterPerson;
  };
  'ballot-closed': {
    readonly ballotId: BallotId;
    readonly title: string;
    readonly votes: number;
    readonly voters: number;
    /** Who entered votes for people without an account. Left out where nobody did. */
    readonly enteredBy?: readonly RegisterPerson[];
    /** How many they entered. Left out where it would tell how many of a small group voted. */
    readonly entered?: number;
    /** SHA-256, hex: `resultHash` of domain/tally/result-hash. */
    readonly resultHash: string;
    /** Null when its time ran out. */
    readonly by: RegisterPerson | null;
  };
}
