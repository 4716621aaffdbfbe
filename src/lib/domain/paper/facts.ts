import type { ClauseFacts, NamedOrganisation } from '../clause-facts';
import type { ClauseState } from '../clause-state';
import type { CommentThread } from '../comment-thread';
import type { DecisionOption, UnansweredComment } from '../decision';
import type { ClauseId } from '../ids';
import type { OpenPoint } from '../open-point';
import type { GroupTurnout } from '../tally/group-turnout';
import type { ShownTally } from '../tally/small-groups';
import type { VoiceMeter } from '../voice-meter/meter';

export interface PaperOrganisation extends NamedOrganisation {
  /** Its name in full. */
  readonly fullName: string;
  /** "integrated-care-board", "council", … */
  readonly kind: string;
}

export interface PaperSignature {
  readonly name: string;
  readonly organisation: string;
  readonly outcome: 'signed' | 'refused';
  readonly reason: string;
  readonly signedAt: Date;
}

export interface PaperDecision {
  readonly reference: string;
  readonly title: string;
  readonly question: string;
  readonly wording: string;
  readonly reasons: string;
  readonly options: readonly DecisionOption[];
  readonly hash: string;
  /** Where it stands, in one sentence. */
  readonly sentence: string;
  readonly state: 'awaiting' | 'agreed' | 'refused';
  /** False when something it binds no longer fits its hash. */
  readonly intact: boolean;
  readonly proposedAt: Date;
  readonly proposedBy: { readonly name: string; readonly organisation: string };
  readonly signatures: readonly PaperSignature[];
  /** Comments without an answer that it names, each with the reason. */
  readonly exceptions: readonly UnansweredComment[];
  readonly stillNeeded: number;
  readonly waitsFor: readonly string[];
}

/** A closed ballot that the decision rests on, as everybody may see it. */
export interface PaperBallot {
  readonly title: string;
  readonly question: string;
  readonly closedAt: Date;
  readonly optionTitles: ReadonlyMap<string, string>;
  readonly tally: ShownTally;
  readonly summary: string;
  readonly reversals: readonly string[];
  readonly ties: readonly string[];
  readonly divergences: readonly string[];
  readonly turnout: readonly GroupTurnout[];
  /** Of votes that helpers entered, in words; null where there were none to enter. */
  readonly assisted: string | null;
  /** How many they entered, where that may be said. */
  readonly entered: number | null;
}

/** Everything a paper is made of. Both papers of a decision are made of the same. */
export interface PaperFacts {
  readonly partnership: {
    readonly name: string;
    readonly purpose: string;
    readonly localityName: string;
    readonly localityDefinition: string;
  };
  readonly organisations: readonly PaperOrganisation[];
  readonly decision: PaperDecision;
  readonly version: { readonly name: string; readonly hash: string; readonly frozenAt: Date };
  readonly specification: { readonly title: string; readonly serviceNumber: string | null };
  /** Of the text that is being written now, in reading order. */
  readonly clauses: readonly ClauseState[];
  readonly kept: ClauseFacts;
  /** What each clause of which something is kept is called, also when the text has it no more. */
  readonly clauseNames: ReadonlyMap<ClauseId, string>;
  readonly threads: readonly CommentThread[];
  readonly points: readonly OpenPoint[];
  readonly ballot: PaperBallot | null;
  readonly meter: VoiceMeter;
}
