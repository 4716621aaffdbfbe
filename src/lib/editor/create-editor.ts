import { Editor } from '@tiptap/core';
import { Collaboration } from '@tiptap/extension-collaboration';
import { CollaborationCaret } from '@tiptap/extension-collaboration-caret';
import { documentExtensions } from '#schema/extensions';
import { BODY } from '#schema/schema';
import { caretElement, selectionAttributes, type PresentPerson } from './caret';
import { ClauseNaming } from './clause-naming';
import { CommentMarks } from './comment-marks';
import type { DraftConnection } from './draft-connection';
import { EditorShortcuts } from './editor-shortcuts';
import { HeadingsBelowTitle } from './heading-view';
import { NoHeadings } from './no-headings';
import { PersonalDataStop } from './personal-data-stop';
import { RemoteChanges } from './remote-changes';
import { isTyping } from './typed-letters';

export interface EditorOptions {
  /** A specification's text, which has clauses, or the plain summary of one of them, which has none. */
  readonly kind?: 'text' | 'summary';
  readonly element: HTMLElement;
  readonly connection: DraftConnection;
  readonly person: PresentPerson;
  /** How the text is called for people who cannot see it. */
  readonly label: string;
  /** A commented passage was clicked. */
  onOpenComment(id: string): void;
  /** Ctrl+Alt+M. */
  onComment(): void;
  /** Ctrl+K. */
  onLink(): void;
  /** After every change of text or selection, for the toolbar; `typing`: nothing but words within paragraphs changed. */
  onChange(typing: boolean): void;
}

/**
 * The editor over a draft that has been loaded. Not sooner: an editor over an empty document would write a
 * paragraph of its own into it.
 */
export function createEditor(options: EditorOptions): Editor {
  const { connection, person } = options;
  return new Editor({
    element: options.element,
    extensions: [
      ...documentExtensions,
      Collaboration.configure({ document: connection.ydoc, field: BODY }),
      RemoteChanges,
      CollaborationCaret.configure({
        provider: connection,
        user: { ...person },
        render: caretElement,
        selectionRender: selectionAttributes
      }),
      ...(options.kind === 'summary' ? [NoHeadings] : [HeadingsBelowTitle, ClauseNaming]),
      PersonalDataStop,
      CommentMarks.configure({ onOpen: options.onOpenComment }),
      EditorShortcuts.configure({ onComment: options.onComment, onLink: options.onLink })
    ],
    editorProps: {
      attributes: {
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-label': options.label,
        class: 'draft-text',
        spellcheck: 'true',
        lang: 'en-GB'
      }
    },
    onTransaction: ({ transaction }) => {
      const { docChanged, selectionSet, storedMarksSet } = transaction;
      // The others' carets and the marks of comments come as transactions too.
      if (docChanged || selectionSet || storedMarksSet) options.onChange(isTyping(transaction));
    }
  });
}
