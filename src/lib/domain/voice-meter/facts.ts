import type { AnswerOutcome } from '../comment-thread';
import type { WayIn } from '../entered';
import type { ExperienceAnswers } from '../experience';
import type { StakeholderGroup } from '../membership';
import type { ShownTally } from '../tally/small-groups';
import type { Joined } from './counted-together';

/** A day in the United Kingdom, "2026-11-25". Days and no hours: of a comment without a name only the day is known. */
export type Day = string;

/** A comment that was made here, without its writer. */
export interface MeterComment {
  readonly day: Day;
  readonly group: StakeholderGroup;
  readonly answer: MeterAnswer | null;
  /** Somebody without an account said it, in this way. */
  readonly way: WayIn | null;
}

export interface MeterAnswer {
  readonly day: Day;
  readonly outcome: AnswerOutcome;
  /** It points to the place of the change. */
  readonly linked: boolean;
  /** It says that something changed, and the words it points to had changed since the comment. */
  readonly real: boolean;
  /** Since when everybody can read it; null: they cannot. */
  readonly publishedOn: Day | null;
}

export interface MeterMember extends Joined {
  readonly leftAt: Date | null;
}

/** The decision that the measures look at. */
export interface MeterDecision {
  readonly reference: string;
  readonly proposedOn: Day;
  /** Null while it waits. */
  readonly settledOn: Day | null;
  /** Every reason that is written in it. */
  readonly reasons: readonly string[];
}

/** A ballot about the text that is closed, as everybody may see it. */
export interface MeterBallot {
  readonly title: string;
  readonly openedOn: Day;
  readonly closedOn: Day;
  readonly optionNames: ReadonlyMap<string, string>;
  readonly tally: ShownTally;
  /** Patients and carers on its roll, and how many of them voted; null where that is not shown. */
  readonly patients: { readonly voters: number; readonly voted: number | null };
}

/** What was there in plain words when the full text was published. */
export interface PlainPapers {
  /** "the text for decision JCC-2027-004". */
  readonly what: string;
  readonly day: Day;
  /** Clauses with words of their own, and those of them whose plain summary was confirmed by the end of that day. */
  readonly clauses: number;
  readonly inPlainWords: number;
}

/** What was said of taking part in a consultation that is over, without who said it. */
export interface MeterExperience {
  /** When the consultation was over, and on which day it closed. */
  readonly over: Date;
  readonly closedOn: Day;
  readonly said: readonly { readonly group: StakeholderGroup; readonly answers: ExperienceAnswers }[];
}

/** All that the voice meter is worked out from. Who calls has left out what the reader may not see. */
export interface MeterFacts {
  readonly now: Date;
  readonly comments: readonly MeterComment[];
  /** Words that are in the text now, by who wrote them. */
  readonly words: ReadonlyMap<StakeholderGroup, number>;
  readonly members: readonly MeterMember[];
  readonly decision: MeterDecision | null;
  /** The one that the decision rests on, or else the newest. */
  readonly ballot: MeterBallot | null;
  /** All of them, oldest first. */
  readonly ballots: readonly MeterBallot[];
  /** When options were first put before people; null: not yet. */
  readonly optionsFixed: { readonly day: Day; readonly what: string } | null;
  readonly papers: PlainPapers | null;
  /** Null: no consultation that counts is over. */
  readonly experience: MeterExperience | null;
  /** Days on which a stage of the work began or ended, oldest first, none in the future. */
  readonly stages: readonly Stage[];
}

export interface Stage {
  readonly day: Day;
  /** "the consultation opened". */
  readonly what: string;
}
