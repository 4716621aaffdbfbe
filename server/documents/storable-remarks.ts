import { findPersonalData } from '#domain/personal-data';
import type { Remark, WordRemark } from './word-remarks';

/** The same as for a comment that is typed here. */
const LONGEST = 4000;
const LONGEST_NAME = 200;

export interface StorableRemarks {
  readonly remarks: readonly WordRemark[];
  /** Comments and replies that are left out because they could point to one person. */
  readonly personalComments: number;
  readonly personalChanges: number;
}

/** Remarks as they may be stored: within the lengths, with words in them, and without what could point to one person. */
export function storableRemarks(given: readonly WordRemark[]): StorableRemarks {
  const remarks: WordRemark[] = [];
  let [personalComments, personalChanges] = [0, 0];
  for (const remark of given.map(tidied)) {
    const replies = remark.replies.filter((reply) => !isPersonal(reply));
    if (isPersonal(remark)) {
      if (remark.wording === null) personalComments += 1;
      else personalChanges += 1;
      personalComments += remark.replies.length;
      continue;
    }
    personalComments += remark.replies.length - replies.length;
    if (remark.body !== '') remarks.push({ ...remark, replies: replies.filter(({ body }) => body !== '') });
  }
  return { remarks, personalComments, personalChanges };
}

/** How many comments, replies included, and how many changes. */
export function countRemarks(remarks: readonly WordRemark[]): { comments: number; changes: number } {
  const changes = remarks.filter(({ wording }) => wording !== null).length;
  const replies = remarks.reduce((sum, each) => sum + each.replies.length, 0);
  return { comments: remarks.length - changes + replies, changes };
}

function isPersonal({ claimedAuthor, body }: Remark): boolean {
  return findPersonalData(`${claimedAuthor ?? ''}\n${body}`).length > 0;
}

function tidied(remark: WordRemark): WordRemark {
  const { wording, replies } = remark;
  return {
    ...remark,
    ...tidiedWords(remark),
    replies: replies.map(tidiedWords),
    wording: wording && { before: plain(wording.before, LONGEST), after: plain(wording.after, LONGEST) }
  };
}

function tidiedWords({ claimedAuthor, body }: Remark): Remark {
  return {
    claimedAuthor: claimedAuthor === null ? null : plain(claimedAuthor, LONGEST_NAME) || null,
    body: plain(body, LONGEST)
  };
}

/** As text that a database and a page can hold. */
function plain(text: string, longest: number): string {
  const storable = text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '')
    .normalize('NFC')
    .trim();
  const cut = storable.length > longest ? `${storable.slice(0, longest - 1).trimEnd()}…` : storable;
  // Half a character, from the file or from cutting, could not be stored.
  return cut.replace(/\p{Surrogate}/gu, '');
}
