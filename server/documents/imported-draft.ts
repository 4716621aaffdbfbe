import { withClauseIds } from '#schema/clause-ids';
import { rangeAnchors, type AnchoredWords } from './anchor';
import { documentFromBytes, documentFromJson } from './document-bytes';
import type { ImportedDocument } from './read-docx';
import type { WordRemark } from './word-remarks';

/** A remark of a Word file, tied to the words of the draft that it is about. */
export type AnchoredRemark = WordRemark & AnchoredWords;

/** A Word file as a draft that can be stored. */
export interface ImportedDraft extends Pick<ImportedDocument, 'title' | 'report' | 'said'> {
  /** The draft's first update. */
  readonly bytes: Uint8Array;
  readonly remarks: readonly AnchoredRemark[];
}

const LONGEST_QUOTE = 2000;

export function importedDraft({ title, json, report, remarks, said }: ImportedDocument): ImportedDraft {
  const bytes = documentFromJson(withClauseIds(json));
  const anchorOf = rangeAnchors(documentFromBytes(bytes), LONGEST_QUOTE);
  const anchored = remarks.flatMap(({ from, to, ...remark }): AnchoredRemark[] => {
    const words = anchorOf({ from, to });
    return words === null ? [] : [{ ...remark, ...words }];
  });
  return { title, report, said, bytes, remarks: anchored };
}
