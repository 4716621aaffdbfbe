import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import * as Y from 'yjs';
import type { CommentThread, Reply } from '#domain/comment-thread';
import type { CommentId, MemberId, SpecificationId } from '#domain/ids';
import { isRefusal } from '#domain/refusal';
import { suggestionSentence } from '#domain/suggestion';
import { wordPieces } from '#schema/diff/word-pieces';
import type { DocumentJson } from '#schema/document-json';
import type { MarkedPassage } from '#server/documents/anchor';
import { documentFromBytes, documentFromJson, jsonFromDoc } from '#server/documents/document-bytes';
import { commentsBeside } from '#server/documents/export-comments';
import { exportDocx } from '#server/documents/export-docx';
import type { SaidBeside } from '#server/documents/said-beside';
import { passagesIn } from '#server/documents/read-passage';
import { suggestedChanges } from '#server/documents/suggested-changes';
import { suggestedStretch } from '#server/documents/suggested-stretch';
import { TakenWording } from '#server/documents/taken-wording';
import { passageIn } from '#tests/builders/specification';

export const HEADING = { title: 'Falls', subtitle: 'Draft of 10 February 2027', hash: 'a1b2' };

interface Suggesting {
  readonly by?: string;
  readonly at?: Date;
  readonly reason?: string;
  readonly replies?: readonly string[];
}

/** A draft and the suggestions on it, as reads give them, without a database. */
export class SuggestedDraft {
  readonly ydoc: Y.Doc;
  readonly threads: CommentThread[] = [];

  constructor(...content: DocumentJson[]) {
    this.ydoc = documentFromBytes(documentFromJson({ type: 'doc', content }));
  }

  get json(): DocumentJson {
    return jsonFromDoc(this.ydoc);
  }

  /** Suggests that words read otherwise; null where suggesting refuses it. */
  suggest(words: string | MarkedPassage, wording: string, more: Suggesting = {}): CommentThread | null {
    const passage = typeof words === 'string' ? passageIn(this.json, words) : words;
    const stretch = suggestedStretch(this.ydoc, passage, wording);
    if (isRefusal(stretch)) return null;
    const thread = threadOf(this.ydoc, { number: this.threads.length, ...stretch, ...more });
    this.threads.push(thread);
    return thread;
  }

  get said(): SaidBeside {
    const changes = suggestedChanges(this.ydoc, this.threads);
    return { comments: commentsBeside(changes, this.threads), changes: [...changes.values()] };
  }

  get tracked(): CommentThread[] {
    const changes = suggestedChanges(this.ydoc, this.threads);
    return this.threads.filter(({ id }) => changes.has(id));
  }

  word(): Promise<Uint8Array> {
    return exportDocx(this.json, HEADING, this.said);
  }

  /** The text once an editor here has accepted all that are tracked changes in the file; null where one is overtaken by another (SUG-15). */
  accepted(): DocumentJson | null {
    const copy = documentFromBytes(Y.encodeStateAsUpdate(this.ydoc));
    for (const { anchor, quote, suggestion } of this.tracked) {
      const taken = new TakenWording({ anchor, quote, ...suggestion! }, suggestion!.after).suggested(copy);
      if (taken !== null && isRefusal(taken)) return null;
    }
    return jsonFromDoc(copy);
  }
}

interface MadeThread extends Suggesting {
  readonly number: number;
  readonly anchor: NonNullable<CommentThread['anchor']>;
  readonly before: string;
  readonly after: string;
}

function threadOf(ydoc: Y.Doc, made: MadeThread): CommentThread {
  const { number, anchor, before, after, by = 'Patrick Doyle', reason = '', replies = [] } = made;
  const { at = new Date('2027-02-10T09:30:00Z') } = made;
  const { suggested, ...place } = passagesIn(ydoc)(anchor, before, { before, after });
  const said = {
    by: { memberId: null as MemberId | null, name: by, group: 'patient-carer' as const, organisation: '' },
    ...{ dayOnly: false, brought: null, at, editedAt: null, withdrawnAt: null, removed: null },
    ...{ mine: false, earlier: [] }
  };
  return {
    ...said,
    id: `comment-${String(number).padStart(3, '0')}` as CommentId,
    specificationId: 'specification' as SpecificationId,
    body: [suggestionSentence(before, after), ...(reason ? [reason] : [])].join('\n'),
    ...{ kind: 'suggestion', subject: { kind: 'words' }, entered: null, quote: before, anchor },
    ...place,
    replies: replies.map((body, index) => ({ ...said, body, id: `reply-${index}` as Reply['id'] })),
    ...{ answer: null, duty: null },
    suggestion: {
      ...{ before, after, reason, accepted: null, around: suggested!.around },
      pieces: wordPieces(before, after),
      state: suggested!.standing === 'stands' ? 'open' : 'overtaken'
    }
  };
}

/** The XML of the file's text, and the file with another. */
export function textXml(bytes: Uint8Array): string {
  return strFromU8(unzipSync(bytes)['word/document.xml']!);
}

function withTextXml(bytes: Uint8Array, change: (xml: string) => string): Uint8Array {
  const parts = unzipSync(bytes);
  return zipSync({ ...parts, 'word/document.xml': strToU8(change(strFromU8(parts['word/document.xml']!))) });
}

/** The file once Word has accepted all of its tracked changes. */
export function acceptedInWord(bytes: Uint8Array): Uint8Array {
  return withTextXml(bytes, (xml) =>
    xml.replace(/<w:del [^]*?<\/w:del>/g, '').replace(/<w:ins [^>]*>|<\/w:ins>/g, '')
  );
}

/** The file once Word has rejected them. */
export function rejectedInWord(bytes: Uint8Array): Uint8Array {
  return withTextXml(bytes, (xml) =>
    xml
      .replace(/<w:ins [^]*?<\/w:ins>/g, '')
      .replace(/<w:del [^>]*>|<\/w:del>/g, '')
      .replace(/(<\/?)w:delText\b/g, '$1w:t')
  );
}
