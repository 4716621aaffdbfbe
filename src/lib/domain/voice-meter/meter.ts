import { changeRate, earliness, responseRate } from './comment-measures';
import { countedTogether, type CountedTogether } from './counted-together';
import { divergence } from './divergence';
import { experience } from './experience';
import type { MeterFacts } from './facts';
import { loopTime } from './loop-time';
import type { Measure } from './measure';
import { attrition, endOf, equalAccess } from './people-measures';
import { reach } from './reach';
import { shareOfVoice } from './share-of-voice';

export interface VoiceMeter {
  /** The ten of them, in the order of their numbers. */
  readonly measures: readonly Measure[];
  /** Which groups stand by themselves in figures about comments, and which are counted together. */
  readonly sets: readonly CountedTogether[];
}

/** Whether people were heard, and what it changed: ten measures, worked out from what is recorded and from nothing else. */
export function voiceMeter(facts: MeterFacts): VoiceMeter {
  const sets = commentSets(facts);
  return {
    sets,
    measures: [
      responseRate(facts, sets),
      changeRate(facts, sets),
      earliness(facts, sets),
      shareOfVoice(facts, sets),
      equalAccess(facts),
      divergence(facts),
      loopTime(facts, sets),
      reach(facts, sets),
      experience(facts),
      attrition(facts)
    ]
  };
}

/**
 * Patients and carers stand by themselves whatever their number: each of their comments and its answer stands in the paper word for
 * word, so a count of them hides nothing, and an answer to each was promised.
 */
export function commentSets({
  comments,
  members,
  now
}: Pick<MeterFacts, 'comments' | 'members' | 'now'>): CountedTogether[] {
  const alone = 'patient-carer';
  const [first] = comments.flatMap(({ day, group }) => (group === alone ? [] : [day])).sort();
  const since = first === undefined ? null : endOf(first);
  const voices = comments.map(({ group, day }) => ({ group, joinedAt: endOf(day) }));
  return countedTogether(members, { since, now, alone, voices });
}
